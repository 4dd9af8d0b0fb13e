"""Moving a session along its table of states, each step a row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kehou.authority.public import edition_at
from kehou.delivery.facts import SessionState
from kehou.delivery.models import Session, SessionStep
from kehou.delivery.rules import TRANSITIONS
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.transitions import NoSuchTransition
from kehou.kernel.verdict import UnableTo, Verdict, refusal
from kehou.platform.audit.trail import record, subject_of


class UnableToMoveSession(UnableTo):
    """The session is not at a point from which this step leads anywhere."""


def locked(session_id: UUID) -> Session:
    """The session, held until the transaction ends."""
    return Session.objects.select_for_update().get(pk=session_id)


def move(
    session: Session, event: str, *, actor: Actor, now: datetime, verdicts: Iterable[Verdict] = ()
) -> None:
    """Take a step and keep it. Raises UnableToMoveSession."""
    try:
        arrow = TRANSITIONS.arrow(SessionState(session.state), event)
    except NoSuchTransition:
        raise UnableToMoveSession(
            [refusal("A7.11", "session_cannot", subject="session", state=f"session_{session.state}")]
        ) from None
    session.state = SessionState(arrow.target).value
    session.save(update_fields=["state"])
    keep_step(session, event, actor=actor, now=now, verdicts=verdicts)


def keep_step(
    session: Session, event: str, *, actor: Actor, now: datetime, verdicts: Iterable[Verdict] = ()
) -> None:
    """Write a step down beside the trail."""
    SessionStep.objects.create(
        county_code=session.county_code,
        school_id=session.school_id,
        session=session,
        event=event,
        state=session.state,
        taken_by=actor.person_id,
        taken_at=now,
        edition=edition_at(local_day(now)).id,
        verdicts=[[row.clause, row.reason] for row in verdicts if row.met is not True],
    )
    record(
        f"session.{event}",
        actor=actor,
        place=session.place,
        subject=subject_of("session", session.id),
        now=now,
    )
