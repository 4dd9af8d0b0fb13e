"""Closing a school's afternoon: nobody is left, nobody is unaccounted for (A10.8, A10.13)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.delivery.access import CLOSE_DAY
from kehou.delivery.custody import fold_of
from kehou.delivery.facts import Custody, DayFold
from kehou.delivery.models import DayClosing
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.rulebook.facts.afternoon import DayEnd

STILL_HERE = (Custody.CLASS, Custody.COURSE, Custody.GATE)


class UnableToCloseDay(UnableTo):
    """A child has neither gone home nor been explained."""


@transaction.atomic
def close_day(*, actor: Actor, now: datetime, place: Place, term_id: UUID) -> DayClosing:
    """Close today's afternoon. Raises UnableToCloseDay."""
    require(CLOSE_DAY, actor, place)
    on = local_day(now)
    if DayClosing.objects.filter(school_id=place.school, day_date=on).exists():
        raise UnableToCloseDay([refusal("A7.11", "afternoon_closed_before", subject="day")])
    fold = fold_of(place.school, term_id, on)
    refused = stops(judge_at(place, day_end(fold), on=on))
    if refused:
        raise UnableToCloseDay(refused)
    row = DayClosing.objects.create(
        county_code=place.code,
        school_id=place.school,
        term_id=term_id,
        day_date=on,
        child_count=len(fold.children),
        closed_by=actor.person,
        closed_at=now,
    )
    record("day.closed", actor=actor, place=place, subject=subject_of("day", row.id), now=now)
    return row


def day_end(fold: DayFold) -> DayEnd:
    """What an afternoon leaves open."""
    return DayEnd(
        unaccounted=len(fold.in_state(Custody.UNACCOUNTED)),
        not_released=sum(len(fold.in_state(custody)) for custody in STILL_HERE),
    )
