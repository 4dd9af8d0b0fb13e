"""Facts about the bell schedule: lessons, lunch, breaks, and each class's PE lessons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time


def minute_of(moment: time) -> int:
    """The minute of the day at which a time falls."""
    return moment.hour * 60 + moment.minute


@dataclass(frozen=True, slots=True)
class BellSchedule:
    """One day's order as it stands in writing.

    ``last_lesson_ends`` maps a weekday (Monday 0) to the end of the last lesson; ``breaks_minutes`` are
    the breaks between lessons in their order. A school without lunch rest leaves the lunch out.
    """

    last_lesson_ends: Mapping[int, time]
    lunch_starts: time | None = None
    lunch_ends: time | None = None
    breaks_minutes: tuple[int, ...] = ()

    @property
    def lunch_minutes(self) -> int:
        """How long lunch and lunch rest last; 0 without one."""
        if self.lunch_starts is None or self.lunch_ends is None:
            return 0
        return minute_of(self.lunch_ends) - minute_of(self.lunch_starts)


@dataclass(frozen=True, slots=True)
class BellFacts:
    """The schedule of one grade under the plan, and the one in force before it (A4.10, A4.11).

    ``baseline`` is None for a school that opens. ``weekly_lessons`` counts what the timetable gives and
    ``prescribed_lessons`` what the curriculum asks for; None where nobody entered them.
    """

    grade: int
    schedule: BellSchedule
    baseline: BellSchedule | None = None
    weekly_lessons: int | None = None
    prescribed_lessons: int | None = None


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """An administrative class and the weekdays on which it has a PE lesson (A5.14).

    ``pe_weekdays`` is None where the class timetable was not entered.
    """

    class_code: str
    pupil_count: int = 0
    pe_weekdays: frozenset[int] | None = None
