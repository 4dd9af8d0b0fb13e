"""Terms and the calendar of a school's term."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.kernel.moments import SchoolCalendar
from kehou.platform.database.questions import Asked, question
from kehou.platform.database.reading import read_once
from kehou.registry.data import holiday_calendar
from kehou.registry.models import CalendarDay, Term


@dataclass(frozen=True, slots=True)
class TermInfo:
    """A term of a county. ``label`` reads 2026年上期."""

    id: UUID
    county_code: str
    year: int
    half: str
    label: str
    first_date: date
    last_date: date


@read_once
def term_info(term_id: UUID) -> TermInfo:
    """One term. Raises Term.DoesNotExist."""
    found = next(iter(_one(term_id=term_id).answer), None)
    if found is None:
        raise Term.DoesNotExist(term_id)
    return _info(found)


@question
def _one(term_id: UUID) -> QuerySet[Term]:
    return Term.objects.filter(id=term_id)


def terms_of(county_code: str) -> list[TermInfo]:
    """The terms of a county, newest first."""
    return asked_terms(county_code).answer


def asked_terms(county_code: str) -> Asked[list[TermInfo]]:
    """The terms of a county, newest first, to be asked together with other things."""
    return _terms(county_code=county_code).then(lambda rows: [_told(*row) for row in rows])


@question
def _terms(county_code: str) -> QuerySet[Term, Any]:
    rows = Term.objects.filter(county_code=county_code).order_by("-first_date")
    return rows.values_list("id", "county_code", "year", "half", "first_date", "last_date")


def terms_running(area: str, *, on: date) -> list[TermInfo]:
    """The terms of the counties below a division that run on a day."""
    rows = Term.objects.filter(county_code__startswith=area, first_date__lte=on, last_date__gte=on)
    return [_info(row) for row in rows.order_by("county_code")]


@read_once
def current_term(county_code: str, *, on: date) -> TermInfo | None:
    """The term that runs on a day, else the next one to begin, else the last."""
    return current_among(terms_of(county_code), on=on)


def current_among(terms: Sequence[TermInfo], *, on: date) -> TermInfo | None:
    """The term that runs on a day, else the next one to begin, else the last; ``terms`` newest first."""
    ahead = [term for term in terms if term.last_date >= on]
    return ahead[-1] if ahead else next(iter(terms), None)


def calendar_of(school_id: UUID, term: TermInfo) -> SchoolCalendar:
    """The school days of a term at one school (A4.2)."""
    return asked_calendar(school_id, term).answer


def asked_calendar(school_id: UUID, term: TermInfo) -> Asked[SchoolCalendar]:
    """The school days of a term at one school, to be asked together with other things."""
    asked = _departures(school_id=school_id, first=term.first_date, last=term.last_date)
    return asked.then(lambda rows: _calendar(term, rows))


@question
def _departures(school_id: UUID, first: date, last: date) -> QuerySet[CalendarDay, Any]:
    days = CalendarDay.objects.filter(school_id=school_id, day_date__gte=first, day_date__lte=last)
    return days.values_list("kind", "day_date")


def _calendar(term: TermInfo, departures: Iterable[tuple[str, date]]) -> SchoolCalendar:
    known = list(departures)
    return SchoolCalendar(
        first_day=term.first_date,
        last_day=term.last_date,
        holidays=holiday_calendar(),
        closed=frozenset(day for kind, day in known if kind == CalendarDay.Kind.CLOSED),
        timetabled_weekends=frozenset(day for kind, day in known if kind == CalendarDay.Kind.TIMETABLED),
    )


def _info(row: Term) -> TermInfo:
    return _told(row.id, row.county_code, row.year, row.half, row.first_date, row.last_date)


def _told(key: UUID, county_code: str, year: int, half: str, first: date, last: date) -> TermInfo:
    return TermInfo(key, county_code, year, half, f"{year}年{Term.Half(half).label}", first, last)
