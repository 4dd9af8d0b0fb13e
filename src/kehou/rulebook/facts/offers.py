"""What a timetable offers: slots with their courses, and the days and weeks of each grade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from kehou.rulebook.facts.bell import minute_of
from kehou.rulebook.facts.courses import Category, CourseFacts, CourseKind, Domain, SlotFacts, TimedPart

SUBJECT, X, PE = CourseKind.SUBJECT, CourseKind.X, Domain.PE  # looked up once: they are asked for often
SHAPES_KEPT = 4_096

Stretch = tuple[int, int]
"""A stretch of a day as minutes of the day, half-open."""


def covered_minutes(stretches: Iterable[Stretch]) -> int:
    """Minutes that lie in at least one of the stretches."""
    covered, past = 0, 0
    for start, end in sorted(stretches):
        if end > past:
            covered += end - max(start, past)
            past = end
    return covered


KindStretch = tuple[CourseKind, Stretch]


class TimedSlot(NamedTuple):
    """A slot with its course, its times as minutes of the day and its path as a subject of verdicts.

    ``minutes`` are those of service, breaks left out; ``stretches`` are the same time by kind.
    ``parts_fit`` is whether the timed parts of the course, if it has any, fill them.
    """

    slot: SlotFacts
    course: CourseFacts
    path: str
    starts: int
    ends: int
    minutes: int
    stretches: tuple[KindStretch, ...]
    parts_fit: bool

    @property
    def is_ordinary(self) -> bool:
        """Whether the slot is after-school service proper, not extended care or a kind that is refused."""
        return self.course.category is Category.ORDINARY


def timed_slot(slot: SlotFacts, course: CourseFacts) -> TimedSlot:
    """A slot laid out. Parts that do not fill it leave all of it to subject tutoring (A5.11)."""
    starts, ends, parts = minute_of(slot.starts), minute_of(slot.ends), course.parts
    minutes = ends - starts - slot.break_minutes
    parts_fit = not parts or sum(part.minutes for part in parts) == minutes
    if parts and parts_fit:
        stretches = tuple(_in_turn(parts, starts))
    else:
        kind = SUBJECT if parts else course.kind
        stretches = ((kind, (starts, starts + minutes)),)
    return TimedSlot(slot, course, f"slot/{slot.key}", starts, ends, minutes, stretches, parts_fit)


def _in_turn(parts: Iterable[TimedPart], start: int) -> Iterator[KindStretch]:
    for part in parts:
        yield part.kind, (start, start + part.minutes)
        start += part.minutes


class GradeDay(NamedTuple):
    """What one grade is offered on one kind of day: its ordinary slots by start, and minutes by the clock.

    Courses side by side count once: the share of a kind is a share of time, however many rooms there are.
    ``room_minutes`` counts room by room; ``spans`` are the different times of the slots; ``pe_minutes`` is
    the longest slot of PE.
    """

    grade: int
    weekday: int
    slots: tuple[TimedSlot, ...]
    spans: frozenset[Stretch]
    ends: int
    minutes: int
    subject_minutes: int
    x_minutes: int
    pe_minutes: int
    room_minutes: int

    @property
    def starts(self) -> int:
        """When the first slot starts."""
        return self.slots[0].starts


@lru_cache(maxsize=SHAPES_KEPT)
def _clocked(pieces: frozenset[tuple[KindStretch, ...]]) -> tuple[int, int, int]:
    """Minutes by the clock of subject tutoring, of X, and of either, in slots with such stretches."""
    stretches = [stretch for piece in pieces for stretch in piece]
    subject = [stretch for kind, stretch in stretches if kind is SUBJECT]
    x = [stretch for kind, stretch in stretches if kind is X]
    return covered_minutes(subject), covered_minutes(x), covered_minutes((*subject, *x))


def grade_day(grade: int, weekday: int, slots: Sequence[TimedSlot]) -> GradeDay:
    """The day of one grade over its ordinary slots, given by start; at least one."""
    subject, x, both = _clocked(frozenset([timed.stretches for timed in slots]))
    spans = frozenset([(timed.starts, timed.ends) for timed in slots])
    exercise = [timed.minutes for timed in slots if timed.course.domain == PE]
    return GradeDay(
        grade=grade,
        weekday=weekday,
        slots=tuple(slots),
        spans=spans,
        ends=max([timed.ends for timed in slots]),
        minutes=both,
        subject_minutes=subject,
        x_minutes=x,
        pe_minutes=max(exercise, default=0),
        room_minutes=sum([timed.minutes for timed in slots]),
    )


@dataclass(slots=True)
class GradeWeek:
    """What one grade is offered in weeks that look alike; ``weeks`` are their numbers.

    ``is_known`` is False where a day of the week lies past the known calendars.
    """

    grade: int
    school_day_count: int
    is_known: bool
    subject_minutes: int
    x_minutes: int
    days: tuple[GradeDay, ...]
    weeks: list[int] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """The base of the share: minutes of both kinds (A5.11)."""
        return self.subject_minutes + self.x_minutes


DayOffer = dict[int, GradeDay]
"""What each grade is offered on one day."""
