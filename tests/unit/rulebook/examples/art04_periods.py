"""Examples for periods of 40 and 45 minutes."""

from __future__ import annotations

from datetime import time

from factories.plan_facts import a_fee_scheme, a_plan, a_slot, a_tariff, with_course
from kehou.kernel.fen import Fen
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.fees import FeeUnit, StagePrice
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.school import Stage
from kehou.rulebook.hunan_2024.art04_periods import slots_are_whole_periods
from unit.rulebook.example import Example


def slot_of(
    minutes: int,
    *grades: int,
    unit: FeeUnit = FeeUnit.PERIOD,
    break_minutes: int = 0,
    category: Category = Category.ORDINARY,
) -> PlanFacts:
    """A plan with one slot, where both stages pay by a unit."""
    ends = time(*divmod(16 * 60 + minutes + break_minutes, 60))
    slot = a_slot(
        "x", "ball", starts=time(16), ends=ends, break_minutes=break_minutes, grades=frozenset(grades)
    )
    prices = tuple(StagePrice(stage, Fen(200), 100, 10, tariff=a_tariff(unit=unit)) for stage in Stage)
    plan = a_plan(slots=(slot,), fees=a_fee_scheme(prices=prices))
    return with_course(plan, "ball", category=category)


EXAMPLES = (
    Example("one primary period", slots_are_whole_periods, slot_of(40, 6), met=True, clause="A4.15"),
    Example("two primary periods", slots_are_whole_periods, slot_of(80, 6), met=True, clause="A4.15"),
    Example(
        "a period and a half",
        slots_are_whole_periods,
        slot_of(60, 6),
        met=False,
        clause="A4.15",
        subject="slot/x",
    ),
    Example(
        "two periods with a rest between",
        slots_are_whole_periods,
        slot_of(80, 6, break_minutes=15),
        met=True,
        clause="A4.15",
    ),
    Example(
        "a rest is not counted as service",
        slots_are_whole_periods,
        slot_of(65, 6, break_minutes=15),
        met=False,
        clause="A4.15",
    ),
    Example("no minutes at all", slots_are_whole_periods, slot_of(0, 6), met=False, clause="A4.15"),
    Example("one junior period", slots_are_whole_periods, slot_of(45, 7), met=True, clause="A4.16"),
    Example("two junior periods", slots_are_whole_periods, slot_of(90, 7), met=True, clause="A4.16"),
    Example(
        "a primary period in a junior grade",
        slots_are_whole_periods,
        slot_of(40, 7),
        met=False,
        clause="A4.16",
    ),
    Example(
        "a junior period for both stages",
        slots_are_whole_periods,
        slot_of(45, 6, 7),
        met=True,
        clause="A4.15",
    ),
    Example(
        "less than a junior period for both stages",
        slots_are_whole_periods,
        slot_of(40, 6, 7),
        met=False,
        clause="A4.16",
    ),
    Example(
        "extended care that is free",
        slots_are_whole_periods,
        slot_of(50, 6, category=Category.EXTENDED_CARE),
        met=True,
        clause="A4.15",
    ),
)
