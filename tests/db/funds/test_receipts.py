"""Money comes into registered accounts only, by two pairs of hands, and adds up to the fen (A9.17, A9.23)."""

from __future__ import annotations

from copy import deepcopy
from uuid import UUID

import pytest
from django.db import DatabaseError
from django.http import Http404

from factories.billing import Billed, a_billed_world
from factories.refused import reasons_of
from kehou.funds.bills.codes import BillReference, pay_code
from kehou.funds.bills.rules import BillState, state_of
from kehou.funds.models import BankLine, BankStatement, DayTotal, Receipt
from kehou.funds.receipts.judging import MoneyWentAstray, Payee, UnableToRecord
from kehou.funds.receipts.services.closing_days import check_day, close_day
from kehou.funds.receipts.services.recording import match_receipts
from kehou.funds.receipts.services.reminding import UnableToCollect, act_on_arrears
from kehou.funds.receipts.services.statements import assign_row, import_statement
from kehou.kernel.actor import Actor, Role
from kehou.kernel.fen import Fen
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent
from kehou.platform.messages.models import Message
from kehou.platform.outbox.models import OutboxEvent
from kehou.rulebook.facts.receipts import ArrearsMeasure, PayeeKind
from sharing import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(standing: Standing[Billed]) -> Billed:
    return standing(lambda: a_billed_world(per_class=1))


@pytest.fixture
def billed(built: Billed) -> Billed:
    return deepcopy(built)


def _both(billed: Billed) -> Actor:
    """Somebody who holds the cashier's and the accountant's role."""
    cashier = billed.world[Role.SCHOOL_CASHIER]
    return Actor(cashier.person_id, (*cashier.grants, *billed.world[Role.SCHOOL_ACCOUNTANT].grants))


def _cases(billed: Billed) -> list[tuple[str, str]]:
    """The cases that the county is told of: clause and matter."""
    with billed.world.inside():
        events = OutboxEvent.objects.filter(topic="case.due").values_list("payload", flat=True)
        return [(event["clause"], event["subject"]) for event in events]


def test_a_bill_is_paid_in_parts(billed: Billed) -> None:
    net = billed.bill().net_fen
    assert state_of(billed.standing()) is BillState.ISSUED
    billed.pay(1_000)
    assert state_of(billed.standing()) is BillState.PART_PAID
    billed.pay(net - 1_000)
    assert state_of(billed.standing()) is BillState.PAID
    assert billed.totals().holds


@pytest.mark.clause("A7.11")
def test_a_receipt_never_changes(billed: Billed) -> None:
    billed.pay(1_000)
    with pytest.raises(DatabaseError, match="kept as they were written"), billed.world.inside():
        Receipt.objects.update(amount_fen=1, settled_fen=1)


@pytest.mark.clause("A9.17")
def test_money_to_another_account_is_refused_and_the_county_hears_of_it(billed: Billed) -> None:
    kinds = (PayeeKind.PERSON, PayeeKind.COMMITTEE, PayeeKind.PROVIDER)
    for kind in kinds:
        with pytest.raises(MoneyWentAstray) as refusal:
            billed.pay(1_000, payee=Payee(kind=kind))
        assert refusal.value.clauses == ("A9.17",)
    with billed.world.inside():
        assert not Receipt.objects.exists()
        assert AuditEvent.objects.filter(refused=True, clauses=["A9.17"]).count() == len(kinds)
    assert set(_cases(billed)) == {("A9.17", f"bill/{billed.bill().id}")}


@pytest.mark.clause("A9.17")
def test_a_payee_that_nobody_knows_is_refused_and_opens_a_case(billed: Billed) -> None:
    with pytest.raises(MoneyWentAstray) as refusal:
        billed.pay(1_000, payee=Payee())
    assert "payee_unknown" in reasons_of(refusal)
    assert len(_cases(billed)) == 1


