"""Opening an incident, by whoever saw it or by the service that found it (A10.13)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kehou.delivery.models import Incident, IncidentStep
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.outbox.announcing import announce


def open_incident(
    place: Place,
    term_id: UUID,
    *,
    kind: str,
    is_serious: bool,
    what: str,
    actor: Actor,
    now: datetime,
    pupil_id: UUID | None = None,
    session_id: UUID | None = None,
    mark_id: UUID | None = None,
) -> Incident:
    """Write an incident down with its first step, and announce it."""
    row = Incident.objects.create(
        county_code=place.code,
        school_id=place.school,
        term_id=term_id,
        kind=kind,
        is_serious=is_serious,
        pupil_id=pupil_id,
        session_id=session_id,
        mark_id=mark_id,
        what=what,
        reported_by=actor.person,
        reported_at=now,
    )
    IncidentStep.objects.create(
        county_code=place.code,
        school_id=place.school,
        incident=row,
        step="reported",
        taken_by=actor.person,
        taken_at=now,
    )
    subject = subject_of("incident", row.id)
    record("incident.opened", actor=actor, place=place, subject=subject, now=now, detail={"kind": kind})
    announce(
        "incident.opened",
        place=place,
        subject=subject,
        now=now,
        payload={"incident": str(row.id), "kind": str(kind), "serious": is_serious},
    )
    return row
