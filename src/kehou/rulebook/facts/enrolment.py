"""Facts about wishes, places in the service and groups (A2.4, A3.3, A3.4, A7.8)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kehou.kernel.ids import CourseId, PupilId, RunId, SchoolId, SlotId


class Presence(StrEnum):
    """Whether a pupil is at this school (A3.3)."""

    ON_ROLL = "on_roll"
    ROLL_PENDING = "roll_pending"  # attends here; the roll is still to be moved
    LEFT = "left"
    ELSEWHERE = "elsewhere"


class Chooser(StrEnum):
    """Who made a choice. A paper slip signed by the family counts as the family's."""

    GUARDIAN = "guardian"
    CARER = "carer"
    PUPIL = "pupil"
    STAFF = "staff"


class GroupBasis(StrEnum):
    """By what the members of a group were put together."""

    CHOICE = "choice"
    CLASS = "class"
    EXAM_RANK = "exam_rank"


class TurningAwayGround(StrEnum):
    """Why a school turns a pupil away."""

    NO_SEAT = "no_seat"
    NOT_AT_SCHOOL = "not_at_school"
    GRADE = "grade"
    CLASH = "clash"
    DISABILITY = "disability"
    AID_STATUS = "aid_status"
    ARREARS = "arrears"


@dataclass(frozen=True, slots=True)
class ApplicantFacts:
    """A pupil at the moment a family asks for the service.

    ``applicants_only`` is whether the school was opened by single applications alone (A7.12), and
    ``own_application`` whether this pupil has one.
    """

    school_id: SchoolId
    plan_school_id: SchoolId
    presence: Presence
    grade: int
    applicants_only: bool = False
    own_application: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """A family's wish for one slot: ranked courses, and who entered it."""

    pupil_id: PupilId
    slot_id: SlotId
    courses: tuple[CourseId, ...]
    chooser: Chooser


@dataclass(frozen=True, slots=True)
class Seat:
    """A pupil's place in one course in one slot."""

    pupil_id: PupilId
    slot_id: SlotId
    course_id: CourseId


@dataclass(frozen=True, slots=True)
class PlacementFacts:
    """The outcome of a placement over the closed list of wishes.

    ``priority`` are the pupils of A3.4; nothing of it may leave the rules. ``fallback`` are the
    homework rooms, open to everyone who wished for the slot.
    """

    wishes: tuple[Wish, ...]
    seats: tuple[Seat, ...]
    priority: frozenset[PupilId]
    fallback: frozenset[CourseId] = frozenset()


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """One group of one course in one slot, with the grade of each member."""

    key: str
    domain: str
    is_subject: bool
    basis: GroupBasis
    member_grades: tuple[int, ...]
    school_pupil_count: int


@dataclass(frozen=True, slots=True)
class JoinedGroup:
    """A group with the children of a cancelled one in it, for one afternoon.

    ``member_grades`` has the grade of each child of both. ``planned_places`` is how many the group was
    planned for, which its room and its leader answer for.
    """

    domain: str
    member_grades: tuple[int, ...]
    planned_places: int
    school_pupil_count: int


@dataclass(frozen=True, slots=True)
class RerunFacts:
    """A placement run that is to be started after earlier runs over the same slots.

    ``reason`` and ``recorded`` say why it is run again and that the earlier result stays on file.
    """

    earlier_runs: tuple[RunId, ...]
    reason: str = ""
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class TurningAway:
    """A school's refusal to take a pupil into the service."""

    ground: TurningAwayGround


@dataclass(frozen=True, slots=True)
class WayOfChoosing:
    """How a school wants to give places: by the draw, or in order of arrival.

    ``arrival_minutes`` is how long families may come to the waiting room before the opening; whoever comes
    within it has an equal chance of the first turn.
    """

    first_come: bool
    arrival_minutes: int = 0
