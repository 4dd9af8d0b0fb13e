"""Facts about sessions as they were held (A5.4 to A5.6, A5.11, A5.16)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from kehou.kernel.ids import PupilId
from kehou.rulebook.facts.bell import minute_of
from kehou.rulebook.facts.courses import Category, CourseKind, Mode
from kehou.rulebook.facts.offers import Stretch


class Homework(StrEnum):
    """What kind of homework was set at the end of a session (A5.16)."""

    NONE = "none"
    ORAL = "oral"
    PRACTICAL = "practical"
    WRITTEN = "written"


class SessionState(StrEnum):
    """What became of a planned session."""

    DELIVERED = "delivered"
    SHORTENED = "shortened"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One session as its log tells it.

    ``subject_minutes`` and ``x_minutes`` are what was delivered of each kind, breaks left out; of a hybrid
    session the subject part is taken to come first.
    ``class_share`` is (present of the class, size of the class) where the group is one administrative
    class, else None. ``coming_lessons`` are the titles of the next lessons in the teaching progress.
    """

    key: str
    slot_key: str
    held_on: date
    starts: time
    grades: frozenset[int]
    kind: CourseKind
    mode: Mode
    planned_minutes: int
    subject_minutes: int = 0
    x_minutes: int = 0
    state: SessionState = SessionState.DELIVERED
    category: Category = Category.ORDINARY
    domain: str | None = None
    topic: str = ""
    content: str = ""
    homework: Homework = Homework.NONE
    is_outdoor: bool = False
    class_share: tuple[int, int] | None = None
    coming_lessons: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether the session is in the base of the X share: held, and after-school service proper."""
        return self.state is not SessionState.CANCELLED and self.category is Category.ORDINARY

    def stretches(self) -> Iterator[tuple[CourseKind, Stretch]]:
        """The session's time by kind, as minutes of its day."""
        start = minute_of(self.starts)
        past_subject = start + self.subject_minutes
        yield CourseKind.SUBJECT, (start, past_subject)
        yield CourseKind.X, (past_subject, past_subject + self.x_minutes)

    @property
    def delivered_minutes(self) -> int:
        """Minutes of service that took place; none of a cancelled session."""
        return 0 if self.state is SessionState.CANCELLED else self.subject_minutes + self.x_minutes


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """What one grade was given in one week, and which of it each pupil attended (A5.11, A5.13).

    ``attended`` maps a pupil to the keys of the sessions attended.
    """

    grade: int
    monday: date
    school_day_count: int
    sessions: tuple[SessionFacts, ...]
    attended: Mapping[PupilId, frozenset[str]] = field(default_factory=dict)
