"""Folding marks into states. Pure: any order and any repetition of the same marks gives the same answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from kehou.delivery.facts import Attendance, ChildDay, Custody, DayFold, Mark, MarkKind

IN_CLASS = ChildDay(Custody.CLASS)
_WEIGHT = {kind: place for place, kind in enumerate(MarkKind)}
_ROLL = {
    MarkKind.PRESENT: Attendance.PRESENT,
    MarkKind.LEAVE: Attendance.LEAVE,
    MarkKind.ABSENT: Attendance.ABSENT,
}


def fold_day(expected: Iterable[UUID], marks: Iterable[Mark]) -> DayFold:
    """What an afternoon's marks add up to, for those who were expected and whoever else turned up.

    Marks count in the order of their device's time; of two at the same moment the later kind of
    ``MarkKind`` counts last, and of two of one kind the greater client id.
    """
    counted = in_order(marks)
    return DayFold(places_of(expected, counted), _rolls(counted))


def places_of(expected: Iterable[UUID], counted: Iterable[Mark]) -> dict[UUID, ChildDay]:
    """Where the children of ``fold_day`` are, from marks that are already ``in_order``."""
    children = dict.fromkeys(expected, IN_CLASS)
    for mark in counted:
        children[mark.pupil_id] = apply_mark(children.get(mark.pupil_id, IN_CLASS), mark)
    return children


def rolls_in(marks: Iterable[Mark]) -> dict[tuple[UUID, UUID], Attendance]:
    """What the rolls of some marks say, by session and pupil, without where each child is now."""
    return _rolls(in_order(marks))


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """Each mark once, without those taken back, in the order in which they count."""
    once: dict[int, Mark] = {}
    for mark in sorted(marks, key=_place):
        first = once.setdefault(mark.client_id.int, mark)
        if first is not mark and _place(first) == _place(mark):
            once[mark.client_id.int] = min(first, mark, key=_rest)
    made = list(once.values())
    void = {(mark.voids, mark.pupil_id) for mark in made if mark.kind is MarkKind.VOID}
    if not void:
        return made
    return [
        mark
        for mark in made
        if mark.kind is not MarkKind.VOID and (mark.client_id, mark.pupil_id) not in void
    ]


def apply_mark(before: ChildDay, mark: Mark) -> ChildDay:
    """A child's state after one more mark."""
    return _APPLY[mark.kind](before, mark)


def _rolls(counted: Iterable[Mark]) -> dict[tuple[UUID, UUID], Attendance]:
    return {
        (mark.session_id, mark.pupil_id): _ROLL[mark.kind]
        for mark in counted
        if mark.kind in _ROLL and mark.session_id
    }


def _place(mark: Mark) -> tuple[object, ...]:
    return mark.device_at, _WEIGHT[mark.kind], mark.client_id.int, mark.pupil_id.int


def _rest(mark: Mark) -> tuple[str, ...]:
    """What tells two marks apart that one device sent under one number: any fixed order will do."""
    return str(mark.session_id), str(mark.voids), str(mark.way), str(mark.to_person_id)


def _taken(before: ChildDay, mark: Mark) -> ChildDay:
    """The leader has the child."""
    session = mark.session_id or before.session_id
    return ChildDay(Custody.COURSE, session, mark.device_at, seen=True)


def _handed_over(before: ChildDay, mark: Mark) -> ChildDay:
    """The child was at the last lesson. One that a leader has already stays there."""
    if before.custody in (Custody.CLASS, Custody.AWAY, Custody.UNACCOUNTED):
        return ChildDay(Custody.CLASS, since=mark.device_at, seen=True)
    return before


def _away(before: ChildDay, mark: Mark) -> ChildDay:
    """Not at school today, which nobody can be who was in the school's hands this afternoon."""
    if before.custody is Custody.HOME:
        return before
    if before.seen:
        return replace(before, custody=Custody.UNACCOUNTED, since=mark.device_at)
    return ChildDay(Custody.AWAY, since=mark.device_at, whole_day=True)


def _on_leave(before: ChildDay, mark: Mark) -> ChildDay:
    """On leave from one session. A child that the school still had must have been let go to somebody."""
    if before.custody is Custody.HOME:
        return before
    if before.seen:
        return replace(before, custody=Custody.UNACCOUNTED, since=mark.device_at)
    return ChildDay(Custody.AWAY, mark.session_id, mark.device_at, whole_day=before.whole_day)


def _absent(before: ChildDay, mark: Mark) -> ChildDay:
    """Not here. Known to be at home or away for the day, or else not accounted for."""
    if before.custody is Custody.HOME or (before.custody is Custody.AWAY and before.whole_day):
        return before
    return replace(before, custody=Custody.UNACCOUNTED, since=mark.device_at, whole_day=False)


def _explained(before: ChildDay, mark: Mark) -> ChildDay:
    if before.custody is not Custody.UNACCOUNTED:
        return before
    return ChildDay(Custody.AWAY, since=mark.device_at, whole_day=True)


def _at_gate(before: ChildDay, mark: Mark) -> ChildDay:
    return ChildDay(Custody.GATE, before.session_id, mark.device_at, seen=True)


def _released(before: ChildDay, mark: Mark) -> ChildDay:
    return ChildDay(
        Custody.HOME, before.session_id, mark.device_at, way=mark.way, to_person_id=mark.to_person_id
    )


def _unchanged(before: ChildDay, _mark: Mark) -> ChildDay:
    return before


_APPLY: Mapping[MarkKind, Callable[[ChildDay, Mark], ChildDay]] = {
    MarkKind.AWAY: _away,
    MarkKind.HANDED_OVER: _handed_over,
    MarkKind.PRESENT: _taken,
    MarkKind.LEAVE: _on_leave,
    MarkKind.ABSENT: _absent,
    MarkKind.FOUND: _taken,
    MarkKind.EXPLAINED: _explained,
    MarkKind.AT_GATE: _at_gate,
    MarkKind.RELEASED: _released,
    MarkKind.VOID: _unchanged,
}
