"""A receipt is taken back in red: asked on paper by one, confirmed by another (A9.22, A9.23)."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from factories.billing import Billed, a_billed_world
from factories.refused import must_refuse
from kehou.funds.models import BankLine, LedgerEntry, Receipt, ReceiptReversal
from kehou.funds.receipts.services.reversing import REVERSAL, ask_reversal, drop_reversal, reverse_receipt
from kehou.funds.receipts.services.statements import assign_row, import_statement
from kehou.kernel.actor import Actor, Role
from kehou.kernel.fen import Fen
from kehou.platform.access.performing import perform
from kehou.platform.duties.models import Duty
from kehou.platform.messages.models import Message
from sharing import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(standing: Standing[Billed]) -> Billed:
    return standing(lambda: a_billed_world(per_class=1))


@pytest.fixture
def billed(built: Billed) -> Billed:
    return deepcopy(built)


def ask(billed: Billed, receipt: Receipt, **options: Any) -> ReceiptReversal:
    about = {
        "cause": "wrong_amount",
        "paper_number": "情况说明1号",
        "actor": billed.world[Role.SCHOOL_CASHIER],
    }
    return perform(ask_reversal, now=billed.now, receipt_id=receipt.id, **(about | options))


def confirm(billed: Billed, receipt: Receipt, *, actor: Actor | None = None) -> Receipt:
    acts = actor or billed.world[Role.SCHOOL_ACCOUNTANT]
    return perform(reverse_receipt, actor=acts, now=billed.now, receipt_id=receipt.id)


def drop(billed: Billed, receipt: Receipt, role: Role = Role.SCHOOL_CASHIER) -> Receipt:
    return perform(drop_reversal, actor=billed.world[role], now=billed.now, receipt_id=receipt.id)


@pytest.mark.clause("A9.22", "A9.23")
def test_a_receipt_is_taken_back_in_red_by_two_people(billed: Billed) -> None:
    receipt = billed.pay(billed.bill().net_fen + 300)
    ask(billed, receipt)
    assert billed.standing().open == Fen(0)  # one person moves nothing
    assert confirm(billed, receipt).reversed_by == billed.world[Role.SCHOOL_ACCOUNTANT].person
    assert billed.standing().settled == Fen(0)
    assert billed.totals().holds
    assert billed.totals().in_book == 0
    family = billed.world.children[0].guardian
    with billed.world.inside():
        red = LedgerEntry.objects.filter(event="reversal")
        assert {row.made_by for row in red} == {str(billed.world[Role.SCHOOL_CASHIER].person)}
        assert {row.checked_by for row in red} == {str(billed.world[Role.SCHOOL_ACCOUNTANT].person)}
        assert red.count() == 2  # what settled the bill, and what was too much
        told = Message.objects.filter(kind="receipt_reversed", to_person_id=family.person_id)
        assert told.count() == 1
    billed.pay(billed.bill().net_fen)  # the right one
    assert billed.standing().open == Fen(0)
    assert billed.totals().holds


def _owed(billed: Billed) -> int:
    with billed.world.inside():
        return Duty.objects.filter(kind=REVERSAL, owner_role=Role.SCHOOL_ACCOUNTANT, done_at=None).count()


@pytest.mark.clause("A9.23")
def test_the_accountant_is_owed_a_look_until_it_is_confirmed_or_dropped(billed: Billed) -> None:
    first, second = billed.pay(1_000), billed.pay(500)
    for receipt in (first, second):
        ask(billed, receipt)
    assert _owed(billed) == 2
    drop(billed, first)
    confirm(billed, second)
    assert _owed(billed) == 0
    ask(billed, first)
    assert _owed(billed) == 1


@pytest.mark.clause("A9.22")
def test_what_was_asked_can_be_dropped_and_asked_again(billed: Billed) -> None:
    receipt = billed.pay(1_000)
    for role in (Role.SCHOOL_CASHIER, Role.SCHOOL_ACCOUNTANT):
        ask(billed, receipt)
        drop(billed, receipt, role)
        assert billed.standing().settled == Fen(1_000)
    ask(billed, receipt)
    confirm(billed, receipt)
    assert billed.standing().settled == Fen(0)
    with billed.world.inside():
        kept = ReceiptReversal.objects.order_by("asked_at", "id").values_list("dropped_at", "confirmed_at")
        assert [(bool(dropped), bool(done)) for dropped, done in kept].count((True, False)) == 2


@pytest.mark.clause("A9.23")
def test_a_banks_row_waits_again_for_the_bill_that_it_pays(billed: Billed) -> None:
    cashier, world = billed.world[Role.SCHOOL_CASHIER], billed.world
    text = "交易日期,收入金额,支出金额,附言,交易流水号\n2026-01-27,10.00,,王五,A1"
    perform(
        import_statement,
        actor=cashier,
        now=billed.now,
        place=world.place,
        term_id=world.term.id,
        account_id=billed.accounts["B1"],
        file_name="明细.csv",
        content=text.encode(),
    )
    with world.inside():
        row = BankLine.objects.get()
    claim = {"actor": cashier, "now": billed.now, "row_id": row.id}
    wrong = perform(assign_row, bill_id=billed.bill(0).id, **claim)
    ask(billed, wrong, cause="wrong_bill")
    confirm(billed, wrong)
    with world.inside():
        assert BankLine.objects.get().outcome == BankLine.Outcome.UNMATCHED
    right = perform(assign_row, bill_id=billed.bill(1).id, **claim)
    assert (billed.standing(0).settled, billed.standing(1).settled) == (Fen(0), Fen(1_000))
    assert right.reference == wrong.reference
    assert billed.totals().holds


def _no_paper(billed: Billed) -> None:
    ask(billed, billed.pay(1_000), paper_number=" ")


def _twice(billed: Billed) -> None:
    receipt = billed.pay(1_000)
    ask(billed, receipt)
    ask(billed, receipt)


def _unasked(billed: Billed) -> None:
    confirm(billed, billed.pay(1_000))


def _dropped(billed: Billed) -> None:
    receipt = billed.pay(1_000)
    ask(billed, receipt)
    drop(billed, receipt)
    confirm(billed, receipt)


def _same_hands(billed: Billed) -> None:
    cashier = billed.world[Role.SCHOOL_CASHIER]
    both = Actor(cashier.person_id, (*cashier.grants, *billed.world[Role.SCHOOL_ACCOUNTANT].grants))
    receipt = billed.pay(1_000)
    ask(billed, receipt, actor=both)
    confirm(billed, receipt, actor=both)


def _reversed_before(billed: Billed) -> None:
    receipt = billed.pay(1_000)
    ask(billed, receipt)
    confirm(billed, receipt)
    confirm(billed, receipt)


def _excess_on_its_way(billed: Billed) -> None:
    receipt = billed.pay(billed.bill().net_fen + 300)
    billed.approve(*billed.refunds())
    ask(billed, receipt)


def _by_phone(billed: Billed) -> None:
    receipt = billed.pay(1_000)
    with billed.world.inside():
        row = Receipt.objects.get(pk=receipt.pk)
        row.pk, row.reference, row.channel, row.entry = None, "W1", Receipt.Channel.WALLET, None
        row._state.adding = True
        row.save(force_insert=True)
    ask(billed, row)


@pytest.mark.clause("A7.11", "A9.22", "A9.23")
@pytest.mark.parametrize(
    ("attempt", "clause", "reason"),
    [
        (_no_paper, "A9.23", "reversal_without_paper"),
        (_twice, "A9.22", "reversal_asked_before"),
        (_unasked, "A9.23", "no_reversal_asked"),
        (_dropped, "A9.23", "no_reversal_asked"),
        (_same_hands, "A9.23", "maker_checks_own_entry"),
        (_reversed_before, "A7.11", "receipt_has_moved"),
        (_excess_on_its_way, "A7.11", "receipt_has_moved"),
        (_by_phone, "A9.22", "receipt_of_another_book"),
    ],
)
def test_what_cannot_be_taken_back(
    billed: Billed, attempt: Callable[[Billed], None], clause: str, reason: str
) -> None:
    must_refuse(clause, reason, attempt, billed)


def test_each_acts_in_its_own_place(billed: Billed) -> None:
    receipt = billed.pay(1_000)
    for role in (Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_HEAD, Role.CLASS_TEACHER):
        with pytest.raises(Http404):
            ask(billed, receipt, actor=billed.world[role])
    ask(billed, receipt)
    for role in (Role.SCHOOL_CASHIER, Role.SCHOOL_HEAD, Role.COUNTY_OFFICER):
        with pytest.raises(Http404):
            confirm(billed, receipt, actor=billed.world[role])
    with pytest.raises(Http404):
        drop(billed, receipt, Role.SCHOOL_HEAD)


@pytest.mark.clause("A9.23")
def test_the_database_itself_keeps_the_two_hands_apart(billed: Billed) -> None:
    asked = ask(billed, billed.pay(1_000))
    with billed.world.inside():
        rows = ReceiptReversal.objects.filter(pk=asked.pk)
        with pytest.raises(IntegrityError, match="reversal_confirmed_by_another"), transaction.atomic():
            rows.update(confirmed_by=asked.asked_by, confirmed_at=billed.now)
        other = billed.world[Role.SCHOOL_ACCOUNTANT].person
        assert rows.update(confirmed_by=other, confirmed_at=billed.now) == 1  # the control
