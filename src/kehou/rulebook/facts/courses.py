"""Facts about courses, their weekly slots, and the people who lead them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from kehou.kernel.fen import ZERO, Fen
from kehou.rulebook.facts.bell import minute_of


class CourseKind(StrEnum):
    """The two sides of "1+X" (A5.7)."""

    SUBJECT = "subject"
    X = "x"


class ContentType(StrEnum):
    """What is done in subject tutoring. The first four are lawful (A5.8)."""

    HOMEWORK = "homework"
    MARKING = "marking"
    QA = "qa"
    EXTENSION = "extension"
    NEW_LESSON = "new_lesson"
    OTHER = "other"


class Domain(StrEnum):
    """The domains of X that A5.9 names; a county may add others by parameter."""

    MORAL = "moral"
    PE = "pe"
    ARTS = "arts"
    LABOUR = "labour"
    READING = "reading"
    SCIENCE = "science"
    INTEREST = "interest"
    CLUB = "club"


class Mode(StrEnum):
    """How a session is led (A5.6)."""

    SUPERVISE = "supervise"
    INDIVIDUAL = "individual"
    SMALL_GROUP = "small_group"
    LECTURE = "lecture"


class Category(StrEnum):
    """What a session is. Only the first and the last belong to after-school service (A4.5 to A4.7, A4.17)."""

    ORDINARY = "ordinary"
    EARLY_ARRIVAL = "early_arrival"
    NOON = "noon"
    EVENING_STUDY = "evening_study"
    WEEKEND = "weekend"
    VACATION = "vacation"
    EXTENDED_CARE = "extended_care"


class LeaderKind(StrEnum):
    """On whose side a leader stands (A6.1, A6.4 to A6.6)."""

    OWN = "own"
    SECONDED = "seconded"
    OUTSIDE = "outside"
    THIRD_PARTY = "third_party"


class OnlineMode(StrEnum):
    """What part an online resource plays (A6.18, A6.24)."""

    NONE = "none"
    RESOURCE_WITH_TEACHER = "resource_with_teacher"
    VENDOR_LIVE = "vendor_live"


@dataclass(frozen=True, slots=True)
class TimedPart:
    """A stretch of every session of a hybrid course, with the kind it counts as (A5.9)."""

    kind: CourseKind
    minutes: int


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """One course of a plan; ``key`` stays the same over all versions.

    ``content`` belongs to subject tutoring, ``domain`` to X: one of :class:`Domain`, or a value that the
    county added. ``by_class`` says that the group is an administrative class as a whole.
    ``resource_price`` is what a pupil would pay for an online resource (A6.23).
    """

    key: str
    title: str
    kind: CourseKind
    mode: Mode
    content: ContentType | None = None
    domain: str | None = None
    category: Category = Category.ORDINARY
    leader_kind: LeaderKind = LeaderKind.OWN
    provider_key: str | None = None
    description: str = ""
    outline: str = ""
    materials: tuple[str, ...] = ()
    why_here: str = ""
    capacity: int = 30
    minimum: int = 1
    by_class: bool = False
    requires_course: str | None = None
    is_outdoor: bool = False
    written_homework: bool = False
    online: OnlineMode = OnlineMode.NONE
    resource_price: Fen = ZERO
    parts: tuple[TimedPart, ...] = ()

    @property
    def has_subject_time(self) -> bool:
        """Whether any of the course's time is subject tutoring: all of it, or a timed part."""
        return self.kind is CourseKind.SUBJECT or any(part.kind is CourseKind.SUBJECT for part in self.parts)

    @property
    def text(self) -> str:
        """All that is written about the course, for the word lists (A5.4 to A5.6, A5.9)."""
        return "\n".join((self.title, self.description, self.outline, *self.materials))


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """A weekly time of one course; ``key`` stays the same over all versions.

    It is held on ``weekday`` (Monday 0) in each of ``weeks`` (None: all) that has a school day there,
    except on ``skipped_dates``; and on each of ``extra_dates``, whatever their weekday.
    ``break_minutes`` is rest inside the slot: it is neither service nor billed.
    """

    key: str
    course_key: str
    weekday: int
    starts: time
    ends: time
    grades: frozenset[int]
    break_minutes: int = 0
    weeks: frozenset[int] | None = None
    skipped_dates: frozenset[date] = frozenset()
    extra_dates: frozenset[date] = frozenset()
    leader_key: str | None = None
    supervisor_key: str | None = None
    room: str = ""

    @property
    def is_every_week(self) -> bool:
        """Whether the weekly slot leaves out no week and no date."""
        return self.weeks is None and not self.skipped_dates

    def is_held(self, day: date, week: int) -> bool:
        """Whether the weekly slot means a day, given with the number of its week."""
        return (self.weeks is None or week in self.weeks) and day not in self.skipped_dates

    @property
    def minutes(self) -> int:
        """Minutes of service: from start to end without the break inside (A4.15)."""
        return minute_of(self.ends) - minute_of(self.starts) - self.break_minutes


@dataclass(frozen=True, slots=True)
class LeaderFacts:
    """A person who leads or watches sessions, by an opaque key.

    ``willing`` is None where the person was not asked yet (A4.12). ``cleared_until`` is the last day on
    which all checks hold, None without clearance (A10.6). ``busy`` are the person's regular duties that
    may overlap no session (A6.2).
    """

    key: str
    kind: LeaderKind = LeaderKind.OWN
    willing: bool | None = None
    cleared_until: date | None = None
    county_approved: bool = False
    regular_lessons: int = 0
    busy: tuple[BusyTime, ...] = ()


@dataclass(frozen=True, slots=True)
class BusyTime:
    """A regular duty of a leader, every week."""

    weekday: int
    starts: time
    ends: time
