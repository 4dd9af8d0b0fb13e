"""The packs that are installed, by the code of their jurisdiction."""

from __future__ import annotations

from kehou.rulebook.engine.edition import Pack
from kehou.rulebook.hunan_2024.edition import EDITION as HUNAN_2024

HUNAN = Pack("43", "湖南省", (HUNAN_2024,))
