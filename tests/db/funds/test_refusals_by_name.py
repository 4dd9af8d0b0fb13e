"""Refusals of bills, books, days and refunds, each by its name, and beside it what passes."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import datetime

import pytest

from factories.approved import approve_a_plan
from factories.billing import Billed, a_billed_world
from factories.books import BookWorld, open_a_book
from factories.closed import OVER, STATEMENT, a_term_of_money, ask_and_confirm
from factories.law import lay_down_the_law
from factories.plan_content import a_content
from factories.refused import must_refuse
from factories.world import NOW, a_world
from kehou.funds.bills.services.issuing import issue_bills
from kehou.funds.closing.running import run_next_step
from kehou.funds.closing.services.months import close_month
from kehou.funds.models import DayTotal, LedgerEntry, LedgerLine, Refund, TermLedger
from kehou.funds.receipts.services.closing_days import close_day
from kehou.funds.refunds.services.paying import pay_refund
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI
from kehou.ledger import recipes as r
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from kehou.rulebook.facts.fees import BillingBasis

pytestmark = pytest.mark.django_db


@pytest.fixture
def book() -> BookWorld:
    lay_down_the_law()
    return a_term_of_money(a_world(per_class=1))


@pytest.mark.clause("A9.22", "A9.12")
def test_no_bill_before_the_book_nor_before_what_is_billed_was_held() -> None:
    lay_down_the_law()
    world = a_world(urban_rural_code="121", per_class=1)
    content = a_content()
    actual = replace(content, fees=replace(content.fees, billing_basis=BillingBasis.ACTUAL))
    approve_a_plan(world, content=actual)
    billing = {
        "actor": world[Role.SCHOOL_ACCOUNTANT],
        "place": world.place,
        "term_id": world.term.id,
    }
    must_refuse("A9.22", "no_ledger_yet", perform, issue_bills, now=NOW, **billing)
    open_a_book(world)
    must_refuse("A9.12", "billed_before_held", perform, issue_bills, now=NOW, **billing)
    last = datetime.combine(world.term.last_date, NOW.timetz())
    must_refuse("A9.14", "nobody_to_bill", perform, issue_bills, now=last, **billing)  # past both gates


def forge(book: BookWorld) -> None:
    """Two entries that take each other back, whose hashes nobody computed: the database lets them in."""
    with book.world.inside():
        last = LedgerEntry.objects.filter(ledger=book.ledger).latest("number")
        lines = list(LedgerLine.objects.filter(entry=last).order_by("position"))
        for step, sign in enumerate((1, -1), start=1):
            ledger = TermLedger.objects.get(pk=book.ledger.pk)
            entry = LedgerEntry.objects.get(pk=last.pk)
            entry.pk, entry.number, entry.document = new_id(), ledger.last_number + 1, f"forged/{step}"
            entry.previous_hash, entry.chain_hash = ledger.head, f"{step}" * 64
            entry.save(force_insert=True)
            for line in lines:
                line.pk, line.entry, line.number = new_id(), entry, entry.number
                line.amount_fen = sign * abs(line.amount_fen) * (1 if line.position else -1)
                line.save(force_insert=True)


@pytest.mark.clause("A9.22")
def test_a_book_whose_chain_was_forged_closes_no_month(book: BookWorld) -> None:
    closing = {
        "actor": book.world[Role.SCHOOL_ACCOUNTANT],
        "now": datetime(2026, 2, 3, 12, tzinfo=SHANGHAI),
        "ledger_id": book.ledger.id,
        "month": datetime(2026, 1, 1, tzinfo=SHANGHAI).date(),
        "statements": {"B1": Fen(STATEMENT)},
    }
    sound = deepcopy(closing)
    forge(book)
    must_refuse("A9.22", "book_chain_broken", perform, close_month, **sound)


@pytest.mark.clause("A9.22")
def test_a_book_whose_chain_was_forged_closes_no_term(book: BookWorld) -> None:
    closing = ask_and_confirm(book)
    forge(book)
    step = {"county_code": closing.county_code, "now": OVER}
    must_refuse("A9.22", "book_chain_broken", run_next_step, closing.id, **step)


@pytest.mark.clause("A9.23")
def test_a_day_that_differs_is_explained_before_it_is_closed() -> None:
    billed = a_billed_world(per_class=1)
    billed.pay(1_000)
    strayed = BookWorld(billed.world, billed.ledger)
    strayed.post(r.receipt_recorded([strayed.item(0, 300)], purse=r.Purse("B1")))  # nobody's receipt
    day = {
        "actor": billed.world[Role.SCHOOL_CASHIER],
        "now": billed.now,
        "place": billed.world.place,
        "term_id": billed.world.term.id,
    }
    must_refuse("A9.23", "day_differs", perform, close_day, **day)
    kept: DayTotal = perform(close_day, explanation="300分待查", **day)
    assert kept.explanation == "300分待查"


@pytest.mark.clause("A9.23")
def test_a_refund_that_nobody_approved_is_not_paid() -> None:
    billed: Billed = a_billed_world(per_class=1)
    billed.pay(billed.bill().net_fen + 300)
    (refund,) = billed.refunds()
    with billed.world.inside():  # as a row that came to this state by another way than the approval
        Refund.objects.filter(pk=refund.pk).update(state=Refund.State.FAILED)
    paying = {
        "actor": billed.world[Role.SCHOOL_CASHIER],
        "now": billed.now,
        "refund_id": refund.id,
        "account_id": billed.accounts["B1"],
        "reference": "TK-1",
    }
    must_refuse("A9.23", "refund_not_approved", perform, pay_refund, **paying)
    with billed.world.inside():
        Refund.objects.filter(pk=refund.pk).update(state=Refund.State.DECIDED)
    billed.approve(refund)
    assert perform(pay_refund, **paying).state == Refund.State.PAID
