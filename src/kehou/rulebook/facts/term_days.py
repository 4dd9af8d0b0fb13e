"""The days of a term's service, by week and by weekday, laid out once for all plans of a term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from kehou.kernel.moments import SchoolCalendar, UndeterminedDay
from kehou.rulebook.facts.school import TermFacts

TERMS_KEPT = 64


@dataclass(frozen=True, slots=True)
class TermDay:
    """One day of the service; ``teaches`` is None past the known calendars."""

    day: date
    week: int
    teaches: bool | None


def teaches(calendar: SchoolCalendar, day: date) -> bool | None:
    """Whether lessons are held on a day; None past the known calendars (A4.2)."""
    try:
        return calendar.is_school_day(day)
    except UndeterminedDay:
        return None


@lru_cache(maxsize=TERMS_KEPT)
def days_of(term: TermFacts) -> tuple[TermDay, ...]:
    """Every day of the service, by week and weekday."""
    first, last = term.first_day, term.last_day
    dated = ((week.day(weekday), week.number) for week in term.weeks for weekday in range(7))
    return tuple(
        TermDay(day, number, teaches(term.calendar, day)) for day, number in dated if first <= day <= last
    )


@lru_cache(maxsize=TERMS_KEPT)
def weeks_of(term: TermFacts) -> tuple[tuple[TermDay, ...], ...]:
    """The days of the service for each week that has any."""
    return tuple(tuple(days) for _, days in groupby(days_of(term), key=lambda day: day.week))


@lru_cache(maxsize=TERMS_KEPT)
def weekdays_of(term: TermFacts) -> tuple[tuple[TermDay, ...], ...]:
    """The days of the service for each weekday from Monday to Sunday."""
    grouped: tuple[list[TermDay], ...] = tuple([] for _ in range(7))
    for day in days_of(term):
        grouped[day.day.weekday()].append(day)
    return tuple(map(tuple, grouped))
