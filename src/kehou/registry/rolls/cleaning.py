"""Turning what people type and spreadsheets make of it into plain text."""

from __future__ import annotations

import re
import unicodedata

from kehou.registry.rolls.table import Cell

_INVISIBLE = [
    *range(0x20),
    *range(0x7F, 0xA0),
    0xAD,
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    0xFEFF,
    *range(0xE0100, 0xE01F0),
]
# Full-width forms become plain ones. Han characters are left alone: full NFKC would swap rare ones in names.
_PLAIN: dict[int, int | None] = {
    **dict.fromkeys(_INVISIBLE),
    **{0xFF01 + step: 0x21 + step for step in range(94)},
    0x3000: 0x20,
    0xA0: 0x20,
    0x09: 0x20,
    0x0A: 0x20,
    0x0D: 0x20,
}
_PLAIN_ALREADY = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]*")
_TEXT_GUARD = re.compile(r'="(.*)"')
_DASHES = re.compile(r"[\s\-‐-―−_]+")


def shown(cell: Cell) -> str:
    """A cell as text: whole numbers without a decimal point, everything else as it stands."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e300:
        return str(int(cell))
    return str(cell)


def plain(cell: Cell) -> str:
    """A cell as plain text: no control or invisible characters, no full-width Latin, no outer spaces.

    Guards that keep a number as text (a leading apostrophe, ``="..."``) are taken off.
    """
    text = cell if isinstance(cell, str) else shown(cell)
    if _PLAIN_ALREADY.fullmatch(text):
        return text
    text = text.translate(_PLAIN).strip()
    if text.startswith("'"):
        return text[1:].strip()
    if text.startswith('="') and (guard := _TEXT_GUARD.fullmatch(text)):
        return guard[1].strip()
    return text


def compact(text: str) -> str:
    """Plain text of a number or code: NFKC, upper case, without spaces and dashes."""
    if text.isascii() and text.isdigit():
        return text
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _DASHES.sub("", text).upper()
