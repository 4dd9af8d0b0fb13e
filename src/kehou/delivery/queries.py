"""Reading the afternoon for pages; each starts from what the viewer may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from kehou.delivery.access import LEAD_SESSION, OFFICE, SEE_DAY
from kehou.delivery.facts import WATCHED, Attendance, Instead, SessionState
from kehou.delivery.folding import fold_day
from kehou.delivery.hazards import asked_closed_rooms
from kehou.delivery.leaves import granted_leaves
from kehou.delivery.models import Session
from kehou.delivery.rolls import AskedPresent, asked_guests, expected_at, guest_groups, marks_of_day
from kehou.delivery.wording import INSTEAD_NAMES, STATE_NAMES, STATE_TONES
from kehou.enrolment.public import sizes_on
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.platform.access.actions import Action
from kehou.platform.database.questions import together
from kehou.platform.ui.pieces import Tone
from kehou.providers.public import cleared_on
from kehou.registry.public import (
    PupilInfo,
    asked_names,
    names_of,
    pupils_of,
)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session of a day as a list shows it."""

    row: Session
    leader: str
    state_name: str
    tone: Tone
    expected: int
    present: int
    alerts: tuple[str, ...]
    instead: str = ""


@dataclass(frozen=True, slots=True)
class RollLine:
    """One child of a roll: its name and class, what the roll says, and how it goes home."""

    pupil: PupilInfo
    name: str
    state: Attendance
    on_leave: bool


def place_of(viewer: Actor, action: Action) -> Place:
    """The school at which the viewer does something. Raises Http404."""
    places = [place for place in viewer.places(action.roles) if place.school_id]
    if not places:
        raise Http404
    return places[0]


def visible_sessions(viewer: Actor) -> QuerySet[Session]:
    """The sessions that a viewer may open: all of the own school for who runs it, else one's own (DP3)."""
    rows = Session.objects.filter(LEAD_SESSION.rows_for(viewer))
    whole = viewer.places(OFFICE | SEE_DAY.roles)
    if any(place.school_id for place in whole):
        return rows
    mine = rows.filter(leader_id=viewer.person)
    watched = rows.filter(supervisor_id=viewer.person)
    kept = rows.filter(carer_id=viewer.person, state=SessionState.CANCELLED)
    return mine | watched | kept


def visible_session(viewer: Actor, session_id: UUID) -> Session:
    """One session that a viewer may open. Raises Http404."""
    row = visible_sessions(viewer).filter(pk=session_id).first()
    if row is None:
        raise Http404
    return row


def day_lines(viewer: Actor, place: Place, *, on: date) -> list[SessionLine]:
    """The viewer's sessions of a day by time, with a fixed number of queries."""
    rows = list(
        visible_sessions(viewer)
        .filter(school_id=place.school, session_date=on)
        .order_by("starts_at", "title", "id")
    )
    if not rows:
        return []
    leaders = {row.leader_id for row in rows if row.leader_id}
    guests, rolls = asked_guests([row.id for row in rows]), AskedPresent.of(place.school, on)
    named, closed = asked_names(leaders), asked_closed_rooms(place.school)
    together(guests, *rolls.questions, named, closed)
    expected, present, names = _expected(rows, guests.answer), rolls.counts, named.answer
    cleared = cleared_on(leaders, school_id=place.school, on=on)
    return [
        SessionLine(
            row=row,
            leader=names.get(row.leader_id, "") if row.leader_id else "",
            state_name=STATE_NAMES[SessionState(row.state)],
            tone=STATE_TONES[SessionState(row.state)],
            expected=expected[row.id],
            instead=INSTEAD_NAMES[Instead(row.instead)] if row.instead else "",
            present=present[row.id],
            alerts=tuple(_alerts(row, closed.answer, cleared)),
        )
        for row in rows
    ]


def expected_counts(rows: Sequence[Session]) -> Mapping[UUID, int]:
    """How many children each of one day's sessions of a school expects, guests of cancelled ones included."""
    return _expected(rows, guest_groups([row.id for row in rows])) if rows else {}


def _expected(rows: Sequence[Session], guests: Mapping[UUID, list[UUID]]) -> Mapping[UUID, int]:
    groups = {row.group_id for row in rows} | {group for found in guests.values() for group in found}
    first = rows[0]
    sizes = sizes_on(first.school_id, first.term_id, on=first.session_date, groups=groups)
    return {
        row.id: sum(sizes.get(group, 0) for group in (row.group_id, *guests.get(row.id, ()))) for row in rows
    }


def roll_lines(session: Session) -> list[RollLine]:
    """The children of a session by class and seat, with what its roll says so far."""
    on = session.session_date
    expected = expected_at(session)
    fold = fold_day(expected, marks_of_day(session.school_id, on, pupils=expected))
    roll, names = fold.roll_of(session.id), names_of(expected)
    leaves = granted_leaves(session.school_id, session.term_id, among=expected)
    lines = []
    for pupil in pupils_of(session.school_id, pupils=expected):
        on_leave = leaves.covers(pupil.id, on)
        default = Attendance.LEAVE if on_leave else Attendance.PRESENT
        lines.append(RollLine(pupil, names.get(pupil.id, ""), roll.get(pupil.id, default), on_leave))
    return lines


def _alerts(row: Session, closed: frozenset[str], cleared: frozenset[UUID]) -> Iterable[str]:
    """What would keep a session from starting, said in the morning (processes.md 7.1)."""
    if row.state == SessionState.CANCELLED:
        if row.instead in WATCHED and row.carer_id is None and not row.joined_id:
            yield "还没有安排看护教师"
        return
    if row.leader_id is None:
        yield "还没有安排教师"
    elif row.leader_id not in cleared:
        yield "教师没有通过背景审查，或已经到期"
    if row.room in closed:
        yield "教室有严重隐患，已停用"
