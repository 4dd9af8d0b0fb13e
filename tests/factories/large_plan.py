"""A nine-year school's plan of 60 courses and 150 slots, for order and speed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from functools import cache

from factories.plan_facts import (
    FIRST_BAND,
    SECOND_BAND,
    a_bell,
    a_course,
    a_fee_scheme,
    a_homework_course,
    a_plan,
    a_tariff,
    with_school,
)
from kehou.kernel.fen import Fen, total
from kehou.rulebook.facts.bell import BellFacts, ClassFacts
from kehou.rulebook.facts.courses import CourseFacts, Domain, LeaderFacts, SlotFacts
from kehou.rulebook.facts.fees import CostLine, FeeFacts, IncomeSource, SourceLine, StagePrice
from kehou.rulebook.facts.plan import GradePlan, PlanFacts, RouteFacts
from kehou.rulebook.facts.school import Stage

GRADES = range(1, 10)
LAST_DAY = date(2026, 6, 30)
JUNIOR_BAND = (time(17, 10), time(17, 55))
JUNIOR_FIRST = (time(16, 10), time(16, 55))


def _courses() -> tuple[CourseFacts, ...]:
    text = "在老师指导下练习，学期末向同学和家长展示。" * 4
    homework = (a_homework_course(f"h{number}", by_class=True) for number in range(15))
    domains = tuple(Domain)
    clubs = (
        a_course(f"x{number}", title=f"社团{number}", domain=domains[number % 8], description=text)
        for number in range(45)
    )
    return (*homework, *clubs)


def _slots() -> tuple[SlotFacts, ...]:
    """Each weekday: nine homework rooms first (grades 1 and 2 have clubs on three days), then 21 clubs."""
    return tuple(_slot(weekday, number) for weekday in range(5) for number in range(30))


def _slot(weekday: int, number: int) -> SlotFacts:
    grade = number % 9 + 1
    first = number < 9
    homework = first and (grade > 2 or weekday in (1, 3))
    course = f"h{number}" if homework else f"x{(number + weekday) % 45}"
    primary = (FIRST_BAND, SECOND_BAND)
    junior = (JUNIOR_FIRST, JUNIOR_BAND)
    starts, ends = (primary if grade < 7 else junior)[0 if first else 1]
    weeks = frozenset(range(1, 19, 2)) if number == 29 else None
    key, leader = f"s{weekday * 30 + number}", f"t{number}"
    return SlotFacts(key, course, weekday, starts, ends, frozenset({grade}), weeks=weeks, leader_key=leader)


def _bell(grade: int) -> BellFacts:
    """Junior grades have lessons to 15:55, so that 15 minutes of rest remain."""
    bell = a_bell(grade)
    if grade < 7:
        return bell
    schedule = replace(bell.schedule, last_lesson_ends=dict.fromkeys(range(5), time(15, 55)))
    return replace(bell, schedule=schedule)


def _classes(grade: int) -> tuple[ClassFacts, ...]:
    return tuple(ClassFacts(f"{grade}0{number}", 40, frozenset({0, 2})) for number in (1, 2, 3))


def _leader(key: str) -> LeaderFacts:
    return LeaderFacts(key, willing=True, cleared_until=LAST_DAY)


def _fees() -> FeeFacts:
    """2.00 yuan a period in both stages; the fees alone make up the cost."""
    prices = tuple(StagePrice(stage, Fen(200), 164, 300, tariff=a_tariff()) for stage in Stage)
    income = total(price.planned_income for price in prices)
    return a_fee_scheme(
        prices=prices,
        cost_lines=(CostLine("staff_allowance", 1, income, link="all sessions", evidence="timetable"),),
        sources=(SourceLine(IncomeSource.SERVICE_FEE, income),),
    )


@cache
def a_large_plan() -> PlanFacts:
    """A lawful plan but for what is only weighed."""
    plan = a_plan(
        grades=tuple(GradePlan(grade, 120, _classes(grade)) for grade in GRADES),
        bells=tuple(_bell(grade) for grade in GRADES),
        courses=_courses(),
        slots=_slots(),
        leaders=tuple(
            LeaderFacts(f"t{number}", willing=True, cleared_until=LAST_DAY) for number in range(30)
        ),
        transport=tuple(
            RouteFacts(f"bus-{number}", dict.fromkeys(range(5), (time(18, 5),)), dict.fromkeys(GRADES, 3))
            for number in range(4)
        ),
        fees=_fees(),
    )
    return with_school(plan, grades=frozenset(GRADES), pupil_count=1080)
