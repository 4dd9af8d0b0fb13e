"""Single sessions by their ids, with who has a place in them: what a refund asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from kehou.delivery.facts import SessionState
from kehou.delivery.models import Session
from kehou.delivery.rolls import Roster
from kehou.kernel.moments import SHANGHAI


@dataclass(frozen=True, slots=True)
class SessionPlaces:
    """One session and the pupils who have a place in it on its day."""

    id: UUID
    term_id: UUID
    slot_key: str
    date: date
    starts: time
    is_cancelled: bool
    pupil_ids: frozenset[UUID]


def sessions_by_id(ids: Iterable[UUID]) -> tuple[SessionPlaces, ...]:
    """The sessions of these ids that are in sight, in order of time; one query a term beside their own."""
    rows = list(Session.objects.filter(pk__in=list(ids)).order_by("starts_at", "id"))
    rosters = {
        (school, term): Roster.of_term(school, term)
        for school, term in {(row.school_id, row.term_id) for row in rows}
    }
    return tuple(
        SessionPlaces(
            id=row.id,
            term_id=row.term_id,
            slot_key=row.slot_key,
            date=row.session_date,
            starts=row.starts_at.astimezone(SHANGHAI).time(),
            is_cancelled=row.state == SessionState.CANCELLED,
            pupil_ids=rosters[row.school_id, row.term_id].of(row.group_id, row.session_date),
        )
        for row in rows
    )
