"""Asking the channel about orders and refunds of which no call-back came: a lost one settles here."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from kehou.funds.models import Refund, WalletOrder
from kehou.funds.wallet.guards import NoticeRefused
from kehou.funds.wallet.merchants import channel_of
from kehou.funds.wallet.port import ChannelDown, Trade, TradeState
from kehou.funds.wallet.services.refunding import send_refund
from kehou.funds.wallet.services.settling import is_paid, settle_trade
from kehou.platform.clock.wall import wall_now

PATIENCE = timedelta(minutes=3)
BATCH = 200


def ask_about_open_orders(*, now: datetime, patience: timedelta = PATIENCE) -> dict[str, int]:
    """Ask about every order in sight that has waited for its call-back; how many were settled and closed."""
    waiting = WalletOrder.objects.filter(state=WalletOrder.State.OPEN, placed_at__lte=wall_now() - patience)
    counts = {"settled": 0, "closed": 0, "unanswered": 0}
    for order_id in list(waiting.order_by("placed_at").values_list("id", flat=True)[:BATCH]):
        outcome = _ask(order_id, now)
        if outcome:
            counts[outcome] += 1
    return counts


def ask_about_order(order_id: UUID, *, now: datetime) -> str:
    """Ask about one order at once, as its payer waits; the state it is in then."""
    _ask(order_id, now)
    return WalletOrder.objects.values_list("state", flat=True).get(pk=order_id)


@transaction.atomic
def settle_answer(order_id: UUID, trade: Trade, *, now: datetime) -> None:
    """Settle an open order by an answer that was fetched before; one that does not fit changes nothing."""
    order = _locked(order_id)
    if order.state == WalletOrder.State.OPEN and is_paid(trade):
        with suppress(NoticeRefused):
            paid = replace(trade, state=TradeState.PAID)
            settle_trade(order, paid, merchant=order.merchant, now=now)


def _locked(order_id: UUID) -> WalletOrder:
    orders = WalletOrder.objects.select_for_update(of=("self",)).select_related("merchant__account", "bill")
    return orders.get(pk=order_id)


@transaction.atomic
def _ask(order_id: UUID, now: datetime) -> str:
    order = _locked(order_id)
    if order.state != WalletOrder.State.OPEN:
        return ""
    channel = channel_of(order.merchant)
    try:
        trade = channel.query(order.trade_number)
        if trade is not None and is_paid(trade):
            paid = replace(trade, state=TradeState.PAID)
            settle_trade(order, paid, merchant=order.merchant, now=now)
            return "settled"
        if order.expires_at < wall_now():
            channel.close(order.trade_number)
    except (ChannelDown, NoticeRefused):
        return "unanswered"
    if order.expires_at >= wall_now() and (trade is None or trade.state is TradeState.UNPAID):
        return ""
    order.state = WalletOrder.State.CLOSED
    order.save(update_fields=["state"])
    return "closed"


def ask_about_sent_refunds(*, now: datetime) -> int:
    """Send every refund that still runs again by its own number, which gives it once; how many are done."""
    running = Refund.objects.filter(state=Refund.State.SENT, way="wallet").order_by("approved_at", "id")
    done = 0
    for refund_id in list(running.values_list("id", flat=True)[:BATCH]):
        try:
            done += send_refund(refund_id=refund_id, now=now)
        except ChannelDown:
            continue
    return done
