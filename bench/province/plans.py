"""Plans as a province would send them in: alike in form, each lawful in most things and unlawful in some."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from functools import cache
from random import Random

from factories.large_plan import a_large_plan
from kehou.kernel.fen import Fen
from kehou.rulebook.facts.bell import BellFacts
from kehou.rulebook.facts.courses import CourseFacts, LeaderKind, SlotFacts
from kehou.rulebook.facts.fees import FeeFacts
from kehou.rulebook.facts.plan import PlanFacts

COURSES = 60
LATE = time(18, 31)


def a_plan_of(seed: int, *, copies: int = 1) -> PlanFacts:
    """One school's plan with 60 courses and 150 slots, or ``copies`` times as many; the same for a seed."""
    chance = Random(seed)
    base = _grown(copies)
    hired = chance.choice((0.0, 0.0, 0.1, 0.4, 1.0))
    tutored = chance.choice((0.0, 0.0, 0.2, 0.5))
    return replace(
        base,
        courses=tuple(_course(course, chance, hired) for course in base.courses),
        slots=tuple(_slot(slot, chance, tutored) for slot in base.slots),
        bells=tuple(_bell(bell, chance) for bell in base.bells),
        fees=_fees(base.fees, chance),
        leaders=() if hired else base.leaders,
    )


@cache
def _grown(copies: int) -> PlanFacts:
    plan = a_large_plan()
    again = range(1, copies)
    return replace(
        plan,
        courses=(
            *plan.courses,
            *(replace(row, key=f"{row.key}-{number}") for number in again for row in plan.courses),
        ),
        slots=(*plan.slots, *(_copied(row, number) for number in again for row in plan.slots)),
        leaders=(
            *plan.leaders,
            *(replace(row, key=f"{row.key}-{number}") for number in again for row in plan.leaders),
        ),
    )


def _copied(slot: SlotFacts, number: int) -> SlotFacts:
    keys = {name: f"{getattr(slot, name)}-{number}" for name in ("key", "course_key", "leader_key")}
    return replace(slot, **keys)  # type: ignore[arg-type]


def _course(course: CourseFacts, chance: Random, hired: float) -> CourseFacts:
    if chance.random() >= hired:
        return course
    return replace(course, leader_kind=LeaderKind.THIRD_PARTY, provider_key="p1")


def _slot(slot: SlotFacts, chance: Random, tutored: float) -> SlotFacts:
    if slot.course_key.startswith("x") and chance.random() < tutored:
        slot = replace(slot, course_key=f"h{chance.randrange(15)}")
    return replace(slot, ends=LATE) if chance.random() < 0.002 else slot


def _bell(bell: BellFacts, chance: Random) -> BellFacts:
    breaks = tuple(14 if chance.random() < 0.01 else length for length in bell.schedule.breaks_minutes)
    lunch_ends = time(13, 59) if chance.random() < 0.05 else bell.schedule.lunch_ends
    return replace(bell, schedule=replace(bell.schedule, breaks_minutes=breaks, lunch_ends=lunch_ends))


def _fees(fees: FeeFacts, chance: Random) -> FeeFacts:
    price = Fen(chance.randrange(150, 420))
    return replace(fees, prices=tuple(replace(row, price=price) for row in fees.prices))
