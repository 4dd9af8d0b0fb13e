"""How weekdays, times and short lists are written into one field and read back.

Planners type much of this from a sheet of paper: 一三五, 16:20 18:05, 一16:00 三15:20, 10 30 10.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import time

from kehou.rulebook.facts.courses import BusyTime

WEEKDAYS = "一二三四五六日"
SCHOOL_WEEK = range(5)
NONE = "无"
_TIME = re.compile(r"(\d{1,2})[:：](\d{2})")
_DAYS = re.compile(rf"^[周星期\s]*([{WEEKDAYS}、，,\s]*)$")
_DAYS_THEN_TIMES = re.compile(rf"([{WEEKDAYS}]*)((?:[\s、，,;；周]*\d{{1,2}}[:：]\d{{2}})+)")
_BUSY = re.compile(rf"([{WEEKDAYS}])\s*(\d{{1,2}}[:：]\d{{2}})\s*[-–—~至]\s*(\d{{1,2}}[:：]\d{{2}})")
_SPAN = re.compile(r"(\d{1,2})(?:\s*[-–—~至]\s*(\d{1,2}))?")
_BETWEEN = re.compile(r"[\s、，,;；]+")


class NotReadable(ValueError):
    """A text does not follow its notation."""


def read_time(text: str) -> time:
    """``16:10`` as a time. Raises NotReadable."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise NotReadable(text)
    try:
        return time(int(found[1]), int(found[2]))
    except ValueError:
        raise NotReadable(text) from None


def write_weekdays(days: frozenset[int] | None) -> str:
    """``一三五``; 无 for none at all, empty where nobody entered any."""
    if days is None:
        return ""
    return "".join(WEEKDAYS[day] for day in sorted(days)) or NONE


def read_weekdays(text: str) -> frozenset[int] | None:
    """The days of ``一三五`` or ``周一、周三``. Raises NotReadable."""
    bare = text.replace("周", "").replace("星期", "").strip()
    if not bare:
        return None
    if bare == NONE:
        return frozenset()
    found = _DAYS.match(bare)
    if not found:
        raise NotReadable(text)
    return frozenset(WEEKDAYS.index(sign) for sign in found[1] if sign in WEEKDAYS)


def write_spans(numbers: Iterable[int]) -> str:
    """``1-4、6``."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def read_spans(text: str) -> frozenset[int]:
    """Grades or weeks from ``1-4、6``. Raises NotReadable."""
    numbers: set[int] = set()
    for piece in filter(None, _BETWEEN.split(text.strip())):
        found = _SPAN.fullmatch(piece.removesuffix("年级"))
        if not found:
            raise NotReadable(text)
        numbers |= set(range(int(found[1]), int(found[2] or found[1]) + 1))
    return frozenset(numbers)


def write_week(week: Mapping[int, Iterable[time]]) -> str:
    """Times by weekday; the same on all five school days is written once."""
    listed = {day: " ".join(f"{moment:%H:%M}" for moment in moments) for day, moments in week.items()}
    different = set(listed.values())
    if set(listed) == set(SCHOOL_WEEK) and len(different) == 1:
        return different.pop()
    grouped: dict[str, str] = {}
    for day in sorted(listed):
        grouped[listed[day]] = grouped.get(listed[day], "") + WEEKDAYS[day]
    return "；".join(f"{days}{times}" for times, days in grouped.items())


def read_week(text: str) -> dict[int, tuple[time, ...]]:
    """Times by weekday from ``16:20 18:05`` (on five days) or ``一三16:20；二15:30``. Raises NotReadable."""
    week: dict[int, tuple[time, ...]] = {}
    bare = text.replace("周", "").strip()
    for days, times in _pieces(bare):
        listed = tuple(read_time(found[0]) for found in _TIME.finditer(times))
        for day in [WEEKDAYS.index(sign) for sign in days] or SCHOOL_WEEK:
            if day in week:
                raise NotReadable(text)
            week[day] = listed
    return dict(sorted(week.items()))


def _pieces(text: str) -> list[tuple[str, str]]:
    pieces = [(found[1], found[2]) for found in _DAYS_THEN_TIMES.finditer(text)]
    if _BETWEEN.sub("", _DAYS_THEN_TIMES.sub("", text)):
        raise NotReadable(text)
    return pieces


def write_numbers(numbers: Iterable[int]) -> str:
    """``10 30 10``."""
    return " ".join(map(str, numbers))


def read_numbers(text: str) -> tuple[int, ...]:
    """Whole numbers in their order. Raises NotReadable."""
    pieces = [piece for piece in _BETWEEN.split(text.strip()) if piece]
    if not all(piece.isascii() and piece.isdigit() for piece in pieces):
        raise NotReadable(text)
    return tuple(map(int, pieces))


def write_busy(busy: Iterable[BusyTime]) -> str:
    """``一16:10-16:50；三16:10-16:50``."""
    return "；".join(f"{WEEKDAYS[row.weekday]}{row.starts:%H:%M}-{row.ends:%H:%M}" for row in busy)


def read_busy(text: str) -> tuple[BusyTime, ...]:
    """Regular duties of a week. Raises NotReadable."""
    bare = text.replace("周", "")
    if _BETWEEN.sub("", _BUSY.sub("", bare)):
        raise NotReadable(text)
    return tuple(
        BusyTime(WEEKDAYS.index(found[1]), read_time(found[2]), read_time(found[3]))
        for found in _BUSY.finditer(bare)
    )
