"""Not holding a session, with its cause; families are paid back (A4.14, A9.12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.delivery.access import CHANGE_SESSION
from kehou.delivery.facts import CancelCause
from kehou.delivery.models import Cancellation, Session
from kehou.delivery.services.stepping import locked, move
from kehou.kernel.actor import Actor
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import subject_of
from kehou.platform.outbox.announcing import announce


@transaction.atomic
def cancel_session(
    *, actor: Actor, now: datetime, session_id: UUID, cause: str, reason: str = ""
) -> Cancellation:
    """Cancel one session before its roll is called. Raises UnableToMoveSession."""
    session = locked(session_id)
    require(CHANGE_SESSION, actor, session.place)
    return _cancel(session, CancelCause(cause), reason, actor=actor, now=now)


def drop(sessions: Sequence[Session], cause: CancelCause, *, actor: Actor, now: datetime) -> None:
    """Cancel sessions that the plan no longer has."""
    for session in sessions:
        _cancel(session, cause, "", actor=actor, now=now)


def _cancel(
    session: Session, cause: CancelCause, reason: str, *, actor: Actor, now: datetime
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
    announce(
        "session.cancelled",
        place=session.place,
        subject=subject_of("session", session.id),
        now=now,
        payload={"session": str(session.id), "cause": cause.value},
    )
    return row
