"""What a timetable offers: slots with their courses, and the days and weeks of each grade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from kehou.rulebook.facts.courses import Category, CourseFacts, CourseKind, SlotFacts

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


@dataclass(frozen=True, slots=True)
class TimedSlot:
    """A slot with its course, its times as minutes of the day and its path as a subject of verdicts."""

    slot: SlotFacts
    course: CourseFacts
    starts: int
    ends: int
    path: str

    @property
    def is_ordinary(self) -> bool:
        """Whether the slot is after-school service proper, not extended care or a kind that is refused."""
        return self.course.category is Category.ORDINARY

    @property
    def parts_fit(self) -> bool:
        """Whether the timed parts of the course, if it has any, fill the slot's minutes of service."""
        parts = self.course.parts
        return not parts or sum(part.minutes for part in parts) == self.slot.minutes

    def stretches(self) -> Iterator[tuple[CourseKind, Stretch]]:
        """The slot's time by kind. Parts that do not fill it leave it all to subject tutoring (A5.11)."""
        course, start = self.course, self.starts
        if not course.parts:
            yield course.kind, (start, start + self.slot.minutes)
        elif not self.parts_fit:
            yield CourseKind.SUBJECT, (start, start + self.slot.minutes)
        else:
            for part in course.parts:
                yield part.kind, (start, start + part.minutes)
                start += part.minutes


@dataclass(frozen=True, slots=True)
class GradeDay:
    """What one grade is offered on one kind of day: its ordinary slots by start, and minutes by the clock.

    Courses side by side count once: the share of a kind is a share of time, however many rooms there are.
    """

    grade: int
    weekday: int
    slots: tuple[TimedSlot, ...]
    starts: int
    ends: int
    minutes: int
    subject_minutes: int
    x_minutes: int


def grade_day(grade: int, weekday: int, slots: Sequence[TimedSlot]) -> GradeDay:
    """The day of one grade over its ordinary slots, given by start; at least one."""
    pieces = [piece for timed in slots for piece in timed.stretches()]
    return GradeDay(
        grade=grade,
        weekday=weekday,
        slots=tuple(slots),
        starts=slots[0].starts,
        ends=max(timed.ends for timed in slots),
        minutes=covered_minutes(stretch for _, stretch in pieces),
        subject_minutes=covered_minutes(stretch for kind, stretch in pieces if kind is CourseKind.SUBJECT),
        x_minutes=covered_minutes(stretch for kind, stretch in pieces if kind is CourseKind.X),
    )


@dataclass(frozen=True, slots=True)
class TermDay:
    """One day of the service; ``teaches`` is None past the known calendars."""

    day: date
    week: int
    teaches: bool | None


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
