"""Article 9, the cost sheet: what the fee may pay for (A2.5, A9.19, A9.20, A9.32, A10.4)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.kernel.fen import ZERO
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.fees import CostLine
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.plan_parts import Fault, each_fault
from kehou.rulebook.hunan_2024.register import verdict

MANAGEMENT_FEE = "management_fee"
INSURANCE = "insurance"
_OWN_CLAUSE = frozenset({MANAGEMENT_FEE, INSURANCE})


def _lines(plan: PlanFacts) -> Iterator[tuple[CostLine, Fault]]:
    """Each line of the cost sheet with the fault it would be, counted from 1."""
    for number, line in enumerate(plan.fees.cost_lines, start=1):
        yield line, (f"cost/{number}/{line.category}", {"line": line.category})


@cites("A2.5")
def cost_is_shown(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """A plan that charges shows what the service costs, each line with its evidence (A2.5)."""
    if not plan.fees.charges:
        return
    cost = plan.fees.planned_cost
    yield verdict("A2.5", "cost_sheet_empty", cost > ZERO, effect=Effect.STOP, found=cost)
    bare = (fault for line, fault in _lines(plan) if not line.evidence.strip())
    yield from each_fault("A2.5", "cost_without_evidence", bare, effect=Effect.WARN)


@cites("A9.19")
def no_forbidden_cost(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """What law or rules forbid to charge is not met from the fee (A9.19)."""
    forbidden = parameters.codes("forbidden_items") - _OWN_CLAUSE
    faults = (fault for line, fault in _lines(plan) if line.category in forbidden)
    yield from each_fault("A9.19", "cost_forbidden", faults)


@cites("A9.20")
def cost_serves_the_service(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Each cost is of a kind that the fee may pay, and names the part of the plan that causes it (A9.20)."""
    judged_elsewhere = parameters.codes("forbidden_items") | _OWN_CLAUSE
    known = parameters.codes("expense_whitelist") | judged_elsewhere
    unrelated = (fault for line, fault in _lines(plan) if line.category not in known)
    yield from each_fault("A9.20", "cost_not_listed", unrelated)
    unlinked = (fault for line, fault in _lines(plan) if not line.link.strip())
    yield from each_fault("A9.20", "cost_without_link", unlinked)


@cites("A9.32")
def no_management_fee(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """No central school and no other body takes a management fee (A9.32)."""
    taken = [line.amount for line, _fault in _lines(plan) if line.category == MANAGEMENT_FEE]
    yield verdict("A9.32", "management_fee_planned", not taken, found=sum(taken, ZERO))


@cites("A10.4")
def insurance_is_paid_from_public_funds(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Insurance is met from public funds: neither a cost of the service nor charged to pupils (A10.4)."""
    planned = sum((line.amount for line, _fault in _lines(plan) if line.category == INSURANCE), ZERO)
    yield verdict("A10.4", "insurance_in_cost", planned == ZERO, found=planned)
    policy = plan.safety.insurance
    charged = policy.premium_charged if policy else ZERO
    yield verdict("A10.4", "insurance_charged", charged == ZERO, found=charged)