@pytest.mark.clause("A9.17")
def test_nobody_but_the_cashier_takes_money(billed: Billed) -> None:
    for role in (Role.CLASS_TEACHER, Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_HEAD, Role.COUNTY_OFFICER):
        with pytest.raises(Http404):
            billed.pay(1_000, actor=billed.world[role])


@pytest.mark.clause("A9.22")
def test_nothing_and_less_than_nothing_is_no_payment(billed: Billed) -> None:
    for amount in (0, -1):
        with pytest.raises(UnableToRecord) as refusal:
            billed.pay(amount)
        assert reasons_of(refusal) == {"amount_not_positive"}
        assert refusal.value.clauses == ("A9.22",)


@pytest.mark.clause("A9.23")
def test_each_payment_has_a_paper_of_its_own(billed: Billed) -> None:
    billed.pay(1_000, paper_number="4300000001")
    for number, reason in (("4300000001", "paper_number_used"), (" ", "paper_number_missing")):
        with pytest.raises(UnableToRecord) as refused:
            billed.pay(1_000, paper_number=number)
        assert reasons_of(refused) == {reason}


@pytest.mark.clause("A9.12")
def test_what_is_paid_too_much_is_owed_back_at_once(billed: Billed) -> None:
    net = billed.bill().net_fen
    receipt = billed.pay(net + 500)
    assert (receipt.settled_fen, receipt.excess_fen) == (net, 500)
    (refund,) = billed.refunds()
    assert (refund.cause, refund.cash_fen, refund.state) == ("overcharge", 500, "decided")
    billed.approve(refund)
    billed.pay_back(refund)
    assert billed.totals().holds
    assert billed.totals().in_book == net


@pytest.mark.clause("A9.23")
def test_who_records_money_does_not_confirm_it(billed: Billed) -> None:
    both = _both(billed)
    receipt = billed.pay(1_000, actor=both)
    with pytest.raises(UnableToRecord) as refusal:
        perform(match_receipts, actor=both, now=billed.now, receipts=[receipt.id])
    assert refusal.value.clauses == ("A9.23",)
    accountant = billed.world[Role.SCHOOL_ACCOUNTANT]
    assert perform(match_receipts, actor=accountant, now=billed.now, receipts=[receipt.id]) == 1


def _code(billed: Billed, child: int) -> str:
    term = billed.world.term
    return pay_code(BillReference(term.year, term.half, billed.bill(child).number))


def _import(billed: Billed, *rows: str, account: UUID | None = None) -> BankStatement:
    text = "\n".join(["交易日期,收入金额,支出金额,附言,交易流水号", *rows])
    return perform(
        import_statement,
        actor=billed.world[Role.SCHOOL_CASHIER],
        now=billed.now,
        place=billed.world.place,
        term_id=billed.world.term.id,
        account_id=account or billed.accounts["B1"],
        file_name="明细.csv",
        content=text.encode(),
    )


@pytest.mark.clause("A9.23")
def test_a_bank_file_pays_bills_and_returns_what_it_cannot_place(billed: Billed) -> None:
    net = billed.bill().net_fen
    rows = (
        f"2026-01-27,{net / 100:.2f},,缴费 {_code(billed, 0)},A1",
        f"2026-01-27,{net / 100:.2f},,缴费 {_code(billed, 0)},A1",
        f"2026-01-27,10.00,,{_code(billed, 1)},A2",
        "2026-01-27,32.00,,李四妈妈,A3",
        "2026-01-27,一百,,x,A4",
        "2026-01-27,,5.00,手续费,A5",
    )
    statement = _import(billed, *rows)
    assert statement.counts == {"matched": 2, "doubled": 1, "unmatched": 1, "faulty": 1, "outgoing": 1}
    assert (billed.standing(0).open, billed.standing(1).settled) == (Fen(0), Fen(1_000))
    with billed.world.inside():
        faulty = BankLine.objects.get(outcome="faulty")
        assert (faulty.row, faulty.column, faulty.reason) == (6, "income", "bank_amount_unreadable")
        waiting = BankLine.objects.get(outcome="unmatched")
    again = _import(billed, *rows)
    assert again.counts == {"doubled": 5, "faulty": 1}
    cashier = billed.world[Role.SCHOOL_CASHIER]
    perform(assign_row, actor=cashier, now=billed.now, row_id=waiting.id, bill_id=billed.bill(2).id)
    assert billed.standing(2).settled == Fen(3_200)
    with pytest.raises(UnableToRecord) as refused:
        perform(assign_row, actor=cashier, now=billed.now, row_id=waiting.id, bill_id=billed.bill(3).id)
    assert reasons_of(refused) == {"bank_row_not_waiting"}
    assert billed.totals().holds


