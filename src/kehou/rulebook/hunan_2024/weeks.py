"""Judging each grade's weeks of a plan, with the leniency that short weeks have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import groupby

from kehou.kernel.verdict import Effect, Verdict
from kehou.rulebook.engine import Parameters
from kehou.rulebook.facts.offers import GradeWeek
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.plan_parts import Fault, unless_left
from kehou.rulebook.hunan_2024.register import verdict

SIX_DAYS = timedelta(days=6)


def weekly(
    plan: PlanFacts,
    parameters: Parameters,
    clause: str,
    reason: str,
    fault_of: Callable[[GradeWeek], Fault | None],
    *,
    effect: Effect | None = None,
    grades: frozenset[int] | None = None,
    also: tuple[str, ...] = (),
) -> Iterator[Verdict]:
    """Verdicts on every grade's weeks: one for each kind of week at fault, else one met for the grade.

    A short week only warns. A leave of the county from the clause, or from one of ``also``, turns a fault
    into advice if it covers all weeks of that kind. Weeks past the known calendars are said to be
    undetermined, once, as a warning.
    """
    short = parameters.count("short_week_days")
    judged = [week for week in plan.timetable.grade_weeks if grades is None or week.grade in grades]
    for grade, weeks in groupby((week for week in judged if week.is_known), key=lambda week: week.grade):
        faults = [(week, fault) for week in weeks if week.minutes and (fault := fault_of(week))]
        for week, (subject, facts) in faults:
            weight = Effect.WARN if week.school_day_count < short else effect
            found = verdict(clause, reason, False, subject=subject, effect=weight, **facts)
            yield unless_left(plan, found, *also, days=_ends_of(plan, week))
        if not faults:
            yield verdict(clause, reason, True, subject=f"grade/{grade}", effect=effect)
    unknown = {number for week in judged if not week.is_known for number in week.weeks}
    if unknown:
        numbers = tuple(sorted(unknown))
        yield verdict(clause, "weeks_undetermined", None, subject="term", effect=Effect.WARN, weeks=numbers)


def _ends_of(plan: PlanFacts, week: GradeWeek) -> Iterator[date]:
    """The first and last day of service in each of the weeks."""
    by_number = {each.number: each.monday for each in plan.term.weeks}
    for number in week.weeks:
        yield max(by_number[number], plan.term.first_day)
        yield min(by_number[number] + SIX_DAYS, plan.term.last_day)
