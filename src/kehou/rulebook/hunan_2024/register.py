"""The register of the Hunan Measures of 2024-03-18, and verdicts that cite its statements."""

from __future__ import annotations

from kehou.rulebook.engine.register import Register

REGISTER = Register.from_package("kehou.rulebook.hunan_2024")
verdict = REGISTER.verdict
