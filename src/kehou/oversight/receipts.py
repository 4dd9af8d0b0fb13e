"""Receipts: random numbers by which a reporter finds the answer. Only a keyed token of one is stored."""

from __future__ import annotations

import secrets

from kehou.kernel.places import Place
from kehou.platform.paper.codes import CodeMistyped, read_short_code, short_code
from kehou.platform.sealed.keyring import lookup_token

_CHARACTERS = 15
_COUNTY_DIGITS = 6


def new_receipt(county_code: str) -> str:
    """A receipt of a county: its code, and 75 random bits with a check character."""
    return f"{county_code}-{short_code(secrets.randbelow(32**_CHARACTERS), length=_CHARACTERS)}"


def token_of(receipt: str) -> str:
    """What is stored of a receipt: the same for the same number, however it is typed. Raises CodeMistyped."""
    county_code, number = _parts(receipt)
    return lookup_token(f"{county_code}:{number}", kind="case-receipt")


def place_of(receipt: str) -> Place:
    """The county in which a receipt is to be looked up. Raises CodeMistyped."""
    return Place(_parts(receipt)[0])


def _parts(receipt: str) -> tuple[str, int]:
    typed = receipt.strip()
    county_code, rest = typed[:_COUNTY_DIGITS], typed[_COUNTY_DIGITS:]
    if len(county_code) != _COUNTY_DIGITS or not (county_code.isascii() and county_code.isdigit()):
        raise CodeMistyped(receipt)
    return county_code, read_short_code(rest)
