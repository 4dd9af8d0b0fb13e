"""Who led the day, who went round, and where boarders were who did not join (practice.md 9, A4.18)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.delivery.access import KEEP_BOARDERS, LEAD_DAY
from kehou.delivery.models import BoarderCare, DutyRecord
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of


@transaction.atomic
def record_duty(
    *, actor: Actor, now: datetime, place: Place, term_id: UUID, kind: str, seen: str = ""
) -> DutyRecord:
    """Write down that one led the day, or what one saw on a round."""
    require(LEAD_DAY, actor, place)
    row = DutyRecord.objects.create(
        county_code=place.code,
        school_id=place.school,
        term_id=term_id,
        day_date=local_day(now),
        person_id=actor.person,
        kind=DutyRecord.Kind(kind),
        seen=seen,
        recorded_at=now,
    )
    record("duty.recorded", actor=actor, place=place, subject=subject_of("duty", row.id), now=now)
    return row


@transaction.atomic
def record_boarder_care(
    *, actor: Actor, now: datetime, place: Place, where: str, staff_id: UUID, pupil_count: int
) -> BoarderCare:
    """Write down where boarders who did not join were today, and who was with them (A4.18)."""
    require(KEEP_BOARDERS, actor, place)
    row = BoarderCare.objects.create(
        county_code=place.code,
        school_id=place.school,
        day_date=local_day(now),
        where=where,
        staff_id=staff_id,
        pupil_count=pupil_count,
        recorded_by=actor.person,
        recorded_at=now,
    )
    record("boarders.kept", actor=actor, place=place, subject=subject_of("boarders", row.id), now=now)
    return row
