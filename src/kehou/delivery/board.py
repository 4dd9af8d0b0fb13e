"""The custody board: where every child of the afternoon is, and the red column that must be empty (A10.8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.delivery.custody import expected_on, sessions_of_day
from kehou.delivery.facts import ChildDay, Custody
from kehou.delivery.instead import Moved, moved_on
from kehou.delivery.models import DayClosing, Session
from kehou.delivery.whereabouts import WAITING, Spot, handed_over_on, whereabouts
from kehou.enrolment.public import members_on
from kehou.kernel.places import Place
from kehou.platform.database.questions import question, together
from kehou.registry.public import (
    ClassInfo,
    PupilInfo,
    asked_names,
    class_ids_of,
    classes_of,
    names_of,
    pupils_of,
)

TAKEN = frozenset({Custody.COURSE, Custody.GATE, Custody.HOME})
COLUMNS = (Custody.CLASS, Custody.COURSE, Custody.GATE, Custody.HOME, Custody.AWAY)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One class: how many of its children are in each column."""

    class_name: str
    counts: tuple[int, ...]
    lost: int


@dataclass(frozen=True, slots=True)
class Lost:
    """One child of the red column."""

    pupil: PupilInfo
    name: str
    is_alarm: bool
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Board:
    """A school's afternoon at one moment."""

    rows: tuple[BoardRow, ...]
    totals: tuple[int, ...]
    lost: tuple[Lost, ...]
    child_count: int
    is_closed: bool
    handed: int
    taken: int

    @property
    def may_close(self) -> bool:
        """Whether everybody is home or explained."""
        return not self.lost and not any(self.totals[:3]) and not self.is_closed


@dataclass(frozen=True, slots=True)
class GateChild:
    """One child that has not gone home yet, for the gate."""

    pupil: PupilInfo
    name: str
    course: str
    done: bool


def board_of(place: Place, term_id: UUID, *, on: date) -> Board:
    """The board with a fixed number of queries; only the children of the red column are named."""
    spots, folded = whereabouts(place.school, on, expected=expected_on(place.school, term_id, on))
    handed, class_of = handed_over_on(place.school, on), class_ids_of(place.school)
    counts = Counter((class_of.get(pupil), spot.custody) for pupil, spot in spots.items())
    totals: Counter[Custody] = Counter()
    for (_, custody), count in counts.items():
        totals[custody] += count
    joined = {class_id for class_id, _ in counts}
    return Board(
        rows=tuple(_row(one, counts) for one in classes_of(place.school) if one.id in joined),
        totals=tuple(totals[column] for column in COLUMNS),
        lost=_lost(place, folded) if totals[Custody.UNACCOUNTED] else (),
        child_count=len(spots),
        is_closed=DayClosing.objects.filter(school_id=place.school, day_date=on).exists(),
        handed=len(handed),
        taken=sum(spots[pupil].custody in TAKEN for pupil in handed),
    )


def kept_on(place: Place, term_id: UUID, *, on: date) -> Mapping[UUID, Moved]:
    """Those who are kept instead of a cancelled session and have no other one that day."""
    moved = moved_on(place.school, term_id, on)
    if not moved:
        return {}
    groups = set(sessions_of_day(place.school, on).values_list("group_id", flat=True))
    held = members_on(place.school, term_id, on=on, groups=groups, among=moved.keys())
    return {pupil: rows[-1] for pupil, rows in moved.items() if pupil not in held}


def waiting_at(place: Place, *, on: date, kept: Mapping[UUID, Moved]) -> dict[UUID, Spot]:
    """The children who have not gone home yet, with where they are: it takes a mark to be here, but for those
    who are ``kept`` instead of a cancelled session."""
    spots = whereabouts(place.school, on, expected=kept.keys()).spots
    return {
        pupil: spot
        for pupil, spot in spots.items()
        if spot.custody in WAITING or (spot.custody is Custody.CLASS and pupil in kept)
    }


def at_gate(
    place: Place,
    pupils: Sequence[PupilInfo],
    waiting: Mapping[UUID, Spot],
    *,
    on: date,
    now: datetime,
    kept: Mapping[UUID, Moved],
) -> list[GateChild]:
    """Some of those who are still here, by class; those whose last session is over come first."""
    sessions = _titles(school_id=place.school, on=on)
    named = asked_names(pupil.id for pupil in pupils)
    together(sessions, named)
    known, names = {row: (title, ends) for row, title, ends in sessions.answer}, named.answer
    found = []
    for pupil in pupils:
        session, moved = waiting[pupil.id].session_id, kept.get(pupil.id)
        title, ends = known.get(session, ("", now)) if session else ("", now)
        done = ends <= now
        if moved and session in (None, moved.session.id):
            title, done = f"{moved.session.title}看护", not moved.is_early(now)
        found.append(GateChild(pupil, names.get(pupil.id, ""), title, done))
    return sorted(found, key=lambda one: (not one.done, one.pupil.grade, one.pupil.class_name))


@question
def _titles(school_id: UUID, on: date) -> QuerySet[Session, Any]:
    rows = Session.objects.filter(school_id=school_id, session_date=on)
    return rows.values_list("id", "title", "ends_at")


def _row(one: ClassInfo, counts: Counter[tuple[UUID | None, Custody]]) -> BoardRow:
    numbers = tuple(counts[one.id, column] for column in COLUMNS)
    return BoardRow(one.name, numbers, counts[one.id, Custody.UNACCOUNTED])


def _lost(place: Place, children: Mapping[UUID, ChildDay]) -> tuple[Lost, ...]:
    missing = [pupil for pupil, child in children.items() if child.custody is Custody.UNACCOUNTED]
    names = names_of(missing)
    rows = [
        Lost(pupil, names.get(pupil.id, ""), children[pupil.id].is_alarm, children[pupil.id].since)
        for pupil in pupils_of(place.school, pupils=missing)
    ]
    return tuple(sorted(rows, key=lambda row: (not row.is_alarm, row.pupil.class_name, row.name)))
