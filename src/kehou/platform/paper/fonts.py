"""The typefaces of the press, found in installed packages, and the characters that they can draw."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

GETA = "〓"
"""What printers have always set in place of a character that they do not have."""


class FontMissing(RuntimeError):
    """A package that carries a typeface is not installed."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """One font file inside an installed package; ``face`` is its place in a collection."""

    package: str
    file: str
    face: int = -1

    def path(self) -> Path:
        """Where the file lies on this machine. Raises FontMissing."""
        spec = find_spec(self.package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            path = Path(folder, self.file)
            if path.is_file():
                return path
        raise FontMissing(f"{self.package} does not provide {self.file}")


SERIF = Typeface("pylopdf_fonts_zh_cn", "NotoSerifSC-Regular.otf")
SANS = Typeface("justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf")
RARE = Typeface("noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc", face=2)  # the simplified Chinese face


def font_folders() -> list[str]:
    """The folders that the press looks into for its typefaces. Raises FontMissing."""
    return [str(face.path().parent) for face in (SERIF, SANS, RARE)]


@lru_cache(maxsize=1)
def drawable() -> frozenset[str]:
    """Every character that the body face or its fallback for rare names can draw."""
    covered: set[str] = set()
    for face in (SERIF, RARE):
        with TTFont(face.path(), fontNumber=face.face, lazy=True) as font:
            covered.update(map(chr, font["cmap"].getBestCmap()))
    return frozenset(covered)


def _is_invisible(character: str) -> bool:
    """Whether a character only steers display: controls, zero-width marks, variation selectors."""
    return unicodedata.category(character) in {"Cc", "Cf"} or "\ufe00" <= character <= "\ufe0f"


def printable(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with each undrawable character set as 〓, and those characters in code-point order.

    Invisible characters that no typeface knows are left out, since they would print as boxes.
    """
    unknown = set(text) - drawable() - {"\n"}
    invisible = {character for character in unknown if _is_invisible(character)}
    missing = tuple(sorted(unknown - invisible))
    table = dict.fromkeys(map(ord, invisible), "") | dict.fromkeys(map(ord, missing), GETA)
    return text.translate(table), missing