@pytest.mark.clause("A9.17")
def test_no_file_of_an_unregistered_account_is_taken_in(billed: Billed) -> None:
    with pytest.raises(MoneyWentAstray):
        _import(billed, "2026-01-27,10.00,,x,A1", account=UUID(int=5))
    assert len(_cases(billed)) == 1


def test_a_file_that_is_no_statement_is_refused_whole(billed: Billed) -> None:
    with pytest.raises(UnableToRecord) as refusal:
        perform(
            import_statement,
            actor=billed.world[Role.SCHOOL_CASHIER],
            now=billed.now,
            place=billed.world.place,
            term_id=billed.world.term.id,
            account_id=billed.accounts["B1"],
            file_name="名单.csv",
            content="姓名,班级\n张三,一班".encode(),
        )
    assert refusal.value.verdicts[0].reason == "statement_columns_missing"


@pytest.mark.clause("A9.15")
def test_no_sanction_follows_from_an_open_bill(billed: Billed) -> None:
    for measure in set(ArrearsMeasure) - {ArrearsMeasure.REMIND}:
        with pytest.raises(UnableToCollect) as refusal:
            _collect(billed, measure)
        assert refusal.value.clauses == ("A9.15",)
    assert set(_cases(billed)) == {("A9.15", f"school/{billed.world.school.id}")}


@pytest.mark.clause("A9.15")
def test_a_reminder_goes_to_who_has_not_paid_and_to_nobody_else(billed: Billed) -> None:
    billed.pay(billed.bill(0).net_fen)
    due = billed.bill().due_date
    assert due is not None
    billed.now = billed.now.replace(month=due.month, day=due.day)
    assert _collect(billed, ArrearsMeasure.REMIND) == 0
    billed.now = billed.now.replace(day=due.day + 1)
    assert _collect(billed, ArrearsMeasure.REMIND) == 5
    with billed.world.inside():
        told = set(Message.objects.filter(kind="bill_reminder").values_list("to_person_id", flat=True))
    assert told == {child.guardian.person for child in billed.world.children[1:]}


def _collect(billed: Billed, measure: ArrearsMeasure) -> int:
    return perform(
        act_on_arrears,
        actor=billed.world[Role.SCHOOL_ACCOUNTANT],
        now=billed.now,
        place=billed.world.place,
        term_id=billed.world.term.id,
        measure=measure,
    )


def _close(billed: Billed, actor: Actor, **options: str) -> DayTotal:
    return perform(
        close_day,
        actor=actor,
        now=billed.now,
        place=billed.world.place,
        term_id=billed.world.term.id,
        **options,
    )


@pytest.mark.clause("A9.23")
def test_a_day_is_closed_by_one_and_confirmed_by_another(billed: Billed) -> None:
    billed.pay(1_000)
    both = _both(billed)
    day = _close(billed, both)
    assert day.figures["settled"] == 1_000
    with pytest.raises(UnableToRecord) as refusal:
        perform(check_day, actor=both, now=billed.now, day_id=day.id)
    assert refusal.value.clauses == ("A9.23",)
    checked = perform(check_day, actor=billed.world[Role.SCHOOL_ACCOUNTANT], now=billed.now, day_id=day.id)
    assert checked.checked_at is not None
    with pytest.raises(UnableToRecord) as refused:
        _close(billed, both)
    assert reasons_of(refused) == {"day_closed_before"}
