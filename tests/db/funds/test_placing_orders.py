"""Placing an order: stored, then asked for, then answered. Whatever stops between, no bill has two orders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from factories.billing import a_billed_world
from factories.browsing import family_client
from factories.refused import reasons_of
from factories.wallet import Wallet, WatchingGateway, open_a_wallet
from kehou.demo.gateway.serving import serve_gateway
from kehou.funds.models import WalletOrder
from kehou.funds.wallet.port import ChannelDown
from kehou.funds.wallet.services.asking import PATIENCE, ask_about_open_orders, ask_about_order
from kehou.funds.wallet.services.ordering import UnableToOrder, order_payment
from kehou.funds.wallet.wechat import WeChatChannel
from kehou.kernel.fen import Fen
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import at

pytestmark = [pytest.mark.django_db, pytest.mark.clause("A9.17")]
ORDERING = "/v3/pay/transactions/native"


class Died(BaseException):
    """The process was killed."""


@pytest.fixture(scope="module")
def gateway() -> Iterator[WatchingGateway]:
    made = WatchingGateway()
    with serve_gateway(made):
        yield made


@pytest.fixture
def wallet(gateway: WatchingGateway) -> Wallet:
    billed = a_billed_world(per_class=1)
    set_business_now(billed.now)
    found = open_a_wallet(billed, gateway, number="1900000032")
    gateway.open.clear()
    return found


def _orders(wallet: Wallet) -> list[WalletOrder]:
    with wallet.billed.world.inside():
        return list(WalletOrder.objects.order_by("placed_at"))


def _age(wallet: Wallet, order: WalletOrder, by: timedelta) -> None:
    with wallet.billed.world.inside():
        rows = WalletOrder.objects.filter(pk=order.pk)
        rows.update(placed_at=order.placed_at - by, expires_at=order.expires_at - by)


def _ask(wallet: Wallet) -> dict[str, int]:
    return ask_about_open_orders(sight=at(wallet.merchant.place), now=wallet.billed.now)


def _die(wallet: Wallet, monkeypatch: pytest.MonkeyPatch, *, heard: bool) -> WalletOrder:
    """The guardian starts to pay; the process dies as the channel was asked, or just before."""
    order = WeChatChannel.order

    def killed(channel: WeChatChannel, **about: object) -> str:
        if heard:
            order(channel, **about)  # type: ignore[arg-type]
        raise Died

    with monkeypatch.context() as patch:
        patch.setattr(WeChatChannel, "order", killed)
        with pytest.raises(Died):
            wallet.order()
    (left,) = _orders(wallet)
    assert (left.state, left.pay_address) == ("placing", "")
    return left


def _payable(wallet: Wallet) -> list[int]:
    """What can be paid at the channel now."""
    return [order.total for order in wallet.till.orders.values() if order.state == "NOTPAY"]


def test_an_order_is_placed_outside_by_the_service_and_on_the_page(
    wallet: Wallet, gateway: WatchingGateway
) -> None:
    order = wallet.order(0)
    child = wallet.billed.world.children[1]
    family = family_client(child)
    assert family.post(f"/family/{child.pupil_id}/payments/").status_code == 302
    wallet.billed.pay(1_000)
    assert wallet.order(0).id != order.id  # the first one is asked about, closed, and another placed
    assert [path for path, _ in gateway.open].count(ORDERING) == 3
    assert len(gateway.open) == 5
    assert gateway.depths() == {0}


def test_an_open_transaction_would_be_seen(wallet: Wallet, gateway: WatchingGateway) -> None:
    """The positive control."""
    with wallet.billed.world.inside():
        wallet.order()
    assert gateway.depths() == {1}


def test_an_order_whose_answer_was_lost_is_asked_for_by_its_own_number(
    wallet: Wallet, gateway: WatchingGateway
) -> None:
    gateway.mute = True
    with pytest.raises(ChannelDown):
        wallet.order()
    gateway.mute = False
    (left,) = _orders(wallet)
    assert (left.state, left.pay_address) == ("placing", "")
    order = wallet.order()
    assert (order.id, order.state) == (left.id, "open")
    assert order.pay_address
    assert _payable(wallet) == [wallet.billed.bill().net_fen]


@pytest.mark.parametrize("heard", [True, False])
def test_a_process_that_dies_leaves_an_order_that_the_next_ask_places_once(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch, heard: bool
) -> None:
    left = _die(wallet, monkeypatch, heard=heard)
    assert len(_payable(wallet)) == heard
    order = wallet.order()
    assert (order.id, order.state) == (left.id, "open")
    assert wallet.order().id == left.id
    assert _payable(wallet) == [wallet.billed.bill().net_fen]
    wallet.take(*wallet.paid(order))
    assert wallet.billed.standing().open == Fen(0)
    assert wallet.billed.totals().holds


def test_the_job_closes_what_never_came_to_the_channel_and_no_earlier(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = _die(wallet, monkeypatch, heard=False)
    assert ask_about_order(left.id, place=wallet.merchant.place, now=wallet.billed.now) == "placing"
    assert _ask(wallet) == {"settled": 0, "closed": 0, "unanswered": 0}
    _age(wallet, left, by=PATIENCE + timedelta(seconds=1))
    assert _ask(wallet) == {"settled": 0, "closed": 1, "unanswered": 0}
    assert wallet.order().id != left.id
    assert len(_payable(wallet)) == 1


def test_the_job_leaves_what_the_channel_knows_until_its_life_is_over(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = _die(wallet, monkeypatch, heard=True)
    _age(wallet, left, by=timedelta(minutes=30))
    assert _ask(wallet) == {"settled": 0, "closed": 0, "unanswered": 0}
    _age(wallet, left, by=timedelta(hours=3))
    assert _ask(wallet)["closed"] == 1
    assert _payable(wallet) == []


def test_of_another_sum_the_order_that_was_left_is_ended_before_another_is_placed(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    _die(wallet, monkeypatch, heard=True)
    wallet.billed.pay(1_000)
    order = wallet.order()
    assert _payable(wallet) == [order.amount_fen] == [wallet.billed.bill().net_fen - 1_000]
    assert sorted(row.state for row in _orders(wallet)) == ["closed", "open"]


def test_an_order_that_may_be_on_its_way_is_waited_for(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = _die(wallet, monkeypatch, heard=False)
    wallet.billed.pay(1_000)
    with pytest.raises(ChannelDown):
        wallet.order()
    assert [row.id for row in _orders(wallet)] == [left.id]
    assert _payable(wallet) == []
    _age(wallet, left, by=PATIENCE + timedelta(seconds=1))
    order = wallet.order()
    assert order.id != left.id
    assert _payable(wallet) == [order.amount_fen]


def test_what_was_paid_on_an_order_of_another_sum_is_settled_before_another_is_placed(
    wallet: Wallet,
) -> None:
    first = wallet.order()
    wallet.till.pay(first.trade_number)  # no call-back comes
    wallet.billed.pay(1_000)
    with pytest.raises(UnableToOrder) as refused:
        wallet.order()
    assert reasons_of(refused) == {"nothing_open"}
    assert [row.state for row in _orders(wallet)] == ["paid"]
    (excess,) = wallet.billed.refunds(cause="overcharge")
    assert excess.cash_fen == 1_000
    assert wallet.billed.totals().holds


def test_an_order_that_cannot_be_ended_keeps_another_from_being_placed(
    wallet: Wallet, gateway: WatchingGateway
) -> None:
    first = wallet.order()
    wallet.billed.pay(1_000)
    gateway.down = True
    with pytest.raises(ChannelDown):
        wallet.order()
    gateway.down = False
    assert [(row.id, row.state) for row in _orders(wallet)] == [(first.id, "open")]


def test_two_who_ask_at_once_get_one_order(wallet: Wallet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the two transactions another phone asks: it finds the order and places it."""
    order, others = WeChatChannel.order, []

    def meanwhile(channel: WeChatChannel, **about: object) -> str:
        monkeypatch.setattr(WeChatChannel, "order", order)
        others.append(wallet.order())
        return order(channel, **about)  # type: ignore[arg-type]

    monkeypatch.setattr(WeChatChannel, "order", meanwhile)
    own = wallet.order()
    assert [own.id] == [other.id for other in others]
    assert own.pay_address == others[0].pay_address
    assert len(_orders(wallet)) == len(_payable(wallet)) == 1


