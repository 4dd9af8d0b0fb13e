"""Leavers: proposed by a whole roll that no longer names them, confirmed by a person, never by absence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.outbox.announcing import announce
from kehou.registry.access import CONFIRM_LEAVER
from kehou.registry.models import LeaverProposal, Pupil, RollImport
from kehou.registry.rolls import RollProposal


def propose_leavers(row: RollImport, proposal: RollProposal, *, now: datetime) -> None:
    """Propose those whom the roll does not name, and close proposals about those whom it names again.

    Someone of whom a person said that they stay is not proposed again for the same file.
    """
    known = LeaverProposal.objects.filter(school_id=row.school_id)
    if row.kind == RollImport.Kind.ROLL:
        known.filter(outcome="").exclude(pupil_id__in=proposal.leavers_proposed).update(
            outcome=LeaverProposal.Outcome.NAMED, decided_at=now
        )
    settled = known.filter(outcome="") | known.filter(
        outcome=LeaverProposal.Outcome.STAYS, roll_import__file_hash=row.file_hash
    )
    asked = set(settled.values_list("pupil_id", flat=True))
    LeaverProposal.objects.bulk_create(
        LeaverProposal(
            county_code=row.county_code,
            school_id=row.school_id,
            pupil_id=pupil,
            roll_import=row,
            proposed_at=now,
        )
        for pupil in proposal.leavers_proposed
        if pupil not in asked
    )


@transaction.atomic
def confirm_leavers(*, actor: Actor, now: datetime, pupils: Iterable[UUID], leave: bool) -> int:
    """Say of proposed pupils that they have left, or that they stay; how many were settled (practice.md 3).

    What was settled before or lies out of sight is passed over. Later steps are told of each leaver.
    """
    rows = list(
        LeaverProposal.objects.select_for_update(of=("self",))
        .filter(pupil_id__in=list(pupils), outcome="")
        .select_related("pupil")
    )
    for row in rows:
        require(CONFIRM_LEAVER, actor, row.place)
        row.outcome = LeaverProposal.Outcome.LEFT if leave else LeaverProposal.Outcome.STAYS
        row.decided_by, row.decided_at = actor.person, now
        if leave:
            _leave(row.pupil, actor=actor, now=now)
        else:
            _note("pupil.stays", row.pupil, actor=actor, now=now)
    LeaverProposal.objects.bulk_update(rows, ["outcome", "decided_by", "decided_at"])
    Pupil.objects.bulk_update((row.pupil for row in rows if leave), ["status", "left_date"])
    return len(rows)


def _leave(pupil: Pupil, *, actor: Actor, now: datetime) -> None:
    pupil.status, pupil.left_date = Pupil.Status.LEFT, local_day(now)
    _note("pupil.left", pupil, actor=actor, now=now)
    announce("pupil.left", place=pupil.place, subject=subject_of("pupil", pupil.id), now=now)


def _note(action: str, pupil: Pupil, *, actor: Actor, now: datetime) -> None:
    record(action, actor=actor, place=pupil.place, subject=subject_of("pupil", pupil.id), now=now)
