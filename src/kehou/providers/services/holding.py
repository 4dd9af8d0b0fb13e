"""Keeping someone away from children: suspended until lifted, or barred for good (A6.14, A10.6)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.outbox.announcing import announce
from kehou.providers.access import DECIDE_PERSON, HOLD_PERSON
from kehou.providers.models import Hold, PersonFile


class UnableToHold(UnableTo):
    """No reason was given, or a bar was to be lifted."""


@transaction.atomic
def hold_person(*, actor: Actor, now: datetime, file_id: UUID, kind: str, reason: str) -> Hold:
    """Suspend a person at once, or bar for good, which only the county does. Raises UnableToHold."""
    file = PersonFile.objects.select_for_update().get(pk=file_id)
    if kind == Hold.Kind.BARRED:
        require(DECIDE_PERSON, actor, Place(file.county_code))
    require(HOLD_PERSON, actor, file.place)
    if not reason.strip():
        raise UnableToHold([refusal("A6.14", "hold_without_reason", subject="person")])
    subject = subject_of("person", file.id)
    record(f"person.{kind}", actor=actor, place=file.place, subject=subject, now=now)
    announce(
        "clearance.ended", place=file.place, subject=subject, now=now, payload={"person": str(file.person_id)}
    )
    return Hold.objects.create(
        county_code=file.county_code,
        school_id=file.school_id,
        file=file,
        kind=kind,
        reason=reason,
        from_date=local_day(now),
        held_by=actor.person,
        held_at=now,
    )


@transaction.atomic
def lift_hold(*, actor: Actor, now: datetime, hold_id: UUID) -> Hold:
    """Lift a suspension. A bar is not lifted. Raises UnableToHold."""
    hold = Hold.objects.select_for_update().get(pk=hold_id)
    require(HOLD_PERSON, actor, hold.place)
    if hold.kind == Hold.Kind.BARRED or hold.lifted_at:
        raise UnableToHold([refusal("A6.14", "hold_final", subject="person")])
    hold.lifted_by, hold.lifted_at = actor.person, now
    hold.save(update_fields=["lifted_by", "lifted_at"])
    subject = subject_of("person", hold.file_id)
    record("person.lifted", actor=actor, place=hold.place, subject=subject, now=now)
    return hold
