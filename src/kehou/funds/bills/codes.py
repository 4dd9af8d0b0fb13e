"""The code that a family writes beside a bank transfer, so that the payment finds its bill. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE = re.compile(r"(?<!\d)(\d{2})(\d)(\d{5})(\d{2})(?!\d)")
_GAPS = re.compile(r"(?<=\d)[\s\-－—]+(?=\d)")
_HALVES = {"spring": 1, "autumn": 2}


@dataclass(frozen=True, slots=True)
class BillReference:
    """A bill by the year and half of its term, and its number at the school."""

    year: int
    half: str
    number: int


def pay_code(reference: BillReference) -> str:
    """Ten digits: year, half, number, and two digits that catch a slip of the pen."""
    body = f"{reference.year % 100:02d}{_HALVES[reference.half]}{reference.number:05d}"
    return f"{body}{_check(body)}"


def references_in(text: str) -> list[BillReference]:
    """The bills that a remark names by a code without a slip, in order, once each."""
    found = []
    for year, half, number, check in _CODE.findall(_GAPS.sub("", text)):
        name = next((name for name, digit in _HALVES.items() if str(digit) == half), None)
        if name and _check(f"{year}{half}{number}") == check:
            found.append(BillReference(2000 + int(year), name, int(number)))
    return list(dict.fromkeys(found))


def _check(body: str) -> str:
    """Two digits after ISO 7064 (mod 97-10), as in bank numbers: every single slip and swap shows."""
    return f"{98 - int(body) * 100 % 97:02d}"
