"""The register of the invented province's statements."""

from __future__ import annotations

from kehou.rulebook.engine.register import Register

REGISTER = Register.from_package("toy_province")
verdict = REGISTER.verdict
