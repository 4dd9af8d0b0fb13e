"""Article 5, how the week is filled: the share of X, time outdoors, exercise (A5.11 to A5.15)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from kehou.kernel.verdict import Effect, Verdict
from kehou.rulebook.engine import Parameters, cites
from kehou.rulebook.facts.bell import ClassFacts
from kehou.rulebook.facts.offers import GradeWeek
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.school import FULL_WEEK_DAYS
from kehou.rulebook.hunan_2024.plan_parts import WEEKDAYS, Fault, each_fault, stage_of
from kehou.rulebook.hunan_2024.weeks import weekly


def reaches(x_minutes: int, minutes: int, share: Fraction) -> bool:
    """Whether X takes at least a share of the minutes; exact, by cross-multiplication (A5.11)."""
    return x_minutes * share.denominator >= share.numerator * minutes


def exceeds(x_minutes: int, minutes: int, share: Fraction) -> bool:
    """Whether X takes more than a share of the minutes; exact, by cross-multiplication (A5.15)."""
    return x_minutes * share.denominator > share.numerator * minutes


def _share_fault(week: GradeWeek, required: Fraction) -> Fault:
    facts = {
        "found": Fraction(week.x_minutes, week.minutes),
        "required": required,
        "x_minutes": week.x_minutes,
        "minutes": week.minutes,
        "weeks": tuple(week.weeks),
    }
    return f"grade/{week.grade}", facts


@cites("A5.11")
def x_share_of_the_week(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """In each week X takes at least half of a grade's planned service time (A5.11).

    Time is taken by the clock: rooms side by side count once for each kind. Breaks and extended care are left
    out. The county may let a school depart from it, with reason and end.
    """
    required = parameters.ratio("x_share_min")

    def fault(week: GradeWeek) -> Fault | None:
        return None if reaches(week.x_minutes, week.minutes, required) else _share_fault(week, required)

    effect = Effect(parameters.choice("x_levels", "grade_offer"))
    yield from weekly(plan, parameters, "A5.11", "x_share_below_min", fault, effect=effect)


@cites("A5.15")
def x_predominates_in_low_grades(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """In each week of grades 1 and 2 X takes more than half of the planned service time (A5.15)."""
    required = parameters.ratio("x_share_g12")

    def fault(week: GradeWeek) -> Fault | None:
        return None if exceeds(week.x_minutes, week.minutes, required) else _share_fault(week, required)

    grades = parameters.numbers("grades_12")
    yield from weekly(plan, parameters, "A5.15", "x_does_not_predominate", fault, grades=grades)


@cites("A5.13")
def exercise_every_week(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """In each full week a grade is offered some physical exercise, else a warning (A5.13)."""

    def fault(week: GradeWeek) -> Fault | None:
        if week.school_day_count < FULL_WEEK_DAYS or any(day.pe_minutes for day in week.days):
            return None
        return f"grade/{week.grade}", {"weeks": tuple(week.weeks)}

    yield from weekly(plan, parameters, "A5.13", "week_without_exercise", fault, effect=Effect.WARN)


@cites("A5.14")
def exercise_on_days_without_pe(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A class without a PE lesson that day is offered one PE period in the service (A5.14).

    The Measures encourage it. Where the province's later daily-PE rule is in force, it is its minutes that
    count and the lack warns; it may be met outside the service, so it never stops a plan.
    """
    daily = parameters.is_set("pe_daily_min")
    longest: dict[int, dict[int, int]] = {}
    for day in plan.timetable.grade_days:
        of_grade = longest.setdefault(day.grade, {})
        of_grade[day.weekday] = max(of_grade.get(day.weekday, 0), day.pe_minutes)
    faults = (
        fault
        for row in plan.grades
        if (required := _pe_required(row.grade, parameters, daily=daily)) is not None
        for school_class in row.classes
        for fault in _class_faults(school_class, longest.get(row.grade, {}), required)
    )
    effect = Effect.WARN if daily else Effect.ADVISE
    yield from each_fault("A5.14", "class_without_exercise", faults, effect=effect)


def _pe_required(grade: int, parameters: Parameters, *, daily: bool) -> int | None:
    if daily:
        return parameters.minutes("pe_daily_min")
    stage = stage_of(grade, parameters)
    return parameters.minutes("period_len", stage) if stage else None


def _class_faults(school_class: ClassFacts, longest: Mapping[int, int], required: int) -> Iterator[Fault]:
    """The weekdays with service on which a class has neither a PE lesson nor PE in the service."""
    if school_class.pe_weekdays is None:
        return
    for weekday, found in sorted(longest.items()):
        if weekday not in school_class.pe_weekdays and found < required:
            subject = f"class/{school_class.class_code}/weekday/{weekday}"
            yield subject, {"weekday": WEEKDAYS[weekday], "found": found, "required": required}
