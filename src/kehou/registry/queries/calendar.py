"""A school's month: what the State Council's calendar says of each day, and what the school made of it."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kehou.kernel.moments import HolidayCalendar, UndeterminedDay
from kehou.kernel.places import Place
from kehou.registry.data import holiday_calendar
from kehou.registry.models import CalendarDay, Term

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the grid. ``kind`` is taught, free, holiday, closed, working, timetabled, unknown or out."""

    day: date
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday, with its neighbours as ``2026-04``."""

    first: date
    weeks: tuple[tuple[DayCell, ...], ...]
    marks: tuple[CalendarDay, ...]
    taught: int
    before: str
    after: str


def month_of(place: Place, first: date) -> Month:
    """The month that begins on a day, at one school (A4.2)."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    span = (weeks[0][0], weeks[-1][-1])
    marks = list(
        CalendarDay.objects.filter(school_id=place.school, day_date__range=span).order_by("day_date")
    )
    terms = list(Term.objects.filter(county_code=place.code, first_date__lte=span[1], last_date__gte=span[0]))
    known = {row.day_date: row for row in marks}
    cells = tuple(tuple(_cell(day, first, known, terms) for day in week) for week in weeks)
    return Month(
        first=first,
        weeks=cells,
        marks=tuple(row for row in marks if row.day_date.month == first.month),
        taught=sum(cell.kind in ("taught", "timetabled") for week in cells for cell in week),
        before=_neighbour(first, -1),
        after=_neighbour(first, 1),
    )


def _neighbour(first: date, step: int) -> str:
    months = first.year * 12 + first.month - 1 + step
    return f"{months // 12}-{months % 12 + 1:02d}"


_LABELS = {
    "taught": "上课",
    "free": "",
    "holiday": "放假",
    "closed": "停课",
    "working": "调休工作日",
    "timetabled": "调休上课",
    "unknown": "待公布",
    "out": "",
}


def _cell(day: date, first: date, known: Mapping[date, CalendarDay], terms: Iterable[Term]) -> DayCell:
    kind = _kind(day, known.get(day), terms, holiday_calendar()) if day.month == first.month else "out"
    return DayCell(day, kind, _LABELS[kind])


def _kind(day: date, mark: CalendarDay | None, terms: Iterable[Term], holidays: HolidayCalendar) -> str:
    try:
        works, holiday = holidays.is_working_day(day), holidays.is_holiday(day)
    except UndeterminedDay:
        return "unknown"
    if not works:
        return "holiday" if holiday else "free"
    if not any(term.first_date <= day <= term.last_date for term in terms):
        return "free"
    if mark and mark.kind == CalendarDay.Kind.CLOSED:
        return "closed"
    if day.weekday() >= _SATURDAY:
        return "timetabled" if mark else "working"
    return "taught"
