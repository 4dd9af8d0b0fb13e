"""Sessions that an own teacher took over while their body was stopped, and whether they go back (A6.10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kehou.delivery.facts import SessionState
from kehou.delivery.models import Session, StayingOn, Substitution
from kehou.delivery.returning import is_bought, leader_gone
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import Verdict, refusal
from kehou.registry.public import names_of
from kehou.rulebook.facts.courses import LeaderKind


@dataclass(frozen=True, slots=True)
class TakenOver:
    """One such session that lies ahead. ``stays`` is the school's word that its teacher goes on."""

    session: Session
    substitution: Substitution
    stays: bool

    @property
    def coach(self) -> UUID | None:
        """Who led it for the body."""
        return self.substitution.from_person_id


@dataclass(frozen=True, slots=True)
class Shown:
    """One as the page shows it: who goes on, and whether the body is back and could have it."""

    taken: TakenOver
    teacher: str
    body_is_back: bool


def taken_over_ahead(
    *, now: datetime, provider_id: UUID | None = None, school_id: UUID | None = None
) -> list[TakenOver]:
    """What own teachers took over by themselves and lies ahead, by time, with three queries.

    Where the school named somebody since, that is its own word and no takeover.
    """
    rows = Session.objects.filter(state=SessionState.PLANNED, starts_at__gt=now, substitutions__named_by=None)
    rows = rows.exclude(leader_kind=LeaderKind.THIRD_PARTY)
    if provider_id is not None:
        rows = rows.filter(provider_key=str(provider_id))
    if school_id is not None:
        rows = rows.filter(school_id=school_id)
    return _taken(rows.distinct().order_by("starts_at", "id"))


def taken_over(session: Session, *, now: datetime) -> TakenOver | None:
    """One session as taken over, or None."""
    if session.state != SessionState.PLANNED or session.starts_at <= now:
        return None
    return next(iter(_taken([session])), None)


def why_not_given_back(taken: TakenOver, *, now: datetime) -> list[Verdict]:
    """What forbids that the body has its session back; nothing where it may."""
    if not is_bought(taken.session, local_day(now)):
        return [refusal("A6.10", "provider_still_stopped", subject="session")]
    if taken.coach is None or leader_gone(taken.session, taken.coach, now=now):
        return [refusal("A10.6", "former_leader_unfit", subject="session")]
    return []


def shown_takeovers(school_id: UUID, *, now: datetime) -> Sequence[Shown]:
    """A school's for its page; whether the body is back is asked once a course."""
    found = taken_over_ahead(now=now, school_id=school_id)
    names = names_of({row.session.leader_id for row in found if row.session.leader_id})
    courses = {row.session.course_key: row.session for row in reversed(found)}
    back = {course for course, first in courses.items() if is_bought(first, local_day(now))}
    return [
        Shown(
            row,
            names.get(row.session.leader_id, "") if row.session.leader_id else "",
            row.session.course_key in back,
        )
        for row in found
    ]


def _taken(sessions: Iterable[Session]) -> list[TakenOver]:
    known = list(sessions)
    latest = {
        row.session_id: row
        for row in Substitution.objects.filter(session__in=known).order_by("named_at", "id")
    }
    said = {
        row.substitution_id: row.stays
        for row in StayingOn.objects.filter(substitution__in=latest.values()).order_by("said_at", "id")
    }
    return [
        TakenOver(session, row, said.get(row.id, False))
        for session in known
        if (row := latest.get(session.id)) and row.named_by is None and _came_from_a_body(row)
    ]


def _came_from_a_body(row: Substitution) -> bool:
    return row.from_kind == LeaderKind.THIRD_PARTY and row.to_kind != LeaderKind.THIRD_PARTY
