"""Article 9, money in: to whose account, through whose hands, and back (A9.15, A9.17, A9.23, A9.31)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Effect, Parameters, Verdict, cites
from kehou.rulebook.facts.receipts import (
    ArrearsFacts,
    ArrearsMeasure,
    HandsFacts,
    PayeeKind,
    ReceiptFacts,
    TreasuryFacts,
)
from kehou.rulebook.hunan_2024.register import verdict

PUBLIC_ACCOUNTS = frozenset({PayeeKind.SCHOOL, PayeeKind.CENTRAL_SCHOOL, PayeeKind.TREASURY})


@cites("A9.17")
def fee_goes_to_a_registered_account(receipt: ReceiptFacts, _: Parameters) -> Iterator[Verdict]:
    """The fee goes to a registered account of school, central school or treasury, by nobody else's hands."""
    known, public = receipt.payee is not PayeeKind.UNKNOWN, receipt.payee in PUBLIC_ACCOUNTS
    yield verdict("A9.17", "payee_not_of_school", public or not known, found=receipt.payee)
    yield verdict("A9.17", "payee_unknown", receipt.payee_registered or (known and not public))
    yield verdict("A9.17", "collector_not_finance", receipt.collector_is_finance)


@cites("A9.15")
def arrears_cost_no_schooling(arrears: ArrearsFacts, parameters: Parameters) -> Iterator[Verdict]:
    """An open bill is reminded of; it costs the child nothing at school (A9.15)."""
    allowed = {ArrearsMeasure.REMIND}
    if parameters.choice("arrears_action") == "stop_future_service":
        allowed.add(ArrearsMeasure.STOP_FUTURE_SERVICE)
    yield verdict("A9.15", "arrears_sanctioned", arrears.measure in allowed, found=arrears.measure)


@cites("A9.23")
def another_hand_checks(hands: HandsFacts, _: Parameters) -> Iterator[Verdict]:
    """Who enters money does not confirm it (A9.23)."""
    yield verdict("A9.23", "maker_checks_own_entry", hands.made_by != hands.checked_by)


@cites("A9.31")
def treasury_gives_back_in_full(treasury: TreasuryFacts, parameters: Parameters) -> Iterator[Verdict]:
    """What was remitted to the treasury comes back in full within its days (A9.31)."""
    found, required = treasury.credited, treasury.remitted
    due = treasury.calendar.deadline(treasury.remitted_date, parameters.count("remit_days"))
    if due is None:
        yield verdict("A9.31", "treasury_return_undated", None, effect=Effect.WARN)
        return
    met = found >= required or treasury.today <= due
    yield verdict(
        "A9.31", "treasury_keeps_part", met, effect=Effect.WARN, found=found, required=required, due=due
    )