def test_the_database_itself_keeps_a_second_live_order_out(wallet: Wallet) -> None:
    order = wallet.order()
    with wallet.billed.world.inside():
        row = WalletOrder.objects.get(pk=order.pk)
        row.pk, row.trade_number, row.state = new_id(), new_id().hex, WalletOrder.State.PLACING
        with pytest.raises(IntegrityError, match="one_live_order_a_bill"), transaction.atomic():
            row.save(force_insert=True)
        row.state = WalletOrder.State.CLOSED
        row.save(force_insert=True)  # the control: one that is over stands beside it


def test_nobody_orders_for_another_familys_child(wallet: Wallet) -> None:
    world, bill = wallet.billed.world, wallet.billed.bill(0)
    now: datetime = wallet.billed.now
    with pytest.raises(Http404):
        order_payment(actor=world.children[1].guardian, now=now, bill_id=bill.id)
    assert _orders(wallet) == []
    assert order_payment(actor=world.children[0].guardian, now=now, bill_id=bill.id).state == "open"


def test_the_page_of_an_order_that_is_being_placed_leads_back(
    wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, child = _die(wallet, monkeypatch, heard=False), wallet.billed.world.children[0]
    family = family_client(child)
    shown = family.get(f"/family/{child.pupil_id}/payments/{left.id}/").content.decode()
    assert "还没有向微信下好单" in shown
    assert "用微信扫一扫付款" not in shown
    placed = family.post(f"/family/{child.pupil_id}/payments/", follow=True).content.decode()
    assert "用微信扫一扫付款" in placed
    assert [row.id for row in _orders(wallet)] == [left.id]
