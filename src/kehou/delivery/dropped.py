"""What the school sees of a cancelled session: why, where its children are, which families were told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.delivery.access import CHANGE_SESSION
from kehou.delivery.facts import WATCHED, CancelCause, Instead
from kehou.delivery.instead import early_consents, joined_of
from kehou.delivery.joining import judge_joining
from kehou.delivery.models import FamilyNotice, Session
from kehou.delivery.rolls import expected_at
from kehou.delivery.wording import CAUSE_NAMES, INSTEAD_NAMES
from kehou.kernel.actor import Actor
from kehou.kernel.verdict import Verdict
from kehou.platform.audit.trail import subject_of
from kehou.platform.messages.models import PhoneText
from kehou.registry.public import names_of


@dataclass(frozen=True, slots=True)
class Dropped:
    """One cancelled session as its page shows it. ``to_call`` are guardians whom no text reached.

    ``warnings`` is what the office has to look at in the group that the children join.
    """

    cause: str
    reason: str
    instead: str
    carer: str
    joined: Session | None
    expected: int
    agreed: int
    told: int
    to_call: Sequence[str]
    may_keep: bool
    warnings: Sequence[Verdict] = ()


def dropped_of(row: Session, viewer: Actor, *, today: date) -> Dropped:
    """What became of one cancelled session. Its children are taken in on its day, not before."""
    cancellation = row.cancellations.latest("cancelled_at")
    arrangement = row.arrangements.order_by("arranged_at", "id").last()
    told = FamilyNotice.objects.filter(batch_id=arrangement.batch_id) if arrangement else None
    runs = CHANGE_SESSION.permits(viewer, row.place)
    failed = _failed(arrangement.batch_id) if arrangement and runs else []
    joined = joined_of([row]).get(row.joined_id) if row.joined_id else None
    names = names_of([*failed, *([row.carer_id] if row.carer_id else [])])
    watched = row.instead in WATCHED
    return Dropped(
        cause=CAUSE_NAMES[CancelCause(cancellation.cause)],
        reason=cancellation.reason,
        instead=INSTEAD_NAMES[Instead(row.instead)] if row.instead else "",
        carer=names.get(row.carer_id, "") if row.carer_id else "",
        joined=joined,
        expected=len(expected_at(row)),
        agreed=len(early_consents([row.id])),
        told=told.count() if told is not None else 0,
        to_call=[names.get(person, "") for person in failed],
        may_keep=watched and row.session_date == today and (row.carer_id == viewer.person_id or runs),
        warnings=_warned(row, joined) if runs and joined else (),
    )


def _warned(row: Session, joined: Session) -> Sequence[Verdict]:
    found = judge_joining(row, joined, on=row.session_date)
    return [verdict for verdict in found if verdict.met is not True]


def _failed(batch: UUID) -> list[UUID]:
    rows = PhoneText.objects.filter(matter=subject_of("change", batch)).exclude(failure="")
    return list(rows.values_list("to_person_id", flat=True))
