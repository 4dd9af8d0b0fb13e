"""Another leader in two taps, another room (代课、顶岗, A6.14, A10.6, practice.md 10)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kehou.delivery.access import CHANGE_SESSION
from kehou.delivery.facts import SessionState
from kehou.delivery.hazards import open_hazards
from kehou.delivery.models import Session, Substitution
from kehou.delivery.people import Clearance, clearance_of
from kehou.delivery.services.stepping import locked
from kehou.kernel.actor import Actor
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, Verdict, refusal
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.messages.notifying import notify
from kehou.rulebook.facts.courses import LeaderKind

STEPPED_IN = "机构停止服务，由在场监督的本校教师接手"
CHANGEABLE = frozenset({SessionState.PLANNED, SessionState.OPEN})


class UnableToChange(UnableTo):
    """The substitute is not cleared, busy or sent by a provider; the room is closed; it is too late."""


@transaction.atomic
def substitute_leader(
    *, actor: Actor, now: datetime, session_id: UUID, to_person_id: UUID, reason: str
) -> Substitution:
    """Name somebody else for one session. An own teacher may step in for a provider's person, who is then
    not accepted and not paid. Raises UnableToChange."""
    session = locked(session_id)
    require(CHANGE_SESSION, actor, session.place)
    clearance = clearance_of(to_person_id, session=session, on=local_day(now))
    refused = [*_too_late(session), *_unfit(session, to_person_id, clearance, now)]
    if refused or clearance is None:
        raise UnableToChange(refused)
    row = name_leader(session, to_person_id, clearance, reason, actor=actor, now=now)
    text = "请您代一次课，时间和教室见今天的课。"
    notify(
        [to_person_id],
        place=session.place,
        kind="substitute",
        text=text,
        now=now,
        link="/afternoon/sessions/",
    )
    return row


def step_in(session: Session, *, actor: Actor, now: datetime) -> bool:
    """Whoever of the staff watches a third party's session takes it over, if that may be (A6.9, A6.10)."""
    person = session.supervisor_id
    clearance = clearance_of(person, session=session, on=local_day(now)) if person else None
    if person is None or clearance is None or _unfit(session, person, clearance, now):
        return False
    name_leader(session, person, clearance, STEPPED_IN, actor=actor, now=now)
    return True


@transaction.atomic
def change_room(*, actor: Actor, now: datetime, session_id: UUID, room: str) -> Session:
    """Hold a session in another room. Raises UnableToChange."""
    session = locked(session_id)
    require(CHANGE_SESSION, actor, session.place)
    refused = _too_late(session)
    if open_hazards(session.school_id, room):
        refused.append(refusal("A10.12", "room_is_closed", subject="room", room=room))
    if refused:
        raise UnableToChange(refused)
    session.room = room
    session.save(update_fields=["room"])
    _keep("session.moved", session, actor=actor, now=now)
    return session


def name_leader(
    session: Session, person: UUID, clearance: Clearance, reason: str, *, actor: Actor, now: datetime
) -> Substitution:
    """Write down who leads a locked session from now on, and in whose place."""
    row = Substitution.objects.create(
        county_code=session.county_code,
        school_id=session.school_id,
        session=session,
        from_person_id=session.leader_id,
        from_kind=session.leader_kind,
        to_person_id=person,
        to_kind=clearance.kind.value,
        reason=reason,
        named_by=actor.person_id,
        named_at=now,
    )
    session.leader_id, session.leader_kind = person, clearance.kind.value
    session.save(update_fields=["leader_id", "leader_kind"])
    _keep("session.substituted", session, actor=actor, now=now)
    return row


def _too_late(session: Session) -> list[Verdict]:
    if SessionState(session.state) in CHANGEABLE:
        return []
    return [refusal("A7.11", "session_change_too_late", subject="session", state=f"session_{session.state}")]


def _unfit(session: Session, person: UUID, clearance: Clearance | None, now: datetime) -> list[Verdict]:
    found = []
    until = clearance.cleared_until if clearance else None
    if until is None or until < local_day(now):
        found.append(refusal("A10.6", "substitute_not_cleared", subject="session"))
    if clearance and clearance.kind is LeaderKind.THIRD_PARTY:
        found.append(refusal("A6.14", "substitute_from_provider", subject="session"))
    busy = Session.objects.filter(
        school_id=session.school_id,
        leader_id=person,
        starts_at__lt=session.ends_at,
        ends_at__gt=session.starts_at,
    ).exclude(state=SessionState.CANCELLED)
    if busy.exclude(pk=session.id).exists():
        found.append(refusal("A6.2", "substitute_busy", subject="session"))
    return found


def _keep(action: str, session: Session, *, actor: Actor, now: datetime) -> None:
    subject = subject_of("session", session.id)
    record(action, actor=actor, place=session.place, subject=subject, now=now)
