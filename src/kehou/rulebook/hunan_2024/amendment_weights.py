"""How much a change of an approved plan weighs: notice, notice beforehand, or approval anew (A4.14, A7.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kehou.rulebook.differences import Change, ChangeKind, Part, differences
from kehou.rulebook.engine import Parameters, computes
from kehou.rulebook.facts.amendment import Weight
from kehou.rulebook.facts.plan import PlanFacts


@dataclass(frozen=True, slots=True)
class WeighedChange:
    """One thing that changes, and what that needs. ``path`` names it like the subject of a verdict."""

    path: str
    weight: Weight


_PEOPLE_AND_ROOMS = frozenset({"leader_key", "supervisor_key", "room"})
_PLANNING_COUNTS = frozenset({"paying_count", "waived_count", "care_paying_count", "care_waived_count"})
_GRADE_COUNTS = frozenset({"pupil_count", "classes"})
_COURSE_ORGANISATION = frozenset({"capacity", "minimum", "why_here", "is_outdoor"})
_BY_PART = {
    Part.LEADER: Weight.NOTICE_ONLY,
    Part.CARE: Weight.NOTICE_ONLY,
    Part.FEES: Weight.REAPPROVAL,
}


def _where(light: frozenset[str], weight: Weight, otherwise: Weight) -> Callable[[Change], Weight]:
    """A weight for rows of which only light fields changed, and another for all else."""

    def weigh(change: Change) -> Weight:
        is_light = change.kind is ChangeKind.CHANGED and change.names <= light
        return weight if is_light else otherwise

    return weigh


def _course(change: Change) -> Weight:
    if change.kind is ChangeKind.REMOVED:
        return Weight.NOTICE
    return _where(_COURSE_ORGANISATION, Weight.NOTICE, Weight.REAPPROVAL)(change)


_WEIGH: Mapping[Part, Callable[[Change], Weight]] = {
    Part.SLOT: _where(_PEOPLE_AND_ROOMS, Weight.NOTICE_ONLY, Weight.NOTICE),
    Part.PRICE: _where(_PLANNING_COUNTS, Weight.NOTICE_ONLY, Weight.REAPPROVAL),
    Part.GRADE: _where(_GRADE_COUNTS, Weight.NOTICE_ONLY, Weight.REAPPROVAL),
    Part.COURSE: _course,
}


@computes("A4.14", "A7.4")
def weighed_changes(before: PlanFacts, after: PlanFacts, parameters: Parameters) -> tuple[WeighedChange, ...]:
    """Each change between an approved version and the next with what it needs (processes.md 3.10).

    A slot's new time needs notice beforehand; where the end of a grade's day moves beyond the tolerance, or
    its share of X changes at all, the plan is approved anew.
    """
    return (
        *(WeighedChange(change.path, _weight(change)) for change in differences(before, after)),
        *_moved_ends(before, after, parameters),
        *_changed_shares(before, after),
    )


def heaviest(changes: tuple[WeighedChange, ...]) -> Weight | None:
    """What an amendment as a whole needs; None where nothing changes."""
    return max((change.weight for change in changes), default=None)


def _weight(change: Change) -> Weight:
    weigh = _WEIGH.get(change.part)
    return weigh(change) if weigh else _BY_PART.get(change.part, Weight.NOTICE)


def ends_by_day(plan: PlanFacts) -> Mapping[tuple[int, int], int]:
    """The latest end of each grade's service on each weekday, as a minute of the day."""
    ends: dict[tuple[int, int], int] = {}
    for day in plan.timetable.grade_days:
        key = (day.grade, day.weekday)
        ends[key] = max(day.ends, ends.get(key, 0))
    return ends


def x_shares(plan: PlanFacts) -> Mapping[int, Fraction]:
    """The share of X in each grade's service over the term (A5.11)."""
    x: dict[int, int] = {}
    total: dict[int, int] = {}
    for week in plan.timetable.grade_weeks:
        x[week.grade] = x.get(week.grade, 0) + week.x_minutes * len(week.weeks)
        total[week.grade] = total.get(week.grade, 0) + week.minutes * len(week.weeks)
    return {grade: Fraction(x[grade], minutes) for grade, minutes in total.items() if minutes}


def _moved_ends(before: PlanFacts, after: PlanFacts, parameters: Parameters) -> Iterator[WeighedChange]:
    earlier, later = parameters.minutes("end_early_tol"), parameters.minutes("end_late_tol")
    old = ends_by_day(before)
    for (grade, weekday), end in ends_by_day(after).items():
        moved = end - old.get((grade, weekday), end)
        if not -earlier <= moved <= later:
            yield WeighedChange(f"end/grade/{grade}/weekday/{weekday}", Weight.REAPPROVAL)


def _changed_shares(before: PlanFacts, after: PlanFacts) -> Iterator[WeighedChange]:
    old = x_shares(before)
    for grade, share in x_shares(after).items():
        if grade in old and old[grade] != share:
            yield WeighedChange(f"share/grade/{grade}", Weight.REAPPROVAL)
