"""Every rule of the invented province with what it passes and what it fails."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from functools import partial

from factories.authority_facts import a_person
from factories.plan_facts import a_bell, a_plan, a_tariff, with_course, with_school, with_slot
from kehou.kernel.fen import Fen
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.facts.fees import FeeUnit, StagePrice
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.provider import Clearance
from kehou.rulebook.facts.school import Stage
from toy_province import fees, scope
from toy_province.edition import EDITION
from unit.rulebook.example import Example as AnyExample

DAY = date(2023, 3, 1)
HIRED = LeaderKind.THIRD_PARTY
Example = partial(AnyExample, on=DAY, edition=EDITION)


def monthly(stage: Stage = Stage.PRIMARY, price: int = 8_500, unit: FeeUnit = FeeUnit.MONTH) -> PlanFacts:
    """The lawful plan with a price a month."""
    tariff = a_tariff(unit=unit, ceiling=Fen(price), term_cap=None)
    scheme = replace(a_plan().fees, prices=(StagePrice(stage, Fen(price), 4, 22, tariff=tariff),))
    return a_plan(fees=scheme)


def evening(grades: frozenset[int], ends: time) -> PlanFacts:
    """The plan with one slot in the evening, for some grades that have lessons to 16:00."""
    plan = with_slot(a_plan(), "ball-0", starts=time(19, 0), ends=ends, grades=grades)
    return replace(plan, bells=tuple(a_bell(grade) for grade in range(1, 10)))


JUNIOR = frozenset({7, 8, 9})
PLAN = monthly()

EXAMPLES = (
    Example("a public school", scope.public_schools_only, PLAN, True),
    Example("a private school", scope.public_schools_only, with_school(PLAN, is_public=False), False),
    Example("an afternoon", scope.ends_in_time, PLAN, True),
    Example("grade 7 to eight", scope.ends_in_time, evening(JUNIOR, time(20, 0)), True),
    Example("grade 7 past eight", scope.ends_in_time, evening(JUNIOR, time(20, 1)), False),
    Example("grade 6 in the evening", scope.ends_in_time, evening(frozenset({6, 7}), time(20, 0)), False),
    Example("after lessons", scope.starts_after_lessons, PLAN, True),
    Example(
        "before lessons end",
        scope.starts_after_lessons,
        with_slot(PLAN, "ball-0", starts=time(15, 59)),
        False,
    ),
    Example("six domains", scope.several_kinds_are_encouraged, PLAN, True),
    Example("no X at all", scope.several_kinds_are_encouraged, replace(PLAN, courses=()), False),
    Example("own tutors", scope.third_parties_keep_off_subjects, PLAN, True),
    Example(
        "hired tutors",
        scope.third_parties_keep_off_subjects,
        with_course(PLAN, "homework", leader_kind=HIRED),
        False,
    ),
    Example("nothing to write", scope.no_homework_in_low_grades, PLAN, True),
    Example(
        "written homework",
        scope.no_homework_in_low_grades,
        with_course(PLAN, "ball", written_homework=True),
        False,
    ),
    Example("home early", scope.leaves_time_to_sleep, PLAN, True),
    Example("two hours to ten", scope.leaves_time_to_sleep, evening(JUNIOR, time(20, 0)), True),
    Example("a minute less", scope.leaves_time_to_sleep, evening(JUNIOR, time(20, 1)), False),
    Example("all checks passed", scope.people_are_checked, a_person(), True),
    Example("no check", scope.people_are_checked, replace(a_person(), clearance=Clearance()), False),
    Example(
        "a serving teacher",
        scope.people_are_checked,
        replace(a_person(), kind=HIRED, is_serving_teacher=True),
        False,
    ),
    Example("by the month", fees.fee_is_monthly, PLAN, True),
    Example("by the period", fees.fee_is_monthly, monthly(unit=FeeUnit.PERIOD), False),
    Example("at the ceiling", fees.fee_keeps_under_the_ceiling, PLAN, True),
    Example("a fen above", fees.fee_keeps_under_the_ceiling, monthly(price=8_501), False),
    Example("dearer in junior", fees.fee_keeps_under_the_ceiling, monthly(Stage.JUNIOR), False),
    Example("no premium", fees.insurance_is_not_charged, PLAN, True),
    Example(
        "a premium",
        fees.insurance_is_not_charged,
        replace(
            PLAN,
            safety=replace(
                PLAN.safety,
                insurance=replace(PLAN.safety.insurance, premium_charged=Fen(500)),  # type: ignore[type-var]
            ),
        ),
        False,
    ),
)
