"""The days of a term's service, by week and by weekday, laid out once for all plans of a term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from kehou.rulebook.facts.school import TermFacts

TERMS_KEPT, SATURDAY = 64, 5


@dataclass(frozen=True, slots=True)
class TermDay:
    """One day of the service; ``teaches`` is None past the known calendars."""

    day: date
    week: int
    teaches: bool | None


@lru_cache(maxsize=TERMS_KEPT)
def days_of(term: TermFacts) -> tuple[TermDay, ...]:
    """Every day of the service, by week and weekday."""
    first, last = term.first_day, term.last_day
    dated = ((week.day(weekday), week.number) for week in term.weeks for weekday in range(7))
    return tuple(
        TermDay(day, number, term.calendar.teaches(day)) for day, number in dated if first <= day <= last
    )


@dataclass(frozen=True, slots=True)
class TermWeek:
    """One week of the service: its number, its school days, and the days on which slots are laid.

    Past the known calendars a working weekday is laid as if it were taught, and ``is_known`` is False.
    """

    number: int
    school_day_count: int
    is_known: bool
    days: tuple[TermDay, ...]


@lru_cache(maxsize=TERMS_KEPT)
def weeks_of(term: TermFacts) -> tuple[TermWeek, ...]:
    """Every week that has a day of the service."""
    grouped = groupby(days_of(term), key=lambda day: day.week)
    return tuple(_week(number, tuple(days)) for number, days in grouped)


def _week(number: int, days: tuple[TermDay, ...]) -> TermWeek:
    school_days = sum(day.teaches is True for day in days)
    is_known = all(day.teaches is not None for day in days)
    held = (day for day in days if day.teaches or (day.teaches is None and day.day.weekday() < SATURDAY))
    return TermWeek(number, school_days, is_known, tuple(held))


@lru_cache(maxsize=TERMS_KEPT)
def weekdays_of(term: TermFacts) -> tuple[tuple[TermDay, ...], ...]:
    """The days of the service for each weekday from Monday to Sunday."""
    grouped: tuple[list[TermDay], ...] = tuple([] for _ in range(7))
    for day in days_of(term):
        grouped[day.day.weekday()].append(day)
    return tuple(map(tuple, grouped))
