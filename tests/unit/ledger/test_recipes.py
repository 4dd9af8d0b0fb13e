"""Every recipe makes an entry that the book takes, and only in its time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factories.refused import grounds_of
from kehou.kernel.fen import ZERO, Fen
from kehou.ledger import accounts as a
from kehou.ledger import recipes as r
from kehou.ledger.accounts import CHART, Bearer, Kind, Spending
from kehou.ledger.checking import UnableToPost, check, sums
from kehou.ledger.events import EVENTS, EventKind, State
from kehou.ledger.lines import Draft, Fund, Line
from kehou.ledger.recipes import Item, Purse

BANK, TREASURY = Purse("B1"), Purse("T1", is_treasury=True)
ONE = [Item("P1", "yx", Fen(60000)), Item("P2", "yx2", Fen(3))]
CARRIED = r.Carried("P1", "yx", Fen(50000), Fen(3), Fen(400))
SOME = {"yx": Fen(500), "yx2": Fen(7)}

DRAFTS: dict[EventKind, Callable[[], Draft]] = {
    EventKind.BILL_ISSUED: lambda: r.bill_issued(ONE),
    EventKind.BILL_CANCELLED: lambda: r.bill_cancelled(ONE),
    EventKind.WAIVER_GRANTED: lambda: r.waiver_granted(ONE, bearer=Bearer.SUBSIDY, was_paid=True),
    EventKind.RECEIPT_RECORDED: lambda: r.receipt_recorded(ONE, purse=TREASURY),
    EventKind.OVERPAYMENT_RECORDED: lambda: r.overpayment_recorded([Item("", "yx", Fen(9))], purse=BANK),
    EventKind.OVERPAYMENT_RETURNED: lambda: r.overpayment_returned(ONE, purse=BANK),
    EventKind.REMITTED: lambda: r.remitted(SOME, bank=BANK, treasury=TREASURY),
    EventKind.ALLOTTED: lambda: r.allotted(SOME, treasury=TREASURY, bank=BANK, fund=Fund.SUBSIDY),
    EventKind.SUBSIDY_RECEIVED: lambda: r.subsidy_received(SOME, purse=BANK),
    EventKind.INTEREST_RECEIVED: lambda: r.interest_received(SOME, purse=BANK),
    EventKind.SHORTFALL_COVERED: lambda: r.shortfall_covered(SOME, purse=BANK),
    EventKind.SET_OFF_RECEIVED: lambda: r.set_off_received(ONE, purse=TREASURY),
    EventKind.SET_OFF_APPLIED: lambda: r.set_off_applied(ONE),
    EventKind.SET_OFF_RELEASED: lambda: r.set_off_released(ONE),
    EventKind.SET_OFF_SENT_BACK: lambda: r.set_off_sent_back(CARRIED, purse=TREASURY),
    EventKind.REFUND_DECIDED: lambda: r.refund_decided(ONE),
    EventKind.REFUND_PAID: lambda: r.refund_paid(ONE, purse=TREASURY),
    EventKind.ALLOWANCE_APPROVED: lambda: r.allowance_approved(teachers=ONE, managers=ONE),
    EventKind.ALLOWANCE_PAID: lambda: r.allowance_paid(ONE, purse=BANK, withheld=[Item("P1", "yx", Fen(5))]),
    EventKind.ALLOWANCE_CORRECTED: lambda: r.allowance_corrected(teachers=ONE),
    EventKind.ALLOWANCE_RECOVERED: lambda: r.allowance_recovered(ONE, purse=BANK),
    EventKind.LABOUR_APPROVED: lambda: r.labour_approved(ONE, withheld=[Item("P1", "yx", Fen(5))]),
    EventKind.LABOUR_PAID: lambda: r.labour_paid(ONE, purse=BANK),
    EventKind.LABOUR_CORRECTED: lambda: r.labour_corrected(ONE, withheld=[Item("P1", "yx", Fen(5))]),
    EventKind.LABOUR_RECOVERED: lambda: r.labour_recovered(ONE, purse=BANK),
    EventKind.TAX_PAID: lambda: r.tax_paid(ONE, purse=BANK),
    EventKind.PROVIDER_ACCEPTED: lambda: r.provider_accepted(ONE),
    EventKind.PROVIDER_PAID: lambda: r.provider_paid(ONE, purse=BANK),
    EventKind.EXPENSE_APPROVED: lambda: r.expense_approved(Spending.UTILITIES, SOME, payee="E1"),
    EventKind.EXPENSE_PAID: lambda: r.expense_paid(SOME, purse=BANK),
    EventKind.PAYMENT_BOUNCED: lambda: r.payment_bounced(a.REFUNDS_DUE, ONE, purse=BANK),
    EventKind.ARREARS_CLOSED: lambda: r.arrears_closed(ONE),
    EventKind.SUBSIDY_APPLIED: lambda: r.subsidy_applied(
        {("5002", "yx"): Fen(500), ("5101", "yx2"): Fen(7)}, {(BANK, "yx"): Fen(500), (BANK, "yx2"): Fen(7)}
    ),
    EventKind.SURPLUS_FIXED: lambda: r.surplus_fixed(ONE),
    EventKind.UNSPENT_SUBSIDY_FIXED: lambda: r.unspent_subsidy_fixed(SOME),
    EventKind.SURPLUS_RETURNED: lambda: r.surplus_returned(ONE, purse=TREASURY),
    EventKind.SURPLUS_SET_OFF: lambda: r.surplus_set_off(ONE, purse=BANK),
    EventKind.SET_OFF_TAKEN_BACK: lambda: r.set_off_taken_back(ONE[0], purse=BANK, is_returned=True),
    EventKind.SURPLUS_PARKED: lambda: r.surplus_parked(ONE),
    EventKind.PARKED_PAID: lambda: r.parked_paid(ONE, purse=BANK),
    EventKind.UNSPENT_SUBSIDY_RETURNED: lambda: r.unspent_subsidy_returned(SOME, purse=BANK),
}


def test_every_event_has_its_recipe() -> None:
    assert set(DRAFTS) == set(EventKind) - {EventKind.REVERSAL}


@pytest.mark.parametrize("event", DRAFTS)
def test_a_recipe_makes_what_the_book_takes(event: EventKind) -> None:
    draft = DRAFTS[event]()
    assert draft.event is event
    assert set(sums(draft.lines).values()) == {ZERO}
    for state in State:
        if state in EVENTS[event].states:
            check(draft, state=state)
        else:
            with pytest.raises(UnableToPost, match="book_closed"):
                check(draft, state=state)


@pytest.mark.clause("A9.24")
def test_funds_do_not_mix_within_an_entry() -> None:
    applied = DRAFTS[EventKind.SUBSIDY_APPLIED]()
    assert {fund for fund, _ in sums(applied.lines)} == {Fund.FEE, Fund.SUBSIDY}
    assert set(sums(applied.lines).values()) == {ZERO}


@pytest.mark.clause("A9.32", "A9.33", "A9.11")
def test_no_account_exists_for_what_is_forbidden() -> None:
    names = " ".join(account.name for account in CHART.values())
    for forbidden in ("管理费", "结转下", "公积", "储备", "预留", "上缴", "公用经费", "统筹"):
        assert forbidden not in names


def test_codes_tell_the_kind() -> None:
    first = {Kind.ASSET: "1", Kind.LIABILITY: "2", Kind.INCOME: "4", Kind.EXPENSE: "5", Kind.RESULT: "6"}
    assert [account.code for account in CHART.values() if account.code[0] != first[account.kind]] == []
    assert len({account.name for account in CHART.values()}) == len(CHART)


def test_an_allowance_is_paid_net_of_tax() -> None:
    draft = DRAFTS[EventKind.ALLOWANCE_PAID]()
    out = [line.amount.amount for line in draft.lines if line.account == "1001"]
    assert out == [-(60000 - 5), -3]


@pytest.mark.clause("A9.22")
@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ((), "entry_without_two_sides"),
        (
            (Line("1101", ZERO, "yx", pupil_key="P1"), Line("4001", ZERO, "yx", pupil_key="P1")),
            "line_of_nothing",
        ),
        ((Line("1101", Fen(5), "yx"), Line("4001", Fen(-5), "yx", pupil_key="P1")), "line_keys_wrong"),
    ],
)
def test_an_entry_has_two_sides_amounts_and_the_names_that_its_accounts_ask_for(
    lines: tuple[Line, ...], reason: str
) -> None:
    with pytest.raises(UnableToPost) as refused:
        check(Draft(EventKind.BILL_ISSUED, lines), state=State.OPEN)
    assert ("A9.22", reason) in grounds_of(refused)
