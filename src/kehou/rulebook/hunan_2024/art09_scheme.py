"""Article 9, the fee scheme: sources, cost recovery, no profit, waivers (A2.6, A2.7, A9.2 to A9.5, A9.39)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.kernel.fen import ZERO, Fen, total
from kehou.rulebook.engine import Effect, Parameters, Verdict, cites, computes
from kehou.rulebook.facts.fees import FeeFacts, IncomeSource, WaiverFunding
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.register import verdict

_FEES = frozenset({IncomeSource.SERVICE_FEE, IncomeSource.AGENCY_FEE})
_BEARER = {
    WaiverFunding.SUBSIDY: IncomeSource.SUBSIDY,
    WaiverFunding.SCHOOL: IncomeSource.SCHOOL_FUNDS,
    WaiverFunding.DONATION: IncomeSource.DONATION,
}


@computes("A9.39")
def waived_amount(fees: FeeFacts) -> Fen:
    """What the planned waived pupils would pay, which a named source has to bear (A9.39)."""
    return fees.waived_income


@computes("A2.7", "A9.4")
def planned_income(fees: FeeFacts) -> Fen:
    """All that is planned to come in: what families pay, and every source that is not a fee (A2.7)."""
    others = total(line.amount for line in fees.sources if line.source not in _FEES)
    return fees.planned_fee_income + others


@cites("A9.2")
def sources_are_allowed(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Money comes from the sources that the authority allows, or from whoever bears the waivers (A9.2).

    What a school puts in from its own funds is no income of the service.
    """
    bearer = _bearer(plan.fees)
    allowed = parameters.codes("allowed_sources") | ({bearer} if bearer else frozenset())
    for line in plan.fees.sources:
        if line.amount > ZERO and line.source is not IncomeSource.SCHOOL_FUNDS:
            met = line.source in allowed
            at = f"source/{line.source}"
            yield verdict("A9.2", "source_not_allowed", met, subject=at, found=line.source, required=allowed)


@cites("A2.6")
def fee_income_adds_up(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """What the sources put down as fees is what prices, units and paying pupils come to (A2.6)."""
    fees = plan.fees
    if not fees.charges:
        return
    found, required = fees.planned_from(IncomeSource.SERVICE_FEE), fees.planned_fee_income
    met = abs(found.amount - required.amount) <= parameters.fen("rounding_fen").amount
    yield verdict("A2.6", "fee_income_does_not_add_up", met, found=found, required=required)


@cites("A2.6")
def charged_care_is_planned(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Extended care that costs something is estimated like the rest: how many are kept, how long (A2.6)."""
    fees = plan.fees
    kept = sum(row.care_units * (row.care_paying_count + row.care_waived_count) for row in fees.prices)
    met = kept > 0 or not fees.extended_care_price
    yield verdict("A2.6", "charged_care_unplanned", met, subject="fee/extended_care")


@cites("A9.3")
def money_is_there(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """The planned sources cover the planned cost, else a warning (A9.3)."""
    found, required = planned_income(plan.fees), plan.fees.planned_cost
    yield verdict(
        "A9.3", "sources_short", found >= required, effect=Effect.WARN, found=found, required=required
    )


@cites("A9.4")
def fees_recover_cost_only(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Families pay in all at most the cost that the subsidy leaves (A9.4)."""
    fees = plan.fees
    if not fees.charges:
        return
    subsidy = fees.planned_from(IncomeSource.SUBSIDY)
    found, required = fees.planned_fee_income, fees.planned_cost - subsidy
    yield verdict(
        "A9.4",
        "fee_above_cost",
        found <= required,
        found=found,
        required=required,
        cost=fees.planned_cost,
        subsidy=subsidy,
    )


@cites("A2.7")
def no_profit_is_planned(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """All income together is at most the cost, but for rounding (A2.7)."""
    found, cost = planned_income(plan.fees), plan.fees.planned_cost
    met = found <= cost + parameters.fen("rounding_fen") or not plan.fees.charges
    yield verdict("A2.7", "profit_planned", met, found=found, required=cost)


@cites("A9.5")
def surplus_goes_back(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """A scheme that charges says that what is left over goes back to those who paid (A9.5)."""
    if plan.fees.charges:
        yield verdict("A9.5", "surplus_rule_missing", bool(plan.fees.surplus_rule.strip()))


@cites("A9.39")
def waivers_are_borne(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """A scheme that charges waives fees for pupils in need, borne by a source other than families (A9.39)."""
    fees = plan.fees
    if not fees.charges:
        return
    yield verdict("A9.39", "scheme_without_waiver", bool(fees.waiver_rule.strip()))
    required = waived_amount(fees)
    if required == ZERO:
        return
    funding = fees.waiver_funding
    yield verdict("A9.39", "waiver_without_source", funding is not None, required=required)
    on_others = funding is WaiverFunding.OTHER_PUPILS
    yield verdict("A9.39", "waiver_on_other_pupils", not on_others, required=required)
    bearer = _bearer(fees)
    if bearer is not None:
        found = fees.planned_from(bearer)
        met = found >= required
        yield verdict("A9.39", "waiver_source_short", met, found=found, required=required, source=bearer)


def _bearer(fees: FeeFacts) -> IncomeSource | None:
    return _BEARER.get(fees.waiver_funding) if fees.waiver_funding else None
