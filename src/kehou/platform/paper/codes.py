"""Codes that link paper to a row: a QR drawing for cameras and a short code for people.

The short code uses Crockford's base 32 (no I, L, O, U; case does not matter). Its last character
is a check over GF(32) with place weights alpha**i (alpha a root of x^5 + x^2 + 1), so that every
single wrong character and every swap of two neighbours is caught, without leaving the alphabet
as Crockford's own modulus 37 would.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
_VALUES = {character: value for value, character in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_SEPARATORS = str.maketrans("", "", " -－—　\t\n")


class CodeMistyped(ValueError):
    """A short code does not pass its check, or holds a character outside the alphabet."""


@dataclass(frozen=True, slots=True)
class ScanMark:
    """A short code with its QR drawing, as printed on a page that comes back by scanner."""

    code: str
    svg: str


def short_code(number: int, *, length: int = 7) -> str:
    """A number as ``length`` characters and a check character, as in ``3K7M-2QX9``.

    Raises ValueError where the number is negative or needs more than ``length`` characters.
    """
    if not 0 <= number < 32**length:
        raise ValueError(f"{number} does not fit into {length} characters")
    values = [number >> 5 * place & 31 for place in reversed(range(length))]
    text = "".join(ALPHABET[value] for value in [*values, _check(values)])
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def read_short_code(text: str) -> int:
    """The number behind a typed code; spaces, hyphens, case and O, I, L are forgiven.

    Raises CodeMistyped.
    """
    characters = text.upper().translate(_SEPARATORS)
    if len(characters) < 2 or not set(characters) <= _VALUES.keys():
        raise CodeMistyped(text)
    *values, check = (_VALUES[character] for character in characters)
    if _check(values) != check:
        raise CodeMistyped(text)
    number = 0
    for value in values:
        number = number << 5 | value
    return number


def _check(values: list[int]) -> int:
    """The check value: the polynomial with these coefficients at alpha, times alpha."""
    total = 0
    for value in values:
        total = (total ^ value) << 1
        if total & 32:
            total ^= 0b100101
    return total


def qr_svg(payload: str, *, title: str) -> str:
    """A QR drawing of a payload as an SVG element that scales to its box; error level M."""
    drawing = io.BytesIO()
    segno.make(payload, error="m", micro=False).save(
        drawing, kind="svg", xmldecl=False, omitsize=True, nl=False, title=title
    )
    return drawing.getvalue().decode()


def scan_mark(code: str, address: str) -> ScanMark:
    """The mark for a page: ``address`` in the QR drawing, ``code`` beside it for people."""
    return ScanMark(code=code, svg=qr_svg(address, title=f"二维码 {code}"))
