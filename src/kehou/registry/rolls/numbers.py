"""Identity numbers of 18 digits and roll numbers of 19: form, region, birth date, check digit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kehou.registry.rolls.pupils import Sex
from kehou.registry.rolls.regions import region_known

_ID_FORM = re.compile(r"[0-9]{17}[0-9X]")
_OLD_FORM = re.compile(r"[0-9]{15}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_ROLL_FORM = re.compile(r"[GJL][0-9]{17}[0-9X]")


class NumberFault(ValueError):
    """A number that cannot be right; ``reason`` is its code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class NumberParts:
    """What an identity number says of its bearer."""

    birth_date: date
    sex: Sex


def check_digit(first_17: str) -> str:
    """The 18th sign of an identity number: ISO 7064 MOD 11-2 (GB 11643)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_17, strict=True))
    return _CHECK_DIGITS[total % 11]


def _birth_date(number: str) -> date:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise NumberFault("birth") from None


def _parts(number: str, extra_codes: frozenset[str], *, checked: bool) -> NumberParts:
    birth = _birth_date(number)
    if not region_known(number[:6], birth.year, extra_codes):
        raise NumberFault("region")
    if checked and number[17] != check_digit(number[:17]):
        raise NumberFault("check_digit")
    return NumberParts(birth, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def identity_parts(number: str, extra_codes: frozenset[str]) -> NumberParts:
    """What an identity number says, in compact form with a capital X.

    ``extra_codes`` are region codes beyond the national table. Raises NumberFault with ``old_form``,
    ``length``, ``characters``, ``birth``, ``region`` or ``check_digit``.
    """
    if not number.isascii() or not number.isalnum():
        raise NumberFault("characters")
    if _OLD_FORM.fullmatch(number):
        raise NumberFault("old_form")
    if len(number) != 18:
        raise NumberFault("length")
    if not _ID_FORM.fullmatch(number):
        raise NumberFault("characters")
    return _parts(number, extra_codes, checked=True)


def roll_number_parts(number: str, extra_codes: frozenset[str]) -> NumberParts:
    """What a roll number says: G and an identity number, J and a made-up one, or L, which is temporary.

    The last four digits of an L number are random, so it has no check digit. Raises NumberFault with
    ``form``, ``birth``, ``region`` or ``check_digit``.
    """
    if not _ROLL_FORM.fullmatch(number):
        raise NumberFault("form")
    return _parts(number[1:], extra_codes, checked=number[0] != "L")
