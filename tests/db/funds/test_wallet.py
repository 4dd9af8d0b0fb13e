"""Payments by phone: each order settles once, whatever call-backs come or do not come (A9.17)."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest

from factories.billing import Billed, a_billed_world
from factories.refused import reasons_of
from factories.wallet import Wallet, open_a_wallet
from kehou.demo.gateway.serving import Gateway
from kehou.demo.gateway.till import Till
from kehou.funds.facts.wallet import SERIAL, SIGNATURE
from kehou.funds.models import Receipt, WalletOrder
from kehou.funds.wallet.guards import ALL
from kehou.funds.wallet.merchants import UnableToRegisterMerchant, register_merchant
from kehou.funds.wallet.services.asking import ask_about_open_orders, ask_about_sent_refunds
from kehou.funds.wallet.services.ordering import UnableToOrder
from kehou.funds.wallet.services.refunding import send_refund
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.platform.access.performing import perform
from kehou.platform.clock.wall import wall_now
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import at
from sharing import Standing

pytestmark = pytest.mark.django_db
AT_ONCE = timedelta(0)


@pytest.fixture(scope="module")
def built(standing: Standing[Billed]) -> Billed:
    return standing(lambda: a_billed_world(per_class=1))


@pytest.fixture
def billed(built: Billed) -> Billed:
    return deepcopy(built)


@pytest.fixture
def wallet(billed: Billed, gateway: Gateway) -> Wallet:
    return open_a_wallet(billed, gateway)


def _receipts(billed: Billed) -> list[Receipt]:
    with billed.world.inside():
        return list(Receipt.objects.order_by("recorded_at", "id"))


def _ask(wallet: Wallet) -> dict[str, int]:
    return ask_about_open_orders(sight=at(wallet.merchant.place), now=wallet.billed.now, patience=AT_ONCE)


def _state(wallet: Wallet, order: WalletOrder) -> str:
    with wallet.billed.world.inside():
        return WalletOrder.objects.get(pk=order.pk).state


def test_an_order_is_for_what_is_open_and_one_at_a_time(billed: Billed, wallet: Wallet) -> None:
    order = wallet.order()
    assert order.amount_fen == billed.bill().net_fen
    assert wallet.order().id == order.id
    billed.pay(1_000)
    other = wallet.order()
    assert (other.amount_fen, _state(wallet, order)) == (billed.bill().net_fen - 1_000, "closed")
    billed.pay(other.amount_fen)
    with pytest.raises(UnableToOrder) as refused:
        wallet.order()
    assert reasons_of(refused) == {"nothing_open"}


def test_a_call_back_settles_the_bill_and_its_repeats_change_nothing(billed: Billed, wallet: Wallet) -> None:
    order = wallet.order()
    headers, body = wallet.paid(order)
    assert wallet.take(headers, body).what == "settled"
    assert wallet.take(headers, body).what == "repeated"
    again = wallet.till.notice(wallet.till.trade(wallet.till.orders[order.trade_number]))
    assert wallet.take(*again).what == "repeated"
    assert _ask(wallet) == {"settled": 0, "closed": 0, "unanswered": 0}
    (receipt,) = _receipts(billed)
    assert (receipt.channel, receipt.amount_fen) == ("wallet", billed.bill().net_fen)
    assert receipt.paid_date == billed.now.date()
    assert billed.standing().open == Fen(0)
    assert billed.totals().holds


def test_a_lost_call_back_is_settled_by_asking(billed: Billed, wallet: Wallet) -> None:
    order = wallet.order()
    late = wallet.paid(order)
    assert _ask(wallet)["settled"] == 1
    assert wallet.take(*late).what == "repeated"
    assert len(_receipts(billed)) == 1


def test_an_order_that_nobody_paid_is_closed_once_it_is_over(
    billed: Billed, wallet: Wallet, gateway: Gateway
) -> None:
    order = wallet.order()
    gateway.down = True
    assert _ask(wallet)["unanswered"] == 1
    gateway.down = False
    assert _ask(wallet) == {"settled": 0, "closed": 0, "unanswered": 0}
    with billed.world.inside():
        WalletOrder.objects.update(expires_at=wall_now() - timedelta(minutes=1))
    assert _ask(wallet)["closed"] == 1
    assert (_state(wallet, order), wallet.till.orders[order.trade_number].state) == ("closed", "CLOSED")


def test_money_on_an_order_that_was_closed_meanwhile_is_not_lost(billed: Billed, wallet: Wallet) -> None:
    order = wallet.order()
    notice = wallet.paid(order)
    billed.pay(billed.bill().net_fen)
    assert wallet.take(*notice).what == "settled"
    (excess,) = billed.refunds(cause="overcharge")
    assert excess.cash_fen == order.amount_fen
    billed.approve(excess)
    assert send_refund(refund_id=excess.id, place=billed.world.place, now=billed.now)
    assert wallet.till.orders[order.trade_number].refunded == order.amount_fen
    assert billed.totals().holds
    assert billed.totals().in_book == billed.bill().net_fen


def _refuse(wallet: Wallet, reason: str, headers: dict[str, str], body: bytes) -> None:
    outcome = wallet.take(headers, body)
    assert (outcome.what, outcome.reason) == ("refused", reason)
    assert _receipts(wallet.billed) == []


def test_every_bad_call_back_is_refused_and_changes_nothing(
    billed: Billed, wallet: Wallet, gateway: Gateway
) -> None:
    order = wallet.order()
    till = wallet.till
    trade = till.trade(till.pay(order.trade_number))
    headers, body = till.notice(trade)
    stamp = int(wall_now().timestamp())
    impostor = Till(till.merchant, till.app, Gateway().platform, api_key=till.api_key)
    forged, forged_body = impostor.notice(trade)
    _refuse(wallet, "serial", forged, forged_body)
    _refuse(wallet, "forged", {**forged, SERIAL: till.platform.key_id}, forged_body)
    _refuse(wallet, "forged", {**headers, SIGNATURE: "x" * 344}, body)
    _refuse(wallet, "forged", headers, body.replace(b'"summary"', b'"summery"'))
    _refuse(wallet, "unsigned", {**headers, SIGNATURE: ""}, body)
    _refuse(wallet, "time", *till.notice(trade, stamp=stamp - 400))
    _refuse(wallet, "time", *till.notice(trade, stamp=stamp + 400))
    _refuse(wallet, "amount", *till.notice(trade | {"amount": {"total": 1, "currency": "CNY"}}))
    _refuse(wallet, "amount", *till.notice(trade | {"amount": {"total": 400.0, "currency": "CNY"}}))
    dollars = {"total": order.amount_fen, "currency": "USD"}
    _refuse(wallet, "amount", *till.notice(trade | {"amount": dollars}))
    _refuse(wallet, "merchant", *till.notice(trade | {"mchid": "1900000002"}))
    _refuse(wallet, "merchant", *till.notice(trade | {"appid": "wx9"}))
    _refuse(wallet, "order", *till.notice(trade | {"out_trade_no": new_id().hex}))
    _refuse(wallet, "not_paid", *till.notice(trade | {"trade_state": "NOTPAY"}))
    _refuse(wallet, "forged", *till.notice({"nothing": json.dumps("of use")}))
    _refuse(wallet, "body_too_large", headers, body + b" " * 70_000)
    other = gateway.open_till("1900000008", app=till.app)
    _refuse(wallet, "forged", *other.notice(trade))
    assert wallet.take(headers, body).what == "settled"


@pytest.mark.parametrize(
    ("guard", "harm"), [("amount", 1), ("merchant", 1), ("time", 1), ("serial", 0), ("once", 2)]
)
def test_with_a_guard_down_the_harm_happens(billed: Billed, wallet: Wallet, guard: str, harm: int) -> None:
    """The positive control: each guard keeps off what it is there for."""
    order = wallet.order()
    till = wallet.till
    trade = till.trade(till.pay(order.trade_number))
    bad = {
        "amount": lambda: till.notice(trade | {"amount": {"total": 1, "currency": "USD"}}),
        "merchant": lambda: till.notice(trade | {"mchid": "1900000002"}),
        "time": lambda: till.notice(trade, stamp=1_700_000_000),
        "serial": lambda: till.notice(trade),
        "once": lambda: till.notice(trade),
    }[guard]()
    down = replace(ALL, **{guard: False})
    if guard == "serial":
        headers, body = bad
        strange = {**headers, SERIAL: "5EED"}
        assert wallet.take(strange, body).reason == "serial"
        # Without it the library asks the network for certificates on a stranger's word.
        assert wallet.take(strange, body, guards=down).reason == "forged"
        return
    wallet.take(*bad, guards=down)
    if guard == "once":
        wallet.take(*bad, guards=down)
    assert len(_receipts(billed)) == harm


def test_a_refund_goes_back_to_the_wallet_once(billed: Billed, wallet: Wallet, gateway: Gateway) -> None:
    order = wallet.order()
    wallet.take(*wallet.paid(order))
    refund = _credit(billed, 300)
    billed.approve(refund)
    gateway.down = True
    assert ask_about_sent_refunds(sight=at(billed.world.place), now=billed.now) == 0
    gateway.down = False
    assert send_refund(refund_id=refund.id, place=billed.world.place, now=billed.now)
    assert send_refund(refund_id=refund.id, place=billed.world.place, now=billed.now)
    assert wallet.till.orders[order.trade_number].refunded == 300
    told = billed.refunds(id=refund.id)[0]
    assert (told.state, told.way) == ("paid", "wallet")
    assert wallet.take(*wallet.till.refund_notice(told.reference)).what == "repeated"
    assert billed.totals().holds


def _credit(billed: Billed, amount_fen: int):  # type: ignore[no-untyped-def]
    from kehou.funds.refunds.crediting import credit_bill
    from kehou.rulebook.facts.refunds import RefundCause

    return perform(
        credit_bill,
        actor=billed.world[Role.SCHOOL_ACCOUNTANT],
        now=billed.now,
        bill_id=billed.bill().id,
        cause=RefundCause.SCHOOL,
        source="session/0190",
        amount=Fen(amount_fen),
    )


@pytest.mark.clause("A9.17")
def test_a_line_settles_into_a_registered_account_only(billed: Billed, gateway: Gateway) -> None:
    till = gateway.open_till("1900000003")
    with pytest.raises(UnableToRegisterMerchant) as refusal:
        perform(
            register_merchant,
            actor=billed.world[Role.SCHOOL_ACCOUNTANT],
            now=billed.now,
            place=billed.world.place,
            account_id=new_id(),
            keys=till.keys(address=gateway.address, notify_address="http://127.0.0.1:9/"),
        )
    assert refusal.value.clauses == ("A9.17",)
