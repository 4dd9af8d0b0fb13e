"""What one person led, from the records; nobody else's sessions are read for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kehou.delivery.facts import SessionState
from kehou.delivery.models import ServiceRecord, Session

RECORDED = frozenset({SessionState.RECORDED, SessionState.ACCEPTED})
ENDED = RECORDED | {SessionState.FINISHED}


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session that came to its end: minutes, and whether its record is there and came late (A7.10)."""

    minutes: int
    is_recorded: bool
    is_late_record: bool


def held_by(person_id: UUID, school_id: UUID, terms: Iterable[UUID]) -> tuple[HeldSession, ...]:
    """The sessions of some terms that a person led at a school to their end, in order of time."""
    rows = Session.objects.filter(
        school_id=school_id, term_id__in=list(terms), leader_id=person_id, state__in=ENDED
    )
    late = dict(
        ServiceRecord.objects.filter(session__in=rows)
        .order_by("-revision")
        .values_list("session_id", "is_late")
    )
    return tuple(
        HeldSession(minutes, state in RECORDED, late.get(session, False))
        for session, minutes, state in rows.order_by("starts_at", "id").values_list("id", "minutes", "state")
    )
