"""Clashes of a timetable, and the fewest changes that would end them (A6.2). The model is pure.

A leader cannot be in two places at once, nor two courses in one room. ``questions`` says who and what may be
taken instead and how much each costs; ``kehou.plans.solving`` finds the cheapest answer without a clash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from kehou.plans.facts import PlanContent
from kehou.rulebook.facts.courses import LeaderFacts, SlotFacts

KEPT, SAME_COURSE, ANOTHER, OPEN = 0, 2, 5, 40  # what it costs; "still open" only where nothing else is left


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person or a room that could be taken for a slot; empty is "not settled yet"."""

    value: str
    cost: int


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be settled for one slot: who leads it, or where it is."""

    slot_key: str
    is_room: bool
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """All questions, and the pairs of slots that are held at one time."""

    questions: tuple[Question, ...]
    together: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another leader or room for one slot."""

    slot_key: str
    is_room: bool
    now: str
    instead: str


def clashing(slots: Sequence[SlotFacts]) -> list[tuple[SlotFacts, SlotFacts]]:
    """The pairs of slots that take one person or one room at one time."""
    return [
        (one, other)
        for one, other in _at_one_time(slots)
        if _shares(one.leader_key, other.leader_key) or _shares(one.room, other.room)
    ]


def model_of(content: PlanContent) -> Model:
    """The model of a plan's week."""
    rooms = sorted({slot.room for slot in content.slots if slot.room})
    asked: list[Question] = []
    for slot in content.slots:
        if slot.leader_key:
            asked.append(Question(slot.key, False, tuple(_leaders(slot, content))))
        if slot.room:
            asked.append(Question(slot.key, True, tuple(_rooms(slot, rooms))))
    pairs = frozenset((one.key, other.key) for one, other in _at_one_time(content.slots))
    return Model(tuple(asked), pairs)


def suggestions(content: PlanContent, answers: dict[tuple[str, bool], str]) -> list[Suggestion]:
    """What the answers change, in order of the week."""
    found = []
    for slot in sorted(content.slots, key=lambda each: (each.weekday, each.starts, each.key)):
        for is_room, now in ((False, slot.leader_key or ""), (True, slot.room)):
            instead = answers.get((slot.key, is_room), now)
            if instead != now:
                found.append(Suggestion(slot.key, is_room, now, instead))
    return found


def accepted(content: PlanContent, chosen: Sequence[Suggestion]) -> PlanContent:
    """The content with some suggestions taken over."""
    leaders = {each.slot_key: each.instead for each in chosen if not each.is_room}
    rooms = {each.slot_key: each.instead for each in chosen if each.is_room}
    slots = tuple(
        replace(
            slot,
            leader_key=leaders.get(slot.key, slot.leader_key or "") or None,
            room=rooms.get(slot.key, slot.room),
        )
        for slot in content.slots
    )
    return replace(content, slots=slots)


def _at_one_time(slots: Sequence[SlotFacts]) -> Iterator[tuple[SlotFacts, SlotFacts]]:
    for one, other in combinations(slots, 2):
        same_time = one.weekday == other.weekday and one.starts < other.ends and other.starts < one.ends
        apart = one.weeks is not None and other.weeks is not None and not one.weeks & other.weeks
        if same_time and not apart:
            yield one, other


def _shares(one: str | None, other: str | None) -> bool:
    return bool(one) and one == other


def _leaders(slot: SlotFacts, content: PlanContent) -> Iterator[Candidate]:
    """Who leads it; then those of the same kind who are free and willing, the course's own leaders first."""
    kind = {leader.key: leader.kind for leader in content.leaders}
    course = {each.leader_key for each in content.slots if each.course_key == slot.course_key}
    for leader in content.leaders:
        if leader.key == slot.leader_key:
            yield Candidate(leader.key, KEPT)
        elif leader.kind == kind.get(slot.leader_key or "") and leader.willing and not _busy(leader, slot):
            yield Candidate(leader.key, SAME_COURSE if leader.key in course else ANOTHER)
    if slot.leader_key not in kind:
        yield Candidate(slot.leader_key or "", KEPT)
    yield Candidate("", OPEN)


def _busy(leader: LeaderFacts, slot: SlotFacts) -> bool:
    return any(
        duty.weekday == slot.weekday and duty.starts < slot.ends and slot.starts < duty.ends
        for duty in leader.busy
    )


def _rooms(slot: SlotFacts, rooms: Sequence[str]) -> Iterator[Candidate]:
    for room in rooms:
        yield Candidate(room, KEPT if room == slot.room else ANOTHER)
    yield Candidate("", OPEN)
