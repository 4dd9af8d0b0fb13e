"""Writing and reading the audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo
from kehou.platform.audit.models import AuditEvent
from kehou.platform.clock.wall import wall_now


def record(
    action: str,
    *,
    actor: Actor,
    place: Place,
    subject: str,
    now: datetime,
    clauses: Iterable[str] = (),
    edition: str = "",
    reason: str = "",
    detail: Mapping[str, object] | None = None,
) -> AuditEvent:
    """Write one event in the caller's transaction, so that act and trace stand or fall together (A7.11)."""
    return AuditEvent.objects.create(
        county_code=place.code,
        school_id=place.school_id,
        action=action,
        actor_id=actor.person_id,
        actor_role=_role_at(actor, place),
        subject=subject,
        reason=reason,
        clauses=list(clauses),
        edition=edition,
        detail=dict(detail or {}),
        occurred_at=now,
        recorded_at=wall_now(),
    )


def record_refusal(
    action: str, *, actor: Actor, place: Place, refusal: UnableTo, now: datetime
) -> AuditEvent:
    """Write a refused attempt. Call it in a transaction of its own: the act's was rolled back."""
    return AuditEvent.objects.create(
        county_code=place.code,
        school_id=place.school_id,
        action=action,
        refused=True,
        actor_id=actor.person_id,
        actor_role=_role_at(actor, place),
        subject="attempt",
        clauses=list(refusal.clauses),
        detail={"reasons": [verdict.reason for verdict in refusal.verdicts]},
        occurred_at=now,
        recorded_at=wall_now(),
    )


def history_of(subject: str) -> QuerySet[AuditEvent]:
    """All events about one subject, oldest first, within the scope in force."""
    return AuditEvent.objects.filter(subject=subject).order_by("recorded_at", "id")


def subject_of(kind: str, identity: UUID) -> str:
    """How the trail names a row: ``plan/0190...``."""
    return f"{kind}/{identity}"


def _role_at(actor: Actor, place: Place) -> str:
    if actor.wards:
        return "guardian"
    return next((str(grant.role) for grant in actor.grants if grant.place.contains(place)), "")
