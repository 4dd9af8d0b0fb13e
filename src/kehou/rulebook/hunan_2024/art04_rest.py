"""Article 4, rest: between lessons and service, at lunch, and between lessons (A4.9 to A4.11)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kehou.kernel.verdict import Effect, Verdict
from kehou.rulebook.engine import Parameters, cites
from kehou.rulebook.facts.bell import BellFacts, minute_of
from kehou.rulebook.facts.offers import SHAPES_KEPT, GradeDay, Stretch
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.plan_parts import Fault, day_fault, each_fault, slot_fault, unless_left
from kehou.rulebook.hunan_2024.register import verdict


@cites("A4.9")
def rest_between(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Pupils rest between the last lesson and the service, and between slots (A4.9)."""
    required = parameters.minutes("rest_gap")
    faults = (
        day_fault(day, found=shortest, required=required)
        for day in plan.timetable.grade_days
        if (shortest := _shortest_rest(plan, day)) is not None and shortest < required
    )
    yield from each_fault("A4.9", "rest_too_short", faults)


@cites("A4.9")
def no_long_run(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """No slot runs too long without a rest inside (A4.9)."""
    required, rest = parameters.minutes("max_run"), parameters.minutes("rest_gap")
    faults = (
        slot_fault(timed, found=timed.minutes, required=required)
        for timed in plan.timetable.timed
        if timed.minutes > required and timed.slot.break_minutes < rest
    )
    yield from each_fault("A4.9", "runs_too_long", faults)


def _shortest_rest(plan: PlanFacts, day: GradeDay) -> int | None:
    """The shortest rest in a grade's day; None where there is nothing to rest between."""
    between, lessons_end = _shortest_between(day.spans), plan.lesson_ends.get((day.grade, day.weekday))
    before = None if lessons_end is None else day.starts - minute_of(lessons_end)
    return min((rest for rest in (between, before) if rest is not None and rest >= 0), default=None)


@lru_cache(maxsize=SHAPES_KEPT)
def _shortest_between(spans: frozenset[Stretch]) -> int | None:
    """From an end of a slot to the next start, at the shortest; slots side by side give no rest."""
    following = ((end, [start for start, _ in spans if start >= end]) for _, end in spans)
    return min((min(starts) - end for end, starts in following if starts), default=None)


def _bell_fault(bell: BellFacts, **facts: object) -> Fault:
    return f"bell/{bell.grade}", {"grade": bell.grade, **facts}


def _earlier_bell_missing(clause: str, bell: BellFacts) -> Verdict:
    subject, facts = _bell_fault(bell)
    return verdict(clause, "earlier_bell_missing", None, effect=Effect.WARN, subject=subject, **facts)


@cites("A4.10")
def lunch_not_shortened(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Lunch and lunch rest are no shorter than before the plan (A4.10).

    A change for other reasons needs the county's leave. Without an earlier schedule it is undetermined.
    """
    for bell in plan.bells:
        if bell.baseline is None:
            yield _earlier_bell_missing("A4.10", bell)
        else:
            yield unless_left(plan, _lunch_against(bell, bell.baseline.lunch_minutes))


def _lunch_against(bell: BellFacts, before: int) -> Verdict:
    now = bell.schedule.lunch_minutes
    subject, facts = _bell_fault(bell, found=now, required=before)
    return verdict("A4.10", "lunch_shortened", now >= before, subject=subject, **facts)


@cites("A4.11")
def breaks_reach_the_minimum(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """No break between lessons is below the minimum in force (A4.11)."""
    required = parameters.minutes("min_break")
    faults = (
        _bell_fault(bell, found=shortest, required=required)
        for bell in plan.bells
        if (shortest := min(bell.schedule.breaks_minutes, default=required)) < required
    )
    yield from each_fault("A4.11", "break_below_minimum", faults)


@cites("A4.11")
def breaks_not_shortened(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """No break between lessons is shorter than before the plan, and none is lost (A4.11).

    A change for other reasons needs the county's leave. Without an earlier schedule it is undetermined.
    """
    for bell in plan.bells:
        if bell.baseline is None:
            yield _earlier_bell_missing("A4.11", bell)
        else:
            yield unless_left(plan, _breaks_against(bell, bell.baseline.breaks_minutes))


def _breaks_against(bell: BellFacts, before: tuple[int, ...]) -> Verdict:
    now = bell.schedule.breaks_minutes
    kept = len(now) >= len(before) and all(new >= old for new, old in zip(now, before, strict=False))
    subject, facts = _bell_fault(bell, found=now, required=before)
    return verdict("A4.11", "break_shortened", kept, subject=subject, **facts)
