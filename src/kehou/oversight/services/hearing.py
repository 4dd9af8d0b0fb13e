"""Recording how a county heard parents (A11.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.oversight.access import RUN_SURVEY
from kehou.oversight.models import Hearing
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.duties.owing import discharge


class UnableToRecordHearing(UnableTo):
    """The hearing lies ahead, or says nothing of what was heard and what follows."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One hearing: where, how many parents, what they said, what follows."""

    held_date: date
    place_name: str
    parents: int
    summary: str
    follow_up: str


@transaction.atomic
def record_hearing(*, actor: Actor, now: datetime, county_code: str, term_id: UUID, heard: Heard) -> Hearing:
    """Keep what parents said and what the county does about it (A11.7). Raises UnableToRecordHearing."""
    place = Place(county_code)
    require(RUN_SURVEY, actor, place)
    told = heard.summary.strip() and heard.follow_up.strip() and heard.parents > 0
    if not told or heard.held_date > local_day(now):
        raise UnableToRecordHearing([refusal("A11.7", "hearing_incomplete", subject="hearing")])
    hearing = Hearing.objects.create(
        county_code=county_code,
        term_id=term_id,
        held_date=heard.held_date,
        place_name=heard.place_name,
        parents=heard.parents,
        summary=heard.summary.strip(),
        follow_up=heard.follow_up.strip(),
        recorded_by=actor.person,
        recorded_at=now,
    )
    subject = subject_of("hearing", hearing.id)
    record("hearing.recorded", actor=actor, place=place, subject=subject, now=now)
    discharge("hear_parents", subject=f"term/{term_id}", actor=actor, now=now, evidence=subject)
    return hearing
