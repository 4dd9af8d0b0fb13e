"""Acts that come twice, before their turn, or with what cannot be read: each is refused by its name."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date

import pytest

from factories.billing import Billed, a_billed_world
from factories.refused import must_refuse
from kehou.demo.gateway.serving import Gateway
from kehou.funds.bills.services.cancelling import cancel_bill
from kehou.funds.bills.services.waiving import enter_aid
from kehou.funds.receipts.services.statements import import_statement
from kehou.funds.wallet.merchants import register_merchant
from kehou.funds.wallet.services.ordering import order_payment
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.database.rows import new_id
from sharing import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(standing: Standing[Billed]) -> Billed:
    return standing(lambda: a_billed_world(per_class=1))


@pytest.fixture
def billed(built: Billed) -> Billed:
    return deepcopy(built)


def put_on_the_aid_list(billed: Billed, *, known: bool = True) -> None:
    perform(
        enter_aid,
        actor=billed.world[Role.SCHOOL_ACCOUNTANT],
        now=billed.now,
        place=billed.world.place,
        term_id=billed.world.term.id,
        pupil_id=billed.world.children[0].pupil_id if known else new_id(),
        category="orphan",
        document_number="演民发〔2026〕1号",
        recognised=date(2026, 1, 5),
    )


def the_aid_list_twice(billed: Billed) -> None:
    put_on_the_aid_list(billed)
    put_on_the_aid_list(billed)


def the_aid_list_for_a_stranger(billed: Billed) -> None:
    put_on_the_aid_list(billed, known=False)


def pay_what_was_cancelled(billed: Billed) -> None:
    bill = billed.bill(0)
    perform(cancel_bill, actor=billed.world[Role.SCHOOL_ACCOUNTANT], now=billed.now, bill_id=bill.id)
    billed.pay(1, bill_id=bill.id, child=1)


def approve_a_refund_twice(billed: Billed) -> None:
    billed.pay(billed.bill(0).net_fen + 500)
    (refund,) = billed.refunds()
    billed.approve(refund)
    billed.approve(refund)


def pay_by_a_phone_that_the_school_has_not(billed: Billed) -> None:
    guardian, bill = billed.world.children[0].guardian, billed.bill(0)
    order_payment(actor=guardian, now=billed.now, bill_id=bill.id)


def register_a_line(billed: Billed) -> None:
    till = Gateway().open_till("1900000088")
    perform(
        register_merchant,
        actor=billed.world[Role.SCHOOL_ACCOUNTANT],
        now=billed.now,
        place=billed.world.place,
        account_id=billed.accounts["B1"],
        keys=till.keys(address="http://127.0.0.1:9", notify_address="http://127.0.0.1:9/notices/"),
    )


def a_second_line(billed: Billed) -> None:
    register_a_line(billed)
    register_a_line(billed)


def take_in(billed: Billed, name: str, content: bytes) -> None:
    about = {"place": billed.world.place, "term_id": billed.world.term.id}
    perform(
        import_statement,
        actor=billed.world[Role.SCHOOL_CASHIER],
        now=billed.now,
        account_id=billed.accounts["B1"],
        file_name=name,
        content=content,
        **about,
    )


def a_file_that_is_none(billed: Billed) -> None:
    take_in(billed, "明细.xlsx", b"PK no workbook")


def a_file_without_end(billed: Billed) -> None:
    rows = "2026-01-27,1.00,,x,A1\n" * 20_001
    take_in(billed, "明细.csv", f"交易日期,收入金额,支出金额,附言,交易流水号\n{rows}".encode())


@pytest.mark.clause("A3.3", "A7.11", "A9.12", "A9.17", "A9.23", "A9.39")
@pytest.mark.parametrize(
    ("attempt", "clause", "reason"),
    [
        (the_aid_list_twice, "A9.39", "aid_entered_before"),
        (the_aid_list_for_a_stranger, "A3.3", "pupil_not_on_roll"),
        (pay_what_was_cancelled, "A7.11", "bill_is_cancelled"),
        (approve_a_refund_twice, "A9.12", "refund_not_decided"),
        (pay_by_a_phone_that_the_school_has_not, "A9.17", "no_merchant"),
        (a_second_line, "A9.17", "merchant_exists"),
        (a_file_that_is_none, "A9.23", "statement_unreadable"),
        (a_file_without_end, "A9.23", "statement_too_long"),
    ],
)
def test_money_that_comes_out_of_turn(
    billed: Billed, attempt: Callable[[Billed], None], clause: str, reason: str
) -> None:
    must_refuse(clause, reason, attempt, billed)
    assert billed.totals().holds
