"""Days, moments and working days.

A moment is an aware ``datetime``; a day is a ``date`` in Asia/Shanghai. ``now`` always comes from
the edge of the program: nothing here reads a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)


class NaiveMoment(ValueError):
    """A moment without a time zone was given."""


class UndeterminedDay(LookupError):
    """A day lies past the calendars that are known, so nobody can say if it is worked."""

    def __init__(self, day: date) -> None:
        super().__init__(f"no holiday calendar is known for {day:%Y}")
        self.day = day


def local_day(moment: datetime) -> date:
    """The day in Shanghai on which a moment falls. Raises NaiveMoment."""
    if moment.tzinfo is None:
        raise NaiveMoment(str(moment))
    return moment.astimezone(SHANGHAI).date()


def days(first: date, past: date) -> Iterator[date]:
    """Every day from ``first`` up to but not including ``past``."""
    while first < past:
        yield first
        first += ONE_DAY


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """State Council holidays and working weekends of the years that are known (A4.2)."""

    years: frozenset[int]
    holidays: frozenset[date] = field(default_factory=frozenset)
    working_weekends: frozenset[date] = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on a day. Raises UndeterminedDay outside the known years."""
        if day.year not in self.years:
            raise UndeterminedDay(day)
        if day in self.holidays:
            return False
        return day.weekday() < 5 or day in self.working_weekends

    def is_holiday(self, day: date) -> bool:
        """Whether the State Council made a day a holiday. Raises UndeterminedDay."""
        if day.year not in self.years:
            raise UndeterminedDay(day)
        return day in self.holidays

    def deadline(self, start: date, count: int) -> date | None:
        """The last day of a period of ``count`` working days after ``start``; None past the known years.

        A period starts the next day (Civil Code art. 201).
        """
        day = start
        try:
            while count > 0:
                day += ONE_DAY
                count -= self.is_working_day(day)
        except UndeterminedDay:
            return None
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``. Raises UndeterminedDay."""
        return sum(self.is_working_day(day) for day in days(start + ONE_DAY, end + ONE_DAY))

    def rest(self, today: date, last: date) -> int | None:
        """Working days left after ``today`` up to and including ``last``; negative once it has passed.

        None where one of those days is past the known years.
        """
        try:
            if today <= last:
                return self.working_days_between(today, last)
            return -self.working_days_between(last, today)
        except UndeterminedDay:
            return None


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """A school's own teaching days over a term, on top of the holiday calendar (A4.2).

    Weekdays of the term teach unless they are holidays or closed by the school; a working
    weekend teaches only where the school gives it a timetable; any other day never teaches.
    """

    first_day: date
    last_day: date
    holidays: HolidayCalendar
    closed: frozenset[date] = field(default_factory=frozenset)
    timetabled_weekends: frozenset[date] = field(default_factory=frozenset)

    def is_school_day(self, day: date) -> bool:
        """Whether lessons are held on a day. Raises UndeterminedDay past the known years."""
        if not self.first_day <= day <= self.last_day or day in self.closed:
            return False
        if not self.holidays.is_working_day(day):
            return False
        return day.weekday() < 5 or day in self.timetabled_weekends

    def teaches(self, day: date) -> bool | None:
        """Whether lessons are held on a day; None past the known years."""
        try:
            return self.is_school_day(day)
        except UndeterminedDay:
            return None

    def school_days(self) -> Iterable[date]:
        """Every school day of the term in order."""
        return (day for day in days(self.first_day, self.last_day + ONE_DAY) if self.is_school_day(day))

    def known_school_days(self) -> Iterator[date]:
        """Every school day of the term in order, as far as the calendars are known."""
        try:
            yield from self.school_days()
        except UndeterminedDay:
            return
