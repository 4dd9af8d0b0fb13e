"""What families and schools do with agreements; each names the service that does it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from kehou.agreements.public.asking import AgreementInfo, info_of
from kehou.agreements.services import meetings, paper, signing, withdrawing
from kehou.agreements.services.paper import SignedSheet
from kehou.agreements.services.signing import ChildSigning
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place


def sign_for_children(
    *, actor: Actor, now: datetime, children: tuple[ChildSigning, ...], proven: bool
) -> tuple[AgreementInfo, ...]:
    """Sign once for a family's children; ``proven`` is what ``prove_phone`` answered. Raises UnableToSign."""
    rows = signing.sign_for_children(actor=actor, now=now, children=children, proven=proven)
    return tuple(info_of(row) for row in rows)


def key_paper(*, actor: Actor, now: datetime, place: Place, sheet: SignedSheet) -> UUID:
    """Key in a signed sheet; the entry's id. It counts once another person has checked it."""
    return paper.key_paper(actor=actor, now=now, place=place, sheet=sheet).id


def check_paper(*, actor: Actor, now: datetime, entry_id: UUID) -> AgreementInfo:
    """Confirm a keyed sheet against its scan. Raises UnableToSign."""
    return info_of(paper.check_paper(actor=actor, now=now, entry_id=entry_id))


def decline(*, actor: Actor, now: datetime, place: Place, pupil_id: UUID, term_id: UUID) -> None:
    """Say no for one pupil; it costs nothing (A2.1)."""
    signing.decline(actor=actor, now=now, place=place, pupil_id=pupil_id, term_id=term_id)


def answer_data_notice(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    pupil_id: UUID,
    term_id: UUID,
    given: bool,
    notes: tuple[str, ...],
) -> None:
    """Answer the child-data notice, apart from the agreement (DP2)."""
    signing.answer_data_notice(
        actor=actor, now=now, place=place, pupil_id=pupil_id, term_id=term_id, given=given, notes=notes
    )


def withdraw(*, actor: Actor, now: datetime, place: Place, pupil_id: UUID, term_id: UUID) -> date:
    """Leave; the day from which it holds. Raises UnableToWithdraw."""
    return withdrawing.withdraw(
        actor=actor, now=now, place=place, pupil_id=pupil_id, term_id=term_id
    ).effect_date


def record_meeting(
    *,
    actor: Actor,
    now: datetime,
    place: Place,
    term_id: UUID,
    class_id: UUID | None,
    starts_at: datetime,
    ends_at: datetime,
    note: str,
) -> None:
    """Put a parents' meeting on record. Raises UnableToRecordMeeting."""
    meetings.record_meeting(
        actor=actor,
        now=now,
        place=place,
        term_id=term_id,
        class_id=class_id,
        starts_at=starts_at,
        ends_at=ends_at,
        note=note,
    )
