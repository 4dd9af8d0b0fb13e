"""The State Council's holidays and working weekends, year by year, each with its notice (A4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from kehou.kernel.moments import ONE_DAY, HolidayCalendar, days
from kehou.registry.data.packaged import packaged_toml


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """One year's notice: its number and date, and the days it names."""

    year: int
    document: str
    issued_date: date
    holidays: frozenset[date]
    working_weekends: frozenset[date]


def _days_of(ranges: list[list[date]]) -> Iterator[date]:
    for first, last in ranges:
        yield from days(first, last + ONE_DAY)


@cache
def holiday_notices() -> tuple[HolidayNotice, ...]:
    """Every notice that is known, in order of year."""
    return tuple(
        HolidayNotice(
            year=int(year),
            document=notice["document"],
            issued_date=notice["issued_date"],
            holidays=frozenset(_days_of(notice["holidays"])),
            working_weekends=frozenset(notice["working_weekends"]),
        )
        for year, notice in sorted(packaged_toml("holidays.toml").items())
    )


@cache
def holiday_calendar() -> HolidayCalendar:
    """The calendar of all years whose notice is known; any other year is undetermined (A4.2)."""
    notices = holiday_notices()
    return HolidayCalendar(
        years=frozenset(notice.year for notice in notices),
        holidays=frozenset[date]().union(*(notice.holidays for notice in notices)),
        working_weekends=frozenset[date]().union(*(notice.working_weekends for notice in notices)),
    )
