"""Drills, safety lessons and searches for hazards: owed by the term or the month, done with a record.

A10.10, A10.11 and A10.12 bind the school to do them; how often is a parameter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from kehou.authority.public import parameters_for
from kehou.delivery.access import KEEP_INCIDENTS
from kehou.delivery.models import SafetyActivity
from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import ONE_DAY, local_day
from kehou.kernel.places import Place
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.duties.owing import discharge, owe
from kehou.registry.public import TermInfo, term_info

CLAUSES = {
    SafetyActivity.Kind.DRILL: "A10.10",
    SafetyActivity.Kind.LESSON: "A10.11",
    SafetyActivity.Kind.CHECK: "A10.12",
}


@transaction.atomic
def record_activity(
    *, actor: Actor, now: datetime, place: Place, term_id: UUID, kind: str, what: str
) -> SafetyActivity:
    """Write down what was done; the duty that waits longest is discharged with it as evidence."""
    require(KEEP_INCIDENTS, actor, place)
    row = SafetyActivity.objects.create(
        county_code=place.code,
        school_id=place.school,
        term_id=term_id,
        day_date=local_day(now),
        kind=SafetyActivity.Kind(kind),
        what=what,
        recorded_by=actor.person,
        recorded_at=now,
    )
    subject = subject_of("activity", row.id)
    record(f"safety.{kind}", actor=actor, place=place, subject=subject, now=now)
    for owed, _ in _periods(place, SafetyActivity.Kind(kind), term_info(term_id)):
        if discharge(_duty(kind), subject=owed, actor=actor, now=now, evidence=subject):
            break
    return row


def owe_activities(place: Place, term: TermInfo, *, now: datetime) -> None:
    """Open the duties of a term, each once."""
    for kind, clause in CLAUSES.items():
        for subject, due in _periods(place, kind, term):
            owe(
                _duty(kind),
                place=place,
                clause=clause,
                owner=Role.SCHOOL_SAFETY,
                subject=subject,
                due=due,
                now=now,
            )


def _duty(kind: str) -> str:
    return f"safety_{kind}"


def _periods(place: Place, kind: SafetyActivity.Kind, term: TermInfo) -> Iterator[tuple[str, date]]:
    """What is owed of a kind in a term: a subject and the last day."""
    parameters = parameters_for(place, on=term.first_date, term_began=term.first_date)
    if kind is SafetyActivity.Kind.CHECK:
        yield from _months(place, term, parameters.count("hazard_cycle"))
        return
    name = "drills_per_term" if kind is SafetyActivity.Kind.DRILL else "safety_lessons_per_term"
    for number in range(1, parameters.count(name) + 1):
        yield f"{place.school}/{number}", term.last_date


def _months(place: Place, term: TermInfo, cycle: int) -> Iterator[tuple[str, date]]:
    """Every so many months of a term, with the last day of each."""
    month, number = term.first_date.replace(day=1), 0
    while month <= term.last_date:
        following = (month + timedelta(days=32)).replace(day=1)
        if number % cycle == 0:
            yield f"{place.school}/{month:%Y-%m}", min(following - ONE_DAY, term.last_date)
        month, number = following, number + 1
