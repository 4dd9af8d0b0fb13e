"""Which cancelled sessions may be held after all, and what was given away meanwhile (A6.10, A7.11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from kehou.delivery.facts import CancelCause, SessionState
from kehou.delivery.hazards import open_hazards
from kehou.delivery.models import Cancellation, Session
from kehou.delivery.people import clearance_of
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import Verdict, refusal
from kehou.providers.public import contract_of
from kehou.rulebook.facts.courses import LeaderKind

MOST_AHEAD = 60


@dataclass(frozen=True, slots=True)
class GivenAway:
    """What a session had and no longer has: its leader stands elsewhere or may not, its room is taken."""

    leader: bool
    room: bool

    @property
    def anything(self) -> bool:
        """Whether somebody at the school has to look."""
        return self.leader or self.room


def why_not_back(session: Session, *, now: datetime) -> list[Verdict]:
    """What forbids that a session is held after all; nothing where it may be."""
    if session.state != SessionState.CANCELLED or session.starts_at <= now:
        return [refusal("A7.11", "nothing_to_restore", subject="session")]
    cause = latest_cancellation(session).cause
    if cause == CancelCause.PLAN_CHANGED:
        return [refusal("A7.1", "plan_has_no_such_session", subject="session")]
    if _met_otherwise(session):
        return [refusal("A7.11", "group_meets_already", subject="session")]
    if session.leader_kind == LeaderKind.THIRD_PARTY and not is_bought(session, local_day(now)):
        return [refusal("A6.10", "provider_still_stopped", subject="session")]
    return []


def given_away(session: Session, *, now: datetime) -> GivenAway:
    """What went to others since a session was cancelled."""
    gone = session.leader_id is None or leader_gone(session, session.leader_id, now=now)
    return GivenAway(leader=gone, room=_room_taken(session))


def latest_cancellation(session: Session) -> Cancellation:
    """The cancellation that holds."""
    return session.cancellations.latest("cancelled_at")


def stopped_ahead(
    *, now: datetime, provider_id: UUID | None = None, school_id: UUID | None = None
) -> list[Session]:
    """Cancelled sessions that lie ahead and were a body's that was stopped, by time."""
    rows = Session.objects.filter(
        state=SessionState.CANCELLED,
        starts_at__gt=now,
        leader_kind=LeaderKind.THIRD_PARTY,
        cancellations__cause=CancelCause.PROVIDER_STOPPED,
        cancellations__restoration=None,
    )
    if provider_id is not None:
        rows = rows.filter(provider_key=str(provider_id))
    if school_id is not None:
        rows = rows.filter(school_id=school_id)
    return list(rows.distinct().order_by("starts_at", "id"))


def cancelled_ahead(school_id: UUID, *, now: datetime) -> list[Session]:
    """A school's cancelled sessions that are not over, by time, up to a page of them."""
    rows = Session.objects.filter(school_id=school_id, state=SessionState.CANCELLED, ends_at__gt=now)
    return list(rows.order_by("starts_at", "title", "id")[:MOST_AHEAD])


def to_restore(school_id: UUID, *, now: datetime) -> Sequence[tuple[Session, GivenAway]]:
    """The sessions of a body that is back, which wait for the school's word, with what they lost."""
    found = stopped_ahead(now=now, school_id=school_id)
    return [(row, given_away(row, now=now)) for row in found if not why_not_back(row, now=now)]


def _met_otherwise(session: Session) -> bool:
    others = Session.objects.filter(
        term_id=session.term_id, group_id=session.group_id, session_date=session.session_date
    )
    return others.exclude(state=SessionState.CANCELLED).exists()


def is_bought(session: Session, on: date) -> bool:
    """Whether the body is on the list today and the contract of the course reaches that day."""
    today = contract_of(session.school_id, course_key=session.course_key, term_id=session.term_id, on=on)
    then = contract_of(
        session.school_id, course_key=session.course_key, term_id=session.term_id, on=session.session_date
    )
    return all(row is not None and str(row.provider_id) == session.provider_key for row in (today, then))


def leader_gone(session: Session, leader: UUID, *, now: datetime) -> bool:
    """Whether who led a session may no longer stand there that day, or leads elsewhere at that hour."""
    known = clearance_of(leader, session=session, on=local_day(now))
    until = known.cleared_until if known and known.is_listed else None
    if until is None or until < session.session_date:
        return True
    leads = _same_hour(session).filter(leader_id=leader)
    return bool(leads.exclude(state=SessionState.CANCELLED).exists())


def _room_taken(session: Session) -> bool:
    if not session.room:
        return False
    if open_hazards(session.school_id, session.room):
        return True
    held = _same_hour(session).filter(room=session.room).exclude(state=SessionState.CANCELLED)
    kept = _same_hour(session).filter(care_room=session.room, state=SessionState.CANCELLED)
    return bool(held.exists() or kept.exists())


def _same_hour(session: Session) -> QuerySet[Session]:
    rows = Session.objects.filter(
        school_id=session.school_id, starts_at__lt=session.ends_at, ends_at__gt=session.starts_at
    )
    return rows.exclude(pk=session.id)
