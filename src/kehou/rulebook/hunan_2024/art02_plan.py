"""Article 2, what a plan thinks of: the five managements and why a course fits here (A2.9, A2.11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import time

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.bell import minute_of
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.plan_parts import course_fault, each_fault, slot_fault, stage_of

FIVE = ("homework", "sleep", "phones", "reading", "fitness")


@cites("A2.9")
def five_managements_are_covered(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """A plan says how it serves homework, sleep, phones, reading and fitness, else a warning (A2.9)."""
    missing = (
        (f"managed/{item}", {"item": f"five_{item}"}) for item in FIVE if item not in plan.five_management
    )
    yield from each_fault("A2.9", "five_management_missing", missing)


@cites("A2.9")
def leaves_time_before_bed(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """The service ends long enough before the bedtime that the nation sets for each stage (A2.9)."""
    margin = parameters.minutes("sleep_margin")
    groups = {timed.slot.grades for timed in plan.timetable.timed}
    bedtimes = {grades: _first_bedtime(grades, parameters) for grades in groups}
    faults = (
        slot_fault(timed, found=timed.slot.ends, required=bedtime, margin=margin)
        for timed in plan.timetable.timed
        if (bedtime := bedtimes[timed.slot.grades]) and timed.ends + margin > minute_of(bedtime)
    )
    yield from each_fault("A2.9", "ends_near_bedtime", faults)


def _first_bedtime(grades: Iterable[int], parameters: Parameters) -> time | None:
    """The earliest bedtime among some grades; None for none of compulsory education."""
    stages = {stage for grade in grades if (stage := stage_of(grade, parameters))}
    return min((parameters.time_of_day("bedtime", stage) for stage in stages), default=None)


@cites("A2.11")
def courses_fit_the_school(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Each course says why it suits this school and its pupils; advice where it does not (A2.11)."""
    faults = (course_fault(row) for row in plan.courses if not row.why_here.strip())
    yield from each_fault("A2.11", "course_without_grounds", faults, effect=Effect.ADVISE)
