"""Incidents, late pick-ups, visitors and hazards (A10.7, A10.8, A10.12, A10.13)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.delivery.access import (
    KEEP_GATE,
    KEEP_HAZARDS,
    KEEP_INCIDENTS,
    KEEP_VISITORS,
    REPORT_INCIDENT,
)
from kehou.delivery.models import (
    Hazard,
    HazardClearing,
    Incident,
    IncidentStep,
    LatePickup,
    Visit,
    VisitorPass,
)
from kehou.delivery.reach import in_afternoon_of, require_at_gate
from kehou.delivery.rules import INCIDENT_STEPS
from kehou.delivery.services.opening import open_incident
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.database.rows import new_id
from kehou.platform.paper.codes import short_code
from kehou.providers.public import clearances_of
from kehou.rulebook.facts.afternoon import EntryFacts, IncidentStepFacts

ONE_HOUR = timedelta(hours=1)


class UnableToFollowIncident(UnableTo):
    """A step was left out or taken before."""


class UnableToEnter(UnableTo):
    """No pass of the day, or not cleared to meet children."""


class UnableToNoteLateness(UnableTo):
    """The child has no session that day: it is not the service that waits with it."""


class UnableToClearHazard(UnableTo):
    """The hazard was cleared before."""


@transaction.atomic
def report_incident(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    kind: str,
    is_serious: bool,
    what: str,
    pupil_id: UUID | None = None,
    session_id: UUID | None = None,
) -> Incident:
    """Write down what went wrong (A10.13)."""
    require(REPORT_INCIDENT, actor, place)
    return open_incident(
        place,
        term_id,
        kind=kind,
        is_serious=is_serious,
        what=what,
        pupil_id=pupil_id,
        session_id=session_id,
        actor=actor,
        now=now,
    )


@transaction.atomic
def follow_incident(
    *, actor: Actor, now: datetime, incident_id: UUID, step: str, note: str = ""
) -> IncidentStep:
    """Take the next step of an incident. Raises UnableToFollowIncident."""
    row = Incident.objects.select_for_update().get(pk=incident_id)
    require(KEEP_INCIDENTS, actor, row.place)
    facts = IncidentStepFacts(
        step=step,
        done=tuple(row.steps.order_by("taken_at", "id").values_list("step", flat=True)),
        order=INCIDENT_STEPS,
        is_serious=row.is_serious,
        hours_since_report=-((row.reported_at - now) // ONE_HOUR),
    )
    refused = stops(judge_at(row.place, facts, on=local_day(now)))
    if refused:
        raise UnableToFollowIncident(refused)
    subject = subject_of("incident", row.id)
    record(f"incident.{step}", actor=actor, place=row.place, subject=subject, now=now)
    return IncidentStep.objects.create(
        county_code=row.county_code,
        school_id=row.school_id,
        incident=row,
        step=step,
        note=note,
        taken_by=actor.person,
        taken_at=now,
    )


@transaction.atomic
def record_late_pickup(
    *, actor: Actor, now: datetime, place: Place, term_id: UUID, pupil_id: UUID, called: str
) -> LatePickup:
    """A child was not fetched in time: who stays with it, who was called (A10.8).

    Raises UnableToNoteLateness for a child that has no session that day.
    """
    require_at_gate(actor, place, term_id, [pupil_id], on=local_day(now))
    if not in_afternoon_of([pupil_id], place, term_id, on=local_day(now)):
        raise UnableToNoteLateness([refusal("A10.8", "not_of_this_afternoon", subject="pupil")])
    record("pickup.late", actor=actor, place=place, subject=subject_of("pupil", pupil_id), now=now)
    return LatePickup.objects.create(
        county_code=place.code,
        school_id=place.school,
        term_id=term_id,
        day_date=local_day(now),
        pupil_id=pupil_id,
        stayed_with=actor.person,
        called=called,
        recorded_at=now,
    )


@transaction.atomic
def issue_pass(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    name: str,
    purpose: str,
    person_id: UUID | None = None,
    session_id: UUID | None = None,
) -> VisitorPass:
    """Let somebody from outside in for one day and purpose (A10.7)."""
    require(KEEP_VISITORS, actor, place)
    identity = new_id()
    row = VisitorPass.objects.create(
        id=identity,
        county_code=place.code,
        school_id=place.school,
        number=short_code(identity.int % 32**7).replace("-", ""),
        day_date=local_day(now),
        person_id=person_id,
        name=name,
        purpose=purpose,
        session_id=session_id,
        issued_by=actor.person,
        issued_at=now,
    )
    record("pass.issued", actor=actor, place=place, subject=subject_of("pass", row.id), now=now)
    return row


@transaction.atomic
def record_visit(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    number: str,
    goes_in: bool,
) -> Visit:
    """Somebody from outside goes in or out at the gate. Raises UnableToEnter."""
    require(KEEP_GATE, actor, place)
    row = VisitorPass.objects.filter(school_id=place.school, number=number.upper()).first()
    facts = EntryFacts(
        on=local_day(now),
        pass_date=row.day_date if row else None,
        is_cleared=row is not None and _is_cleared(row, now),
        meets_children=bool(row and row.session_id),
    )
    refused = stops(judge_at(place, facts, on=local_day(now))) if goes_in or row is None else ()
    if refused or row is None:
        raise UnableToEnter(refused)
    return Visit.objects.create(
        county_code=place.code,
        school_id=place.school,
        visitor_pass=row,
        goes_in=goes_in,
        seen_by=actor.person,
        seen_at=now,
    )


def _is_cleared(row: VisitorPass, now: datetime) -> bool:
    """Whether the person of a pass may meet children today; a pass without a person opens no classroom."""
    if row.person_id is None:
        return False
    known = clearances_of([row.person_id], school_id=row.school_id, on=local_day(now))
    return row.person_id in known and known[row.person_id].is_cleared


@transaction.atomic
def report_hazard(
    *, actor: Actor, now: datetime, place: Place, area: str, room: str, what: str, is_serious: bool
) -> Hazard:
    """Write a hazard down; a serious one closes its room at once (A10.12)."""
    require(KEEP_HAZARDS, actor, place)
    row = Hazard.objects.create(
        county_code=place.code,
        school_id=place.school,
        area=area,
        room=room,
        is_serious=is_serious,
        what=what,
        found_by=actor.person,
        found_at=now,
    )
    record("hazard.found", actor=actor, place=place, subject=subject_of("hazard", row.id), now=now)
    return row


@transaction.atomic
def clear_hazard(*, actor: Actor, now: datetime, hazard_id: UUID, how: str) -> HazardClearing:
    """A hazard was put right; its room is open again. Raises UnableToClearHazard."""
    row = Hazard.objects.select_for_update().get(pk=hazard_id)
    require(KEEP_INCIDENTS, actor, row.place)
    if HazardClearing.objects.filter(hazard=row).exists():
        raise UnableToClearHazard([refusal("A7.11", "hazard_cleared_before", subject="hazard")])
    record("hazard.cleared", actor=actor, place=row.place, subject=subject_of("hazard", row.id), now=now)
    return HazardClearing.objects.create(
        county_code=row.county_code,
        school_id=row.school_id,
        hazard=row,
        how=how,
        cleared_by=actor.person,
        cleared_at=now,
    )
