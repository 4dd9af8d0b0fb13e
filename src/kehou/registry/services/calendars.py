"""The school's own days on top of the State Council's calendar, and the county's terms (A4.2)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.access import KEEP_CALENDAR, KEEP_TERMS
from kehou.registry.data import holiday_calendar
from kehou.registry.models import CalendarDay, Term
from kehou.registry.rules import why_not_marked
from kehou.registry.services.organising import open_term


class UnableToMarkDay(UnableTo):
    """The State Council's calendar does not leave this day to the school."""


class UnableToOpenTerm(UnableTo):
    """The term is entered already, runs backward or lies across another."""


@transaction.atomic
def mark_day(*, actor: Actor, now: datetime, place: Place, day: date, kind: str, reason: str) -> CalendarDay:
    """Mark a day as closed, or a working weekend as taught. Marking it again replaces the mark.

    A holiday is never taught, whatever a school marks (A4.2). Raises UnableToMarkDay.
    """
    require(KEEP_CALENDAR, actor, place)
    in_term = Term.objects.filter(county_code=place.code, first_date__lte=day, last_date__gte=day).exists()
    if why := why_not_marked(kind, day, holiday_calendar(), in_term=in_term):
        raise UnableToMarkDay([refusal("A4.2", why, subject="day", day=day)])
    row, _ = CalendarDay.objects.update_or_create(
        school_id=place.school,
        day_date=day,
        defaults={"county_code": place.code, "kind": kind, "reason": reason},
    )
    _note("calendar.marked", row, actor=actor, now=now)
    return row


@transaction.atomic
def clear_day(*, actor: Actor, now: datetime, day_id: UUID) -> None:
    """Take a school's mark off a day: the common calendar holds again. Raises CalendarDay.DoesNotExist."""
    row = CalendarDay.objects.get(pk=day_id)
    require(KEEP_CALENDAR, actor, row.place)
    _note("calendar.cleared", row, actor=actor, now=now)
    row.delete()


@transaction.atomic
def enter_term(
    *, actor: Actor, now: datetime, county_code: str, year: int, half: str, first: date, last: date
) -> Term:
    """Enter a term of the county. Raises UnableToOpenTerm."""
    place = Place(county_code)
    require(KEEP_TERMS, actor, place)
    known = Term.objects.filter(county_code=county_code)
    if known.filter(year=year, half=half).exists():
        raise UnableToOpenTerm([refusal("A4.2", "term_entered_already", subject="term")])
    if first >= last:
        raise UnableToOpenTerm([refusal("A4.2", "term_runs_backward", subject="term")])
    if known.filter(first_date__lte=last, last_date__gte=first).exists():
        raise UnableToOpenTerm([refusal("A4.2", "term_across_another", subject="term")])
    row = open_term(county_code=county_code, year=year, half=half, first=first, last=last)
    record("term.entered", actor=actor, place=place, subject=subject_of("term", row.id), now=now)
    return row


def _note(action: str, row: CalendarDay, *, actor: Actor, now: datetime) -> None:
    record(
        action,
        actor=actor,
        place=row.place,
        subject=subject_of("calendar_day", row.id),
        now=now,
        clauses=["A4.2"],
        detail={"day": str(row.day_date), "kind": row.kind},
    )
