"""Article 5, what is reported and never blocks: variety, take-up, time outdoors (A5.2, A5.3, A5.12)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kehou.rulebook.engine import computes
from kehou.rulebook.facts.courses import CourseKind
from kehou.rulebook.facts.offers import GradeDay, covered_minutes
from kehou.rulebook.facts.plan import PlanFacts


@dataclass(frozen=True, slots=True)
class Variety:
    """How rich an offer is: courses of each kind, and the domains of X."""

    subject_courses: int
    x_courses: int
    domains: frozenset[str]


@dataclass(frozen=True, slots=True)
class VarietyChange:
    """What changed from one term's offer to the next."""

    x_courses: int
    domains_gained: frozenset[str]
    domains_lost: frozenset[str]


@dataclass(frozen=True, slots=True)
class TakeUp:
    """How a service is taken up. Each is None where nobody could. Never a measure of a teacher (A2.2)."""

    participation: Fraction | None
    retention: Fraction | None
    attendance: Fraction | None


@computes("A5.2")
def variety(plan: PlanFacts) -> Variety:
    """How many courses of each kind a plan has, and in which domains (A5.2)."""
    x = [course for course in plan.courses if course.kind is CourseKind.X]
    domains = frozenset(course.domain for course in x if course.domain)
    return Variety(len(plan.courses) - len(x), len(x), domains)


@computes("A5.2")
def variety_change(now: Variety, before: Variety) -> VarietyChange:
    """How the offer grew or shrank (A5.2)."""
    return VarietyChange(
        now.x_courses - before.x_courses, now.domains - before.domains, before.domains - now.domains
    )


@computes("A5.3")
def take_up(
    *, on_roll: int, enrolled: int, completed: int, expected_presences: int, presences: int
) -> TakeUp:
    """Participation, retention and attendance of a school's service over a term (A5.3)."""
    return TakeUp(
        _share(enrolled, on_roll), _share(completed, enrolled), _share(presences, expected_presences)
    )


@computes("A5.12")
def outdoor_share(plan: PlanFacts, grade: int) -> Fraction | None:
    """Of the time that a grade is offered over the term, how much has something outdoors (A5.12).

    None for a grade without service.
    """
    outdoors = minutes = 0
    for week in plan.timetable.grade_weeks:
        if week.grade == grade:
            outdoors += len(week.weeks) * sum(_outdoor_minutes(day) for day in week.days)
            minutes += len(week.weeks) * sum(day.minutes for day in week.days)
    return _share(outdoors, minutes)


def _outdoor_minutes(day: GradeDay) -> int:
    outdoors = (timed for timed in day.slots if timed.course.is_outdoor)
    return covered_minutes((timed.starts, timed.starts + timed.minutes) for timed in outdoors)


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
