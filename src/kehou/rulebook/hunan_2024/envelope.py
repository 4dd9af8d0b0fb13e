"""What an approval of July fixes, and details of August may not leave (practice.md 5; A7.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kehou.rulebook.differences import Change, ChangeKind, Part, differences
from kehou.rulebook.engine import computes
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.amendment_weights import x_shares

_FREE = {
    Part.COURSE: frozenset({"capacity", "minimum", "why_here", "is_outdoor"}),
    Part.GRADE: frozenset({"pupil_count", "classes"}),
    Part.PRICE: frozenset({"paying_count", "waived_count", "care_paying_count", "care_waived_count"}),
}
_FIXED = frozenset({*_FREE, Part.FEES})


@computes("A7.4")
def outside_envelope(envelope: PlanFacts, details: PlanFacts) -> tuple[str, ...]:
    """The parts of the details that leave the approved envelope; empty where all fits.

    Fixed are grades, hours, price, share of X, the catalogue of courses and the need of staff from outside.
    The weekly timetable, leaders and rooms are free within them; a course may be left out.
    """
    fixed = (change.path for change in differences(envelope, details) if _leaves(change))
    return (
        *fixed,
        *_longer_hours(envelope, details),
        *_less_x(envelope, details),
        *_more_hired(envelope, details),
    )


def _leaves(change: Change) -> bool:
    if change.part not in _FIXED:
        return False
    if change.kind is ChangeKind.CHANGED:
        return not change.names <= _FREE.get(change.part, frozenset())
    return not (change.part is Part.COURSE and change.kind is ChangeKind.REMOVED)


def _longer_hours(envelope: PlanFacts, details: PlanFacts) -> Iterator[str]:
    """Grades that start earlier, end later, or are served longer a week than approved."""
    approved, planned = _hours(envelope), _hours(details)
    for grade, (starts, ends, minutes) in planned.items():
        first, last, most = approved.get(grade, (starts, ends, minutes))
        if starts < first or ends > last or minutes > most:
            yield f"hours/grade/{grade}"


def _hours(plan: PlanFacts) -> Mapping[int, tuple[int, int, int]]:
    """Earliest start, latest end and most minutes a week of each grade."""
    hours: dict[int, tuple[int, int, int]] = {}
    for week in plan.timetable.grade_weeks:
        starts, ends = min(day.starts for day in week.days), max(day.ends for day in week.days)
        first, last, most = hours.get(week.grade, (starts, ends, week.minutes))
        hours[week.grade] = (min(first, starts), max(last, ends), max(most, week.minutes))
    return hours


def _less_x(envelope: PlanFacts, details: PlanFacts) -> Iterator[str]:
    approved = x_shares(envelope)
    for grade, share in x_shares(details).items():
        if share < approved.get(grade, share):
            yield f"share/grade/{grade}"


def _more_hired(envelope: PlanFacts, details: PlanFacts) -> Iterator[str]:
    """Kinds of outside leaders that would give more minutes than approved."""
    for kind in (LeaderKind.OUTSIDE, LeaderKind.THIRD_PARTY):
        if _minutes_by(details, kind) > _minutes_by(envelope, kind):
            yield f"staffing/{kind}"


def _minutes_by(plan: PlanFacts, kind: LeaderKind) -> int:
    return sum(minutes for timed, minutes in plan.timetable.term_minutes if timed.course.leader_kind is kind)
