"""Facts about a school's plan (实施方案): all that the rules judge before a term."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from uuid import UUID

from kehou.kernel.actor import Role
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.ids import PersonId, PlanVersionId
from kehou.rulebook.facts.bell import BellFacts, ClassFacts
from kehou.rulebook.facts.courses import CourseFacts, LeaderFacts, SlotFacts
from kehou.rulebook.facts.fees import FeeFacts
from kehou.rulebook.facts.school import SchoolFacts, TermFacts
from kehou.rulebook.facts.timetable import Timetable


@dataclass(frozen=True, slots=True)
class GradePlan:
    """One grade that the plan serves."""

    grade: int
    pupil_count: int = 0
    classes: tuple[ClassFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """A school bus, public bus or coach: departures from the school and riders by grade (A4.8)."""

    key: str
    departures: Mapping[int, tuple[time, ...]]
    riders: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class BoarderArrangement:
    """Where boarders who do not join are, and who is with them, on one weekday (A4.18)."""

    weekday: int
    starts: time
    ends: time
    place: str
    staff_key: str | None
    is_charged: bool = False
    is_lesson: bool = False


@dataclass(frozen=True, slots=True)
class CareRequest:
    """A family's request for extended care of a child with special needs (A4.17)."""

    key: str
    reason: str
    ends: time
    has_collector: bool


@dataclass(frozen=True, slots=True)
class InsurancePolicy:
    """The school's liability insurance (A10.3, A10.4); days inclusive.

    ``premium_charged`` is what pupils would pay for it.
    """

    covers_after_school: bool
    valid_from: date
    valid_to: date
    premium_charged: Fen = ZERO


@dataclass(frozen=True, slots=True)
class SafetyFacts:
    """The plan's safety annex (A10.1 to A10.12)."""

    safety_rules_date: date | None = None
    emergency_plan_date: date | None = None
    insurance: InsurancePolicy | None = None
    duty_sheets_missing: int = 0
    open_serious_hazards: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ExceptionFacts:
    """A recorded leave to depart from a statement that holds in principle, or a county's clearing of a doubt.

    It counts only if a county officer gave it, with a reason and a last day. ``subject`` narrows it to one
    part of the plan (``grade/3``, ``course/chess``); empty means the whole plan.
    """

    clause: str
    reason: str
    approver_role: Role
    approver_id: PersonId | None
    from_date: date
    to_date: date | None
    subject: str = ""

    def covers(self, clause: str, subject: str, on: date) -> bool:
        """Whether the leave is properly given and holds for a clause, a part and a day."""
        return self._is_proper(on) and self.clause == clause and self.subject in ("", subject)

    def _is_proper(self, on: date) -> bool:
        if self.approver_role is not Role.COUNTY_APPROVER or self.approver_id is None:
            return False
        return bool(self.reason.strip()) and self.to_date is not None and self.from_date <= on <= self.to_date


@dataclass(frozen=True, slots=True)
class PreviousVersion:
    """What an amendment or a new term's plan is compared with."""

    plan_version_id: PlanVersionId
    digest: str
    same_term: bool


@dataclass(frozen=True)  # not slotted: its timetable is laid out once and kept
class PlanFacts:
    """One version of one school's plan for one term, without a single name.

    ``leaders`` may be empty in July: names and rooms follow in August (practice.md 5).
    ``five_management`` are the filled items of the checklist of A2.9.
    """

    school: SchoolFacts
    term: TermFacts
    grades: tuple[GradePlan, ...]
    bells: tuple[BellFacts, ...]
    courses: tuple[CourseFacts, ...]
    slots: tuple[SlotFacts, ...]
    leaders: tuple[LeaderFacts, ...] = ()
    transport: tuple[RouteFacts, ...] = ()
    boarders: tuple[BoarderArrangement, ...] = ()
    care_requests: tuple[CareRequest, ...] = ()
    fees: FeeFacts = field(default_factory=FeeFacts)
    safety: SafetyFacts = field(default_factory=SafetyFacts)
    exceptions: tuple[ExceptionFacts, ...] = ()
    goals: str = ""
    complaint_channel: str = ""
    flexible_hours_rule: str = ""
    third_party_need: str = ""
    has_demand_survey: bool = False
    has_work_plan: bool = False
    five_management: frozenset[str] = frozenset()
    plan_version_id: UUID | None = None
    submitter_id: PersonId | None = None
    approver_id: PersonId | None = None
    previous: PreviousVersion | None = None

    @cached_property
    def timetable(self) -> Timetable:
        """The slots over the term. Raises BrokenPlan for a slot without a course."""
        return Timetable(self.term, {course.key: course for course in self.courses}, self.slots)

    @cached_property
    def bell_of(self) -> Mapping[int, BellFacts]:
        """The bell schedule of each grade that has one."""
        return {bell.grade: bell for bell in self.bells}

    @cached_property
    def course_texts(self) -> Mapping[str, str]:
        """All that is written about each course, by its key."""
        return {course.key: course.text for course in self.courses}

    @cached_property
    def written(self) -> str:
        """All that is written about all courses, to see at once which words occur at all."""
        return "\n".join(self.course_texts.values())

    @cached_property
    def words_found(self) -> dict[tuple[str, ...], tuple[tuple[CourseFacts, tuple[str, ...]], ...]]:
        """By word list, the courses that use words of it: kept by the rules that looked (A5.4, A5.9)."""
        return {}

    @cached_property
    def lesson_ends(self) -> Mapping[tuple[int, int], time]:
        """When the last lesson of a grade ends on a weekday, where somebody entered it (A4.3)."""
        return {
            (bell.grade, weekday): end
            for bell in self.bells
            for weekday, end in bell.schedule.last_lesson_ends.items()
        }

    def leave_for(self, clauses: Iterable[str], subject: str, days: Iterable[date]) -> ExceptionFacts | None:
        """A county's leave from one of the clauses that covers a part of the plan on all the days, if any."""
        needed = tuple(days)
        for leave in self.exceptions:
            if any(all(leave.covers(clause, subject, day) for day in needed) for clause in clauses):
                return leave
        return None
