"""Nothing of ours waits with the channel: it is asked while no transaction is open, then booked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories.billing import a_billed_world
from factories.browsing import family_client, staff_client
from factories.wallet import Wallet, WatchingGateway, open_a_wallet
from kehou.funds.models import Refund, WalletOrder
from kehou.funds.wallet.port import Trade
from kehou.funds.wallet.services.asking import ask_about_open_orders
from kehou.funds.wallet.tasks import ask_channel
from kehou.funds.wallet.wechat import WeChatChannel
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.scope import at

pytestmark = pytest.mark.django_db
AT_ONCE = timedelta(0)


@pytest.fixture
def wallet(watching: WatchingGateway) -> Wallet:
    billed = a_billed_world(per_class=1)
    set_business_now(billed.now)
    found = open_a_wallet(billed, watching, number="1900000031")
    watching.open.clear()
    return found


def _state(wallet: Wallet, order: WalletOrder) -> str:
    with wallet.billed.world.inside():
        return WalletOrder.objects.get(pk=order.pk).state


def _earlier(wallet: Wallet, *orders: WalletOrder, by: timedelta) -> None:
    """Orders that were placed, and live, so much earlier."""
    with wallet.billed.world.inside():
        for order in orders:
            WalletOrder.objects.filter(pk=order.pk).update(
                placed_at=order.placed_at - by, expires_at=order.expires_at - by
            )


@pytest.mark.clause("A9.17", "A9.23")
def test_the_job_asks_outside_and_settles_and_closes(wallet: Wallet, watching: WatchingGateway) -> None:
    paid, old = wallet.order(0), wallet.order(1)
    wallet.till.pay(paid.trade_number)
    _earlier(wallet, paid, by=timedelta(minutes=10))
    _earlier(wallet, old, by=timedelta(hours=3))
    watching.open.clear()
    ask_channel(0)
    assert len(watching.open) == 3  # two orders, and the closing of the old one
    assert watching.depths() == {0}
    assert (_state(wallet, paid), _state(wallet, old)) == ("paid", "closed")
    assert wallet.billed.totals().holds


@pytest.mark.clause("A9.12")
def test_refunds_are_sent_outside_by_the_job_and_at_the_desk(
    wallet: Wallet, watching: WatchingGateway
) -> None:
    billed, order = wallet.billed, wallet.order()
    billed.pay(billed.bill().net_fen)
    wallet.take(*wallet.paid(order))
    (refund,) = billed.refunds(cause="overcharge")
    billed.approve(refund)
    watching.down = True
    cashier = staff_client(billed.world, Role.SCHOOL_CASHIER)
    address = f"/money/refunds/{refund.id}/wallet/"
    watching.open.clear()
    assert "暂时没有应答" in cashier.post(address, follow=True).content.decode()
    watching.down = False
    assert watching.depths() == {0}
    assert billed.refunds(id=refund.id)[0].state == Refund.State.SENT  # its number is stored
    ask_channel(0)
    assert watching.depths() == {0}
    assert billed.refunds(id=refund.id)[0].state == Refund.State.PAID
    assert wallet.till.orders[order.trade_number].refunded == refund.cash_fen
    assert cashier.post(address).status_code == 302  # once more changes nothing
    assert wallet.till.orders[order.trade_number].refunded == refund.cash_fen
    assert billed.totals().holds


def test_a_family_that_asks_now_holds_no_row_while_it_waits(
    wallet: Wallet, watching: WatchingGateway
) -> None:
    order, child = wallet.order(), wallet.billed.world.children[0]
    family = family_client(child)
    wallet.till.pay(order.trade_number)
    watching.open.clear()
    address = f"/family/{child.pupil_id}/payments/{order.id}/"
    assert family.post(address).status_code == 302
    assert watching.depths() == {0}
    assert _state(wallet, order) == "paid"
    stranger = family_client(wallet.billed.world.children[1])
    assert stranger.post(address).status_code == 404
    assert watching.open == []


def test_an_open_transaction_would_be_seen(wallet: Wallet, watching: WatchingGateway) -> None:
    """The positive control."""
    wallet.order()
    watching.open.clear()
    with wallet.billed.world.inside():
        ask_about_open_orders(sight=at(wallet.merchant.place), now=wallet.billed.now, patience=AT_ONCE)
    assert watching.depths() == {1}


def test_a_call_back_that_comes_in_before_the_answer_is_booked_books_it_once(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the answer and its booking the order is nobody's; who comes second finds it settled."""
    order = wallet.order()
    headers, body = wallet.paid(order)
    query, told = WeChatChannel.query, []

    def slowly(channel: WeChatChannel, number: str) -> Trade | None:
        found = query(channel, number)
        told.append(wallet.take(headers, body).what)
        return found

    monkeypatch.setattr(WeChatChannel, "query", slowly)
    found = ask_about_open_orders(sight=at(wallet.merchant.place), now=wallet.billed.now, patience=AT_ONCE)
    assert told == ["settled"]
    assert found == {"settled": 0, "closed": 0, "unanswered": 0}
    assert wallet.billed.standing().open.amount == 0
    assert wallet.billed.totals().holds
