"""Dates as rolls write them: YYYYMMDD, YYYY-MM-DD, with dots, slashes or Chinese words."""

from __future__ import annotations

import re
from datetime import date

from kehou.registry.rolls.cleaning import plain
from kehou.registry.rolls.table import Cell

_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PARTS = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+[\d:.]+)?")
_MONTH = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*月?(?:[-/.]?\s*\d{1,2}\s*日?)?")
_SIX_DIGITS = re.compile(r"(\d{4})(\d{2})(?:\d{2})?")


class MalformedDate(ValueError):
    """Text that has no form of a date."""


class ImpossibleDate(ValueError):
    """Text in the form of a date that names no day of the calendar."""


def parse_day(cell: Cell) -> date:
    """The day that a cell names. Raises MalformedDate or ImpossibleDate."""
    text = plain(cell)
    found = _EIGHT_DIGITS.fullmatch(text) or _PARTS.fullmatch(text)
    if not found:
        raise MalformedDate(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise ImpossibleDate(text) from error


def parse_month(cell: Cell) -> tuple[int, int]:
    """The year and month that a cell names, a day being allowed and dropped. Raises as ``parse_day``."""
    text = plain(cell)
    found = _SIX_DIGITS.fullmatch(text) or _MONTH.fullmatch(text)
    if not found:
        raise MalformedDate(text)
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12:
        raise ImpossibleDate(text)
    return year, month
