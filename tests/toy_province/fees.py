"""A monthly fee under one ceiling, paid back by the day."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.kernel.fen import ZERO, Fen
from kehou.rulebook.engine import Parameters, Verdict, cites, computes
from kehou.rulebook.facts.fees import FeeUnit
from kehou.rulebook.facts.plan import PlanFacts
from toy_province.register import verdict


@cites("A2.1")
def fee_is_monthly(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """What is charged is charged by the month (A2.1)."""
    for price in plan.fees.prices:
        unit = price.tariff.unit if price.tariff else None
        yield verdict(
            "A2.1", "not_monthly", unit is FeeUnit.MONTH, subject=f"price/{price.stage}", found=unit
        )


@cites("A2.2")
def fee_keeps_under_the_ceiling(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A month costs at most the province's ceiling for the stage (A2.2)."""
    for price in plan.fees.prices:
        ceiling = parameters.fen("monthly_ceiling", price.stage)
        facts = {"found": price.price, "required": ceiling}
        yield verdict(
            "A2.2", "above_ceiling", price.price <= ceiling, subject=f"price/{price.stage}", **facts
        )


@computes("A2.3")
def refund(monthly: Fen, *, missed_days: int, school_days: int) -> Fen:
    """What a month gives back for missed school days; a part of a fen is in the family's favour (A2.3)."""
    return Fen(-(-monthly.amount * missed_days // school_days)) if school_days else ZERO


@cites("A4.5")
def insurance_is_not_charged(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Pupils pay no insurance (A4.5)."""
    policy = plan.safety.insurance
    found = policy.premium_charged if policy else ZERO
    yield verdict("A4.5", "insurance_charged", found == ZERO, found=found)
