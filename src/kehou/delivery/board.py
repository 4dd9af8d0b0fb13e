"""The custody board: where every child of the afternoon is, and the red column that must be empty (A10.8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kehou.delivery.custody import expected_on, fold_of
from kehou.delivery.facts import ChildDay, Custody, DayFold, MarkKind
from kehou.delivery.folding import fold_day, in_order
from kehou.delivery.models import DayClosing, Session
from kehou.delivery.rolls import marks_of_day
from kehou.kernel.places import Place
from kehou.registry.public import PupilInfo, names_of, pupils_of

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


WAITING = (Custody.COURSE, Custody.GATE)


@dataclass(frozen=True, slots=True)
class GateChild:
    """One child that has not gone home yet, for the gate."""

    pupil: PupilInfo
    name: str
    child: ChildDay
    course: str
    done: bool


def board_of(place: Place, term_id: UUID, *, on: date) -> Board:
    """The board with a fixed number of queries; only the children of the red column are named."""
    marks = marks_of_day(place.school, on)
    fold = fold_day(expected_on(place.school, term_id, on), marks)
    over = [mark for mark in marks if mark.kind in (MarkKind.HANDED_OVER, MarkKind.VOID)]
    handed = {mark.pupil_id for mark in in_order(over)}
    pupils = {pupil.id: pupil for pupil in pupils_of(place.school) if pupil.id in fold.children}
    counts: dict[str, Counter[Custody]] = {}
    for pupil in pupils.values():
        counts.setdefault(pupil.class_name, Counter())[fold.children[pupil.id].custody] += 1
    rows = tuple(
        BoardRow(name, tuple(count[column] for column in COLUMNS), count[Custody.UNACCOUNTED])
        for name, count in counts.items()
    )
    return Board(
        rows=rows,
        totals=tuple(len(fold.in_state(column)) for column in COLUMNS),
        lost=_lost(fold, pupils),
        child_count=len(fold.children),
        is_closed=DayClosing.objects.filter(school_id=place.school, day_date=on).exists(),
        handed=len(handed),
        taken=sum(fold.children[pupil].custody in TAKEN for pupil in handed),
    )


def still_here(place: Place, term_id: UUID, *, on: date) -> list[tuple[PupilInfo, ChildDay]]:
    """The children who have not gone home yet, by class, with where they are."""
    children = fold_of(place.school, term_id, on).children
    here = {pupil: child for pupil, child in children.items() if child.custody in WAITING}
    return [(pupil, here[pupil.id]) for pupil in pupils_of(place.school) if pupil.id in here] if here else []


def at_gate(
    place: Place, waiting: Sequence[tuple[PupilInfo, ChildDay]], *, on: date, now: datetime
) -> list[GateChild]:
    """Some of those who are still here, by class; those whose last session is over come first."""
    sessions = {row.id: row for row in Session.objects.filter(school_id=place.school, session_date=on)}
    names = names_of(pupil.id for pupil, _ in waiting)
    found = []
    for pupil, child in waiting:
        session = sessions.get(child.session_id) if child.session_id else None
        done = session is None or session.ends_at <= now
        found.append(GateChild(pupil, names.get(pupil.id, ""), child, session.title if session else "", done))
    return sorted(found, key=lambda one: (not one.done, one.pupil.grade, one.pupil.class_name))


def _lost(fold: DayFold, pupils: Mapping[UUID, PupilInfo]) -> tuple[Lost, ...]:
    missing = fold.in_state(Custody.UNACCOUNTED)
    names = names_of(missing)
    rows = [
        Lost(pupils[pupil], names.get(pupil, ""), fold.children[pupil].is_alarm, fold.children[pupil].since)
        for pupil in missing
        if pupil in pupils
    ]
    return tuple(sorted(rows, key=lambda row: (not row.is_alarm, row.pupil.class_name, row.name)))
