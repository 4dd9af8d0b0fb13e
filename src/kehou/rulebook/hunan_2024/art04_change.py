"""Article 4, changing times while a term runs: what changed, who agrees, who is told (A4.14)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from kehou.kernel.moments import ONE_DAY, days
from kehou.kernel.verdict import Effect, Verdict
from kehou.rulebook.engine import Parameters, cites, computes
from kehou.rulebook.facts.change import Change, ChangeFacts
from kehou.rulebook.facts.courses import CourseFacts, SlotFacts
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.register import verdict

KeyedT = TypeVar("KeyedT", SlotFacts, CourseFacts)
NOTICE_ONLY = frozenset({Change.LEADER, Change.ROOM, Change.TIME})


@computes("A4.14")
def changes_between(before: PlanFacts, after: PlanFacts, parameters: Parameters) -> frozenset[Change]:
    """What a later version of a plan changes (A4.14).

    Slots and courses are the same where their keys are. An end of day that moves by no more than the
    tolerance of A4.4 is a change of time only.
    """
    slots, courses = _pairs(before.slots, after.slots), _pairs(before.courses, after.courses)
    answers = {
        Change.LEADER: any(_people(old) != _people(new) for old, new in slots),
        Change.ROOM: any(old.room != new.room for old, new in slots),
        Change.TIME: len(slots) < max(len(before.slots), len(after.slots))
        or any(_time(old) != _time(new) for old, new in slots),
        Change.END_OF_DAY: _end_moved(before, after, parameters),
        Change.COURSE: len(courses) < max(len(before.courses), len(after.courses))
        or any(_content(old) != _content(new) for old, new in courses),
        Change.PROVIDER: any(old.provider_key != new.provider_key for old, new in courses),
        Change.PRICE: before.fees.prices != after.fees.prices,
        Change.X_SHARE: _shares(before) != _shares(after),
    }
    return frozenset(change for change, is_changed in answers.items() if is_changed)


def _pairs(before: Iterable[KeyedT], after: Iterable[KeyedT]) -> list[tuple[KeyedT, KeyedT]]:
    """What has the same key before and after."""
    by_key = {row.key: row for row in before}
    return [(by_key[row.key], row) for row in after if row.key in by_key]


def _people(slot: SlotFacts) -> object:
    return slot.leader_key, slot.supervisor_key


def _time(slot: SlotFacts) -> object:
    return replace(slot, leader_key=None, supervisor_key=None, room="")


def _content(course: CourseFacts) -> object:
    return replace(course, provider_key=None)


def _end_moved(before: PlanFacts, after: PlanFacts, parameters: Parameters) -> bool:
    early, late = parameters.minutes("end_early_tol"), parameters.minutes("end_late_tol")
    ends = _ends(before)
    return any(
        key not in ends or not ends[key] - early <= end <= ends[key] + late
        for key, end in _ends(after).items()
    )


def _ends(plan: PlanFacts) -> dict[tuple[int, int], int]:
    """The latest end of each grade's weekday."""
    ends: dict[tuple[int, int], int] = {}
    for day in plan.timetable.grade_days:
        key = (day.grade, day.weekday)
        ends[key] = max(day.ends, ends.get(key, 0))
    return ends


def _shares(plan: PlanFacts) -> dict[tuple[int, int], Fraction]:
    """The share of X in each grade's weeks."""
    return {
        (week.grade, number): Fraction(week.x_minutes, week.minutes)
        for week in plan.timetable.grade_weeks
        for number in week.weeks
        if week.minutes
    }


@cites("A4.14")
def change_is_told_in_time(change: ChangeFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Families are told some whole school days before a change, or at once with a reason (A4.14)."""
    required = parameters.count("change_notice_days")
    found = _days_of_notice(change)
    yield verdict(
        "A4.14",
        "change_told_late",
        found >= required or bool(change.emergency_reason.strip()),
        effect=Effect.STOP,
        found=found,
        required=required,
    )


def _days_of_notice(change: ChangeFacts) -> int:
    """School days between the day of telling and the day of the change, both left out."""
    if change.told_on is None:
        return 0
    between = days(change.told_on + ONE_DAY, change.effective_on)
    return sum(change.calendar.is_school_day(day) for day in between)


@cites("A4.14")
def change_is_approved_anew(change: ChangeFacts, _: Parameters) -> Iterator[Verdict]:
    """A change of course, provider, price, share of X or the end of the day needs the authority (A4.14).

    A leader, a room, or a time within the tolerance needs notice only.
    """
    weighty = tuple(sorted(change.changes - NOTICE_ONLY))
    met = change.approved or not weighty
    yield verdict("A4.14", "change_not_approved", met, effect=Effect.STOP, found=weighty)
