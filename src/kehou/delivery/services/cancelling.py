"""Not holding a session: with its cause, with where its children are, and families told (A4.14, A9.12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.delivery.access import CHANGE_SESSION
from kehou.delivery.facts import CancelCause, Instead, SessionState
from kehou.delivery.models import Cancellation, Session
from kehou.delivery.services.arranging import Where, judged, keep_arrangement, usual
from kehou.delivery.services.stepping import locked, move
from kehou.delivery.services.telling import announce_change
from kehou.kernel.actor import Actor
from kehou.kernel.verdict import UnableTo, Verdict, stops
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import subject_of
from kehou.platform.database.rows import new_id
from kehou.platform.outbox.announcing import announce


class UnableToCancel(UnableTo):
    """The children would be sent home early, be with nobody who may watch them, or overfill another group."""


@transaction.atomic
def cancel_session(
    *,
    actor: Actor,
    now: datetime,
    session_id: UUID,
    cause: str,
    reason: str = "",
    instead: str = "",
    room: str = "",
    carer_id: UUID | None = None,
    joined_id: UUID | None = None,
) -> Cancellation:
    """Cancel one session before its roll is called, and say where its children are instead.

    Where ``instead`` is not said they stay in the session's room. Raises UnableToMoveSession, UnableToCancel.
    """
    session = locked(session_id)
    require(CHANGE_SESSION, actor, session.place)
    why = CancelCause(cause)
    where = Where(Instead(instead), room, carer_id, joined_id) if instead else usual(session, why)
    verdicts = judged(session, where, why, now=now)
    if refused := stops(verdicts):
        raise UnableToCancel(refused)
    batch = new_id()
    row = _cancel(session, why, reason, where, batch=batch, actor=actor, now=now, verdicts=verdicts)
    announce_change("cancelled", session.place, batch, now=now)
    return row


def drop(sessions: Sequence[Session], cause: CancelCause, *, actor: Actor, now: datetime) -> None:
    """Cancel sessions that nobody holds any more; each school's families are told once of all."""
    batches = {row.place: new_id() for row in sessions}
    for session in sessions:
        where = usual(session, cause)
        _cancel(session, cause, "", where, batch=batches[session.place], actor=actor, now=now)
    for place, batch in batches.items():
        announce_change("cancelled", place, batch, now=now)


def _cancel(
    session: Session,
    cause: CancelCause,
    reason: str,
    where: Where,
    *,
    batch: UUID,
    actor: Actor,
    now: datetime,
    verdicts: Iterable[Verdict] = (),
) -> Cancellation:
    move(session, "cancel", actor=actor, now=now)
    row = Cancellation.objects.create(
        county_code=session.county_code,
        school_id=session.school_id,
        session=session,
        cause=cause.value,
        reason=reason,
        cancelled_by=actor.person_id,
        cancelled_at=now,
    )
    keep_arrangement(session, where, batch=batch, actor=actor, now=now, verdicts=verdicts)
    for guest in _guests(session):
        keep_arrangement(guest, Where(Instead.CARE, guest.room), batch=batch, actor=actor, now=now)
    announce(
        "session.cancelled",
        place=session.place,
        subject=subject_of("session", session.id),
        now=now,
        payload={"session": str(session.id), "cause": cause.value},
    )
    return row


def _guests(session: Session) -> Iterable[Session]:
    """Cancelled sessions whose children were to join this one: they need another place."""
    rows = Session.objects.select_for_update().filter(joined_id=session.id, instead=Instead.GROUP)
    return rows.filter(state=SessionState.CANCELLED)
