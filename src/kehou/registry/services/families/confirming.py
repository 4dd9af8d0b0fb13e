"""The class teacher confirms who the guardians are, corrects them, and says who is one person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.models import Guardianship
from kehou.registry.services.families.linking import Limits, close_link, open_link
from kehou.registry.services.families.people import rename
from kehou.registry.services.families.sight import in_force, link_to_keep


class UnableToMerge(UnableTo):
    """The two are one person already, or the other is nobody's guardian at the school."""


@transaction.atomic
def confirm_links(*, actor: Actor, now: datetime, links: Iterable[UUID]) -> int:
    """Confirm the name and phone of guardians; how many were not confirmed before (A2.1)."""
    fresh = 0
    for link_id in links:
        link = link_to_keep(actor, link_id, on=local_day(now))
        if link.confirmed_at is None:
            link.confirmed_by, link.confirmed_at = actor.person, now
            link.save(update_fields=["confirmed_by", "confirmed_at"])
            _note("guardian.confirmed", link, actor=actor, now=now)
            fresh += 1
    return fresh


@transaction.atomic
def correct_contact(*, actor: Actor, now: datetime, link_id: UUID, name: str, phone: str) -> None:
    """Correct a guardian's name or phone, for all their children at the school, and confirm the link."""
    link = link_to_keep(actor, link_id, on=local_day(now))
    rename(link.guardian_id, place=link.place, name=name, phone=phone)
    link.confirmed_by, link.confirmed_at = actor.person, now
    link.save(update_fields=["confirmed_by", "confirmed_at"])
    _note("guardian.corrected", link, actor=actor, now=now)


@transaction.atomic
def merge_guardians(*, actor: Actor, now: datetime, link_id: UUID, into: UUID) -> int:
    """Say that the guardian of a link is the same person as another: the links end, others open.

    ``into`` is the person who stays. Every link of the other at the school moves, each with what it allowed;
    how many moved. Raises UnableToMerge.
    """
    today = local_day(now)
    link = link_to_keep(actor, link_id, on=today)
    if link.guardian_id == into:
        raise UnableToMerge([refusal("A2.1", "one_person_already", subject="link")])
    others = Guardianship.objects.filter(school_id=link.school_id, guardian_id=into)
    if not in_force(others, today).exists():
        raise UnableToMerge([refusal("A2.1", "other_person_unknown", subject="link")])
    moving = list(
        in_force(
            Guardianship.objects.filter(school_id=link.school_id, guardian_id=link.guardian_id), today
        ).select_related("pupil")
    )
    for row in moving:
        _move(row, into, actor=actor, now=now)
    return len(moving)


def _move(row: Guardianship, into: UUID, *, actor: Actor, now: datetime) -> None:
    until = row.until_date
    close_link(row, now)
    _note("guardian.merged", row, actor=actor, now=now)
    held = Guardianship.objects.filter(pupil_id=row.pupil_id, guardian_id=into)
    if in_force(held, local_day(now)).exists():
        return
    open_link(
        row.pupil,
        into,
        now=now,
        relation=row.relation,
        limits=Limits(row.may_sign, row.may_collect, row.must_not_collect),
        kind=row.kind,
        until=until,
        proof_id=row.proof_id,
        confirmed_by=actor.person,
    )


def _note(action: str, link: Guardianship, *, actor: Actor, now: datetime) -> None:
    record(action, actor=actor, place=link.place, subject=subject_of("link", link.id), now=now)
