"""Opening and discharging duties."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet

from kehou.kernel.actor import Actor, Role
from kehou.kernel.places import Place
from kehou.platform.duties.models import Duty


def owe(
    kind: str, *, place: Place, clause: str, owner: Role, subject: str, due: date | None, now: datetime
) -> Duty:
    """Open a duty once; a second call for the same subject returns the first."""
    duty, _ = Duty.objects.get_or_create(
        county_code=place.code,
        school_id=place.school_id,
        kind=kind,
        subject=subject,
        defaults={"clause": clause, "owner_role": owner.value, "due_date": due, "opened_at": now},
    )
    return duty


def was_owed(kind: str, *, subject: str) -> bool:
    """Whether a duty was opened before, done or not."""
    return Duty.objects.filter(kind=kind, subject=subject).exists()


def discharge(kind: str, *, subject: str, actor: Actor, now: datetime, evidence: str = "") -> int:
    """Mark a duty done with its evidence; how many were open."""
    return Duty.objects.filter(kind=kind, subject=subject, done_at=None).update(
        done_at=now, done_by=actor.person_id, evidence=evidence
    )


def open_duties(actor: Actor) -> QuerySet[Duty]:
    """The open duties of the actor's roles within the scope in force, the most pressing first."""
    roles = {grant.role.value for grant in actor.grants}
    return Duty.objects.filter(owner_role__in=roles, done_at=None).order_by("due_date", "opened_at")


def open_subjects(kind: str, *, place: Place) -> list[str]:
    """What the open duties of a kind at exactly this place are about."""
    rows = Duty.objects.filter(kind=kind, county_code=place.code, school_id=place.school_id, done_at=None)
    return list(rows.values_list("subject", flat=True))
