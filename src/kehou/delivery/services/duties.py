"""Who led the day, who went round, and where boarders were who did not join (practice.md 9, A4.18)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.delivery.access import KEEP_BOARDERS, LEAD_DAY
from kehou.delivery.models import BoarderCare, DutyRecord
from kehou.delivery.services.alerting import tell_guards
from kehou.delivery.staying import boarders_left_out
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.public import staff_of
from kehou.rulebook.facts.afternoon import BoardersOfDay


class UnableToPostAtGate(UnableTo):
    """Nobody of the staff."""


class UnableToKeepBoarders(UnableTo):
    """Boarders who do not join are nowhere, or nobody of the staff is with them (A4.18)."""


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
        kind=DutyRecord.Kind(kind).value,
        seen=seen,
        recorded_at=now,
    )
    record("duty.recorded", actor=actor, place=place, subject=subject_of("duty", row.id), now=now)
    return row


@transaction.atomic
def post_at_gate(*, actor: Actor, now: datetime, place: Place, term_id: UUID, person_id: UUID) -> DutyRecord:
    """Post a member of the staff at the gate today, who then works with every child's name.

    Raises UnableToPostAtGate.
    """
    require(LEAD_DAY, actor, place)
    if all(one.id != person_id for one in staff_of(place.school)):
        raise UnableToPostAtGate([refusal("A10.8", "gate_keeper_not_staff", subject="gate")])
    row = DutyRecord.objects.create(
        county_code=place.code,
        school_id=place.school,
        term_id=term_id,
        day_date=local_day(now),
        person_id=person_id,
        kind=DutyRecord.Kind.GATE,
        recorded_at=now,
    )
    record("gate.posted", actor=actor, place=place, subject=subject_of("duty", row.id), now=now)
    return row


@transaction.atomic
def record_boarder_care(
    *, actor: Actor, now: datetime, place: Place, term_id: UUID, where: str, staff_id: UUID, pupil_count: int
) -> BoarderCare:
    """Write down where boarders who did not join were today, and who was with them.

    A count that does not add up warns the safety office at once. Raises UnableToKeepBoarders.
    """
    require(KEEP_BOARDERS, actor, place)
    on = local_day(now)
    due = len(boarders_left_out(place.school, term_id, on))
    by_staff = any(one.id == staff_id for one in staff_of(place.school))
    verdicts = judge_at(place, BoardersOfDay(where, by_staff, pupil_count, due), on=on)
    if refused := stops(verdicts):
        raise UnableToKeepBoarders(refused)
    if any(verdict.warns for verdict in verdicts):
        text = f"未参加课后服务的住校生应有{due}人，数到{pupil_count}人，请马上核对。"
        tell_guards(place, on=on, kind="alarm", text=text, now=now)
    row = BoarderCare.objects.create(
        county_code=place.code,
        school_id=place.school,
        day_date=on,
        where=where,
        staff_id=staff_id,
        pupil_count=pupil_count,
        due_count=due,
        recorded_by=actor.person,
        recorded_at=now,
    )
    record("boarders.kept", actor=actor, place=place, subject=subject_of("boarders", row.id), now=now)
    return row
