"""Roll call: marks that come in batches, from a page or from a device that was offline (A10.9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from kehou.authority.public import judge_at
from kehou.delivery.access import LEAD_SESSION
from kehou.delivery.custody import fold_of
from kehou.delivery.facts import Attendance, Custody, Mark, MarkKind, SessionState
from kehou.delivery.leaves import granted_leaves
from kehou.delivery.models import Session
from kehou.delivery.rolls import expected_at
from kehou.delivery.services.alerting import tell_of_absence
from kehou.delivery.services.stepping import locked, move
from kehou.delivery.services.storing import store_marks
from kehou.kernel.actor import Actor
from kehou.kernel.limits import MAX_SHORT_TEXT
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, refusal, stops
from kehou.platform.access.actions import require
from kehou.platform.database.rows import new_id
from kehou.registry.public import pupils_of
from kehou.rulebook.facts.afternoon import RollFacts

KINDS = {
    Attendance.PRESENT: MarkKind.PRESENT,
    Attendance.LEAVE: MarkKind.LEAVE,
    Attendance.ABSENT: MarkKind.ABSENT,
}
ROLL = frozenset({MarkKind.PRESENT, MarkKind.LEAVE, MarkKind.ABSENT, MarkKind.FOUND, MarkKind.VOID})
TAKEN = frozenset({SessionState.OPEN, SessionState.ROLL_DONE, SessionState.RUNNING, SessionState.FINISHED})
MOST_MARKS = 500


class UnableToCallRoll(UnableTo):
    """The session was not taken over, the caller is not on site, or a child is left out."""


@transaction.atomic
def call_roll(
    *,
    actor: Actor,
    now: datetime,
    session_id: UUID,
    exceptions: Mapping[UUID, Attendance],
    roll_id: UUID | None = None,
    seen_at: datetime | None = None,
    reason: str = "",
) -> Session:
    """Call the roll from "all here": everybody expected is present but the exceptions.

    ``roll_id`` is the device's own: the same roll sent twice is one. A granted leave stands as leave unless
    the exceptions say otherwise. Raises UnableToCallRoll.
    """
    session = _entered(session_id, actor)
    expected = expected_at(session)
    leaves = granted_leaves(session.school_id, session.term_id, among=expected)
    on_leave = {pupil for pupil in expected if leaves.covers(pupil, session.session_date)}
    states = {pupil: Attendance.LEAVE if pupil in on_leave else Attendance.PRESENT for pupil in expected}
    states.update(exceptions)
    batch, moment = roll_id or new_id(), seen_at or now
    marks = [
        Mark(uuid5(batch, str(pupil)), pupil, KINDS[state], moment, session.id)
        for pupil, state in states.items()
    ]
    _judge(session, marks, actor=actor, now=now, reason=reason)
    _stored(session, marks, expected, actor=actor, now=now)
    return session


@transaction.atomic
def send_marks(
    *,
    actor: Actor,
    now: datetime,
    session_id: UUID,
    marks: Sequence[Mark],
    reason: str = "",
    is_whole: bool = False,
) -> int:
    """Take in a device's batch of marks of one session; how many are new. Repeats change nothing.

    ``is_whole`` says that the roll is complete with this batch. Raises UnableToCallRoll.
    """
    session = _entered(session_id, actor)
    if len(marks) > MOST_MARKS or any(mark.kind not in ROLL for mark in marks):
        raise UnableToCallRoll([refusal("A10.9", "marks_unfit", subject="roll", required=MOST_MARKS)])
    expected = expected_at(session)
    strangers = {mark.pupil_id for mark in marks} - expected
    if strangers - {pupil.id for pupil in pupils_of(session.school_id, pupils=strangers)}:
        raise UnableToCallRoll([refusal("A10.9", "marks_unfit", subject="roll", required=MOST_MARKS)])
    left_out = expected - {mark.pupil_id for mark in marks} if is_whole else frozenset()
    if left_out:
        known = fold_of(session.school_id, session.term_id, session.session_date, pupils=left_out)
        left_out -= known.roll_of(session.id).keys()
    _judge(session, marks, actor=actor, now=now, reason=reason, unmarked=len(left_out))
    return _stored(session, marks, expected, actor=actor, now=now)


def _entered(session_id: UUID, actor: Actor) -> Session:
    session = locked(session_id)
    require(LEAD_SESSION, actor, session.place)
    return session


def _judge(
    session: Session, marks: Iterable[Mark], *, actor: Actor, now: datetime, reason: str, unmarked: int = 0
) -> None:
    opened = session.steps.filter(event="start").order_by("taken_at").first()
    taken = SessionState(session.state) in TAKEN
    facts = RollFacts(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        opened_at=opened.taken_at if opened and taken else None,
        seen_at=min((mark.device_at for mark in marks), default=now),
        sent_at=now,
        is_on_site=opened is not None and opened.taken_by == actor.person_id,
        unmarked=unmarked,
        reason=reason[:MAX_SHORT_TEXT],
    )
    refused = list(stops(judge_at(session.place, facts, on=local_day(now))))
    if any(mark.device_at > now for mark in marks):
        refused.append(refusal("A10.9", "clock_ahead", subject="roll"))
    if refused:
        raise UnableToCallRoll(refused)


def _stored(
    session: Session, marks: Sequence[Mark], expected: frozenset[UUID], *, actor: Actor, now: datetime
) -> int:
    """Store a batch, move the session on once everybody is marked, and tell of who is missing."""
    new = store_marks(
        marks, place=session.place, term_id=session.term_id, on=session.session_date, actor=actor, now=now
    )
    if not new:
        return 0
    fold = fold_of(session.school_id, session.term_id, session.session_date, pupils=expected)
    roll = fold.roll_of(session.id)
    if session.state != SessionState.FINISHED and expected <= roll.keys():
        lost = [pupil for pupil in expected if fold.children[pupil].custody is Custody.UNACCOUNTED]
        move(session, "roll" if lost else "roll_complete", actor=actor, now=now)
    marked = {mark.pupil_id for mark in marks if mark.kind is MarkKind.ABSENT}
    missing = {
        pupil: fold.children[pupil]
        for pupil in marked & fold.children.keys()
        if fold.children[pupil].custody is Custody.UNACCOUNTED
    }
    tell_of_absence(session, missing, actor=actor, now=now)
    return new
