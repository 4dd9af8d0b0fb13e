"""Asking the channel about orders and refunds of which no call-back came: a lost one settles here.

Every question is asked while no transaction is open, so that a slow answer holds no row; what was answered is
booked in a short one, under a lock, as the order or refund stands then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from kehou.funds.models import LIVE_ORDER, Merchant, Refund, WalletOrder
from kehou.funds.wallet.guards import NoticeRefused
from kehou.funds.wallet.merchants import channel_of, sight_of_line
from kehou.funds.wallet.port import ChannelDown, Trade, TradeState
from kehou.funds.wallet.services.refunding import send_refund
from kehou.funds.wallet.services.settling import is_paid, settle_trade
from kehou.kernel.places import Place
from kehou.platform.clock.wall import wall_now
from kehou.platform.database.scope import Scope, scoped

PATIENCE = timedelta(minutes=3)
BATCH = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What the channel said of an order; ``is_over``: nobody can pay it any more."""

    trade: Trade | None
    is_over: bool


def ask_about_open_orders(*, sight: Scope, now: datetime, patience: timedelta = PATIENCE) -> dict[str, int]:
    """Ask about every order in sight that has waited for its call-back; how many were settled and closed.

    Call it outside a transaction.
    """
    with scoped(sight):
        waiting = _orders().filter(state__in=LIVE_ORDER, placed_at__lte=wall_now() - patience)
        orders = list(waiting.order_by("placed_at")[:BATCH])
    counts = {"settled": 0, "closed": 0, "unanswered": 0}
    for order in orders:
        outcome = _ask(order, now)
        if outcome:
            counts[outcome] += 1
    return counts


def ask_about_order(order_id: UUID, *, place: Place, now: datetime) -> str:
    """Ask about one order at once, as its payer waits; the state it is in then. Outside a transaction."""
    with scoped(sight_of_line(place)):
        order = _orders().get(pk=order_id)
    if order.state in LIVE_ORDER:
        _ask(order, now)
    with scoped(sight_of_line(place)):
        return WalletOrder.objects.values_list("state", flat=True).get(pk=order_id)


def settle_answer(order_id: UUID, trade: Trade, *, merchant: Merchant, now: datetime) -> str:
    """Settle an open order by an answer that was fetched before; one that does not fit changes nothing.

    ``settled``, ``unanswered`` where it does not fit, or nothing where the order was settled meanwhile.
    """
    with scoped(sight_of_line(merchant.place)):
        order = _orders().select_for_update(of=("self",)).get(pk=order_id)
        if order.state not in LIVE_ORDER:
            return ""
        try:
            paid = replace(trade, state=TradeState.PAID)
            settle_trade(order, paid, merchant=order.merchant, now=now)
        except NoticeRefused:
            return "unanswered"
        return "settled"


def _orders() -> QuerySet[WalletOrder]:
    return WalletOrder.objects.select_related("merchant__account", "bill")


def end_order(order: WalletOrder, *, now: datetime) -> None:
    """Let nobody pay an order any more; what was paid on it is settled instead.

    One of which the channel may still hear stays as it is. Call it outside a transaction. Raises ChannelDown.
    """
    _book(order, _answer(order, is_to_end=True), now)


def _ask(order: WalletOrder, now: datetime) -> str:
    try:
        answer = _answer(order, is_to_end=order.expires_at < wall_now())
    except ChannelDown:
        return "unanswered"
    return _book(order, answer, now)


def _book(order: WalletOrder, answer: Answer, now: datetime) -> str:
    if answer.trade is not None and is_paid(answer.trade):
        return settle_answer(order.id, answer.trade, merchant=order.merchant, now=now)
    return _close(order) if answer.is_over else ""


def _answer(order: WalletOrder, *, is_to_end: bool) -> Answer:
    """What the channel says; an unpaid order that is to end is closed there. Raises ChannelDown."""
    channel = channel_of(order.merchant)
    trade = channel.query(order.trade_number)
    if trade is None:
        return Answer(None, is_over=not _may_arrive(order))
    if trade.state is TradeState.UNPAID and is_to_end:
        channel.close(order.trade_number)
    return Answer(trade, is_over=is_to_end or trade.state is not TradeState.UNPAID)


def _may_arrive(order: WalletOrder) -> bool:
    """Whether an order that the channel does not know may be on its way there, or be known again."""
    if order.state == WalletOrder.State.PLACING:
        return order.placed_at > wall_now() - PATIENCE
    return order.expires_at > wall_now()


def _close(order: WalletOrder) -> str:
    """Nobody can pay it any more, unless a call-back settled it meanwhile."""
    with scoped(sight_of_line(order.merchant.place)):
        live_still = WalletOrder.objects.filter(pk=order.pk, state__in=LIVE_ORDER)
        return "closed" if live_still.update(state=WalletOrder.State.CLOSED) else ""


def ask_about_sent_refunds(*, sight: Scope, now: datetime) -> int:
    """Send every refund that still runs again by its own number, which gives it once; how many are done.

    Call it outside a transaction.
    """
    with scoped(sight):
        running = Refund.objects.filter(state=Refund.State.SENT, way="wallet")
        refunds = list(running.order_by("approved_at", "id")[:BATCH])
    done = 0
    for refund in refunds:
        try:
            done += send_refund(refund_id=refund.id, place=refund.place, now=now)
        except ChannelDown:
            continue
    return done
