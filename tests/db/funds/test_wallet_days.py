"""Each day the channel's own bill is held against the book: lost call-backs settle, the rest is owed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from factories.billing import Billed, a_billed_world
from factories.visitors import of_role
from factories.wallet import Wallet, WatchingGateway, open_a_wallet
from kehou.demo.gateway.till import Order
from kehou.funds.models import Receipt, WalletDay, WalletOrder
from kehou.funds.wallet.services.reconciling import DIFFERS, compare_day, compare_days
from kehou.funds.wallet.services.refunding import pay_to_wallet
from kehou.funds.wallet.tasks import compare_with_channel
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now
from kehou.platform.clock.wall import wall_now
from kehou.platform.duties.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def wallet(watching: WatchingGateway) -> Wallet:
    return open_a_wallet(a_billed_world(per_class=1), watching)


def _today(billed: Billed) -> date:
    return billed.now.date()


def _compare(wallet: Wallet, day: date | None = None) -> WalletDay:
    billed = wallet.billed
    return compare_day(merchant=wallet.merchant, day=day or _today(billed), now=billed.now)


def _open_duties(wallet: Wallet) -> int:
    with wallet.billed.world.inside():
        return Duty.objects.filter(kind=DIFFERS, done_at=None).count()


@pytest.mark.clause("A9.23")
def test_paid_lost_and_refunded_orders_agree_to_the_fen(wallet: Wallet) -> None:
    billed = wallet.billed
    told, untold = wallet.order(0), wallet.order(1)
    wallet.take(*wallet.paid(told))
    wallet.till.pay(untold.trade_number)  # paid, and no call-back ever comes
    billed.pay(billed.bill(0).net_fen)  # the same bill at the counter: what the wallet paid goes back
    (refund,) = billed.refunds()
    row = _compare(wallet)
    assert (row.row_count, row.differences) == (2, [])
    assert row.paid_fen == told.amount_fen + untold.amount_fen
    with billed.world.inside():
        assert WalletOrder.objects.get(pk=untold.pk).state == "paid"
        assert Receipt.objects.count() == 3
    billed.approve(refund)
    assert _open_duties(wallet) == 0


@pytest.mark.clause("A9.23", "A9.12")
def test_a_refund_is_on_the_bill_of_its_day(wallet: Wallet) -> None:
    billed = wallet.billed
    order = wallet.order()
    billed.pay(billed.bill().net_fen)
    wallet.take(*wallet.paid(order))
    (refund,) = billed.refunds()
    billed.approve(refund)
    cashier = billed.world[Role.SCHOOL_CASHIER]
    assert perform(pay_to_wallet, actor=cashier, now=billed.now, refund_id=refund.id)
    row = _compare(wallet)
    assert (row.row_count, row.refunded_fen, row.differences) == (2, refund.cash_fen, [])


@pytest.mark.clause("A9.23")
def test_what_differs_is_shown_and_owed_until_it_agrees(wallet: Wallet) -> None:
    billed, till = wallet.billed, wallet.till
    order = wallet.order()
    wallet.take(*wallet.paid(order))
    till.orders["strange"] = Order("strange", 777, "")
    till.pay("strange")
    till.orders[order.trade_number].total += 1
    row = _compare(wallet)
    assert {(one["key"], one["kind"]) for one in row.differences} == {
        ("strange", "not_here"),
        (order.trade_number, "amount"),
    }
    assert _open_duties(wallet) == 1
    set_business_now(billed.now)
    page = of_role(billed.world, Role.SCHOOL_ACCOUNTANT).get(
        f"/money/schools/{billed.world.school.id}/receipts/"
    )
    assert "微信有这笔，账上没有：strange" in page.content.decode()
    till.orders[order.trade_number].total -= 1
    del till.orders["strange"]
    assert _compare(wallet).differences == []
    assert _open_duties(wallet) == 0


@pytest.mark.clause("A9.23")
def test_money_that_the_channel_does_not_know_is_found(wallet: Wallet) -> None:
    order = wallet.order()
    wallet.take(*wallet.paid(order))
    del wallet.till.orders[order.trade_number]
    (found,) = _compare(wallet).differences
    assert (found["kind"], found["here"], found["there"]) == ("not_there", order.amount_fen, 0)


def test_the_daily_job_compares_the_last_days_and_bears_a_silent_channel(
    wallet: Wallet, watching: WatchingGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    billed = wallet.billed
    order = wallet.order()
    wallet.take(*wallet.paid(order))
    wallet.till.orders[order.trade_number].paid_at = (wall_now() - timedelta(days=1)).isoformat()
    tomorrow = billed.now + timedelta(days=1)
    set_business_now(tomorrow)
    with monkeypatch.context() as silent:
        silent.setattr(watching, "down", True)
        compare_with_channel(0)
    with billed.world.inside():
        assert not WalletDay.objects.exists()
    assert compare_days(merchant=wallet.merchant, now=tomorrow) == 0
    with billed.world.inside():
        assert sorted(WalletDay.objects.values_list("day_date", flat=True))[-1] == _today(billed)
        assert WalletDay.objects.count() == 3


@pytest.mark.clause("A9.23")
def test_no_transaction_is_open_while_the_channel_is_asked(wallet: Wallet, watching: WatchingGateway) -> None:
    untold = wallet.order()
    wallet.till.pay(untold.trade_number)  # so that the order is asked about too
    watching.open.clear()
    _compare(wallet)
    assert len(watching.open) == 3  # the bill's address, the bill, the order
    assert {depth for _, depth in watching.open} == {0}
    watching.open.clear()
    with wallet.billed.world.inside():  # the positive control: an open one is seen
        _compare(wallet)
    assert {depth for _, depth in watching.open} == {1}
