"""Ways to spoil one part of a plan's content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from typing import Any

from factories.plan_facts import SECOND_BAND, a_course, a_slot
from kehou.kernel.fen import Fen
from kehou.plans.facts import PlanContent
from kehou.rulebook.facts.courses import LeaderFacts, LeaderKind
from kehou.rulebook.facts.fees import CostLine

Spoil = Callable[[PlanContent], PlanContent]


def course(key: str, **changes: Any) -> Spoil:
    """One course says something else."""
    return lambda plan: replace(
        plan,
        courses=tuple(replace(row, **changes) if row.key == key else row for row in plan.courses),
    )


def slot(key: str, **changes: Any) -> Spoil:
    """One slot is at another time, or for others."""
    return lambda plan: replace(
        plan, slots=tuple(replace(row, **changes) if row.key == key else row for row in plan.slots)
    )


def bells(**changes: Any) -> Spoil:
    """Every grade's schedule says something else; what held before stays."""
    return lambda plan: replace(
        plan,
        bells=tuple(replace(row, schedule=replace(row.schedule, **changes)) for row in plan.bells),
    )


def fees(**changes: Any) -> Spoil:
    """The fee scheme says something else."""
    return lambda plan: replace(plan, fees=replace(plan.fees, **changes))


def priced(price_fen: int) -> Spoil:
    """Every stage pays another price."""
    return lambda plan: fees(prices=tuple(replace(row, price=Fen(price_fen)) for row in plan.fees.prices))(
        plan
    )


def cost(category: str, amount_fen: int = 1) -> Spoil:
    """The cost sheet has one more line."""
    line = CostLine(category, 1, Fen(amount_fen), link="all sessions", evidence="bill")
    return lambda plan: fees(cost_lines=(*plan.fees.cost_lines, line))(plan)


def safety(**changes: Any) -> Spoil:
    """The safety annex says something else."""
    return lambda plan: replace(plan, safety=replace(plan.safety, **changes))


def content(**changes: Any) -> Spoil:
    """The plan itself says something else."""
    return lambda plan: replace(plan, **changes)


def only(*course_keys: str) -> Spoil:
    """Nothing is held but some courses."""
    return lambda plan: replace(plan, slots=tuple(row for row in plan.slots if row.course_key in course_keys))


def hired(*course_keys: str, by: str = "p1") -> Spoil:
    """Some courses are given by a body from outside and watched by a teacher; its people are not named."""

    def spoil(plan: PlanContent) -> PlanContent:
        courses = tuple(
            replace(row, leader_kind=LeaderKind.THIRD_PARTY, provider_key=by, materials=("教具清单",))
            if row.key in course_keys
            else row
            for row in plan.courses
        )
        slots = tuple(
            replace(row, leader_key=None, supervisor_key="t2") if row.course_key in course_keys else row
            for row in plan.slots
        )
        return replace(plan, courses=courses, slots=slots, third_party_need="本校无此专长教师")

    return spoil


def led_by(**changes: Any) -> Spoil:
    """Singing is led by one more person."""
    leader = replace(LeaderFacts("o1"), **changes)
    return lambda plan: replace(slot("singing-1", leader_key="o1")(plan), leaders=(*plan.leaders, leader))


def chess(weekday: int = 0, **changes: Any) -> Spoil:
    """One more course, held once a week."""
    return lambda plan: replace(
        plan,
        courses=(*plan.courses, a_course()),
        slots=(*plan.slots, a_slot("chess", "chess", weekday, **changes)),
    )


def second_band(starts: time, ends: time) -> Spoil:
    """The later of the two bands is at another time, and nobody rides a bus."""
    return lambda plan: replace(
        plan,
        slots=tuple(
            replace(row, starts=starts, ends=ends) if row.starts == SECOND_BAND[0] else row
            for row in plan.slots
        ),
        transport=(),
    )
