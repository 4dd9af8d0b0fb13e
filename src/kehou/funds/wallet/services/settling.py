"""Settling: what the channel says is held beside the order, and each order is settled once (A9.17).

A call-back, its repeats and the query job all end here, behind one lock an order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kehou.funds.models import Merchant, Receipt, Refund, WalletOrder
from kehou.funds.receipts.storing import Payment, store_receipt
from kehou.funds.refunds.services.paying import settle as settle_refund
from kehou.funds.wallet.guards import ALL, Expected, Guards, NoticeRefused, admit, compare
from kehou.funds.wallet.merchants import channel_of
from kehou.funds.wallet.port import Channel, ForgedNotice, RefundState, RefundTrade, Trade, TradeState
from kehou.kernel.actor import system_actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.platform.clock.wall import wall_now
from kehou.platform.idempotency.models import IdempotencyKey

PURPOSE = "wallet.notice"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a call-back: settled, repeated (settled before), or refused with a reason."""

    what: str
    reason: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the channel need not send it again."""
        return self.what != "refused"


SETTLED, REPEATED = Outcome("settled"), Outcome("repeated")


@transaction.atomic
def take_notice(
    *,
    merchant: Merchant,
    headers: Mapping[str, str],
    body: bytes,
    now: datetime,
    guards: Guards = ALL,
    line: Channel | None = None,
) -> Outcome:
    """Let a call-back in, or not. What is refused changes nothing; what came before changes nothing again.

    ``now`` is business time, for the books; freshness goes by the machine's clock.
    """
    channel = line or channel_of(merchant)
    try:
        serials = frozenset({merchant.channel_key_id})
        admit(headers, body, serials=serials, now=wall_now(), guards=guards)
        notice = channel.read(headers, body)
        if guards.once and not _is_first(merchant, notice.id, now):
            return REPEATED
        if isinstance(notice.about, RefundTrade):
            return _take_refund(merchant, notice.about, now)
        return _take_trade(merchant, notice.about, now, guards)
    except ForgedNotice:
        return Outcome("refused", "forged")
    except NoticeRefused as refused:
        transaction.set_rollback(True)
        return Outcome("refused", refused.reason)


def settle_trade(
    order: WalletOrder, trade: Trade, *, merchant: Merchant, now: datetime, guards: Guards = ALL
) -> Outcome:
    """Record what was paid on an order that is locked, once. Raises NoticeRefused.

    An order that was closed meanwhile is settled all the same: the money is there, and what the bill no
    longer asks for goes back.
    """
    expected = Expected(
        merchant.merchant_number, merchant.app_number, order.trade_number, Fen(order.amount_fen)
    )
    compare(trade, expected, guards=guards)
    if guards.once and order.state == WalletOrder.State.PAID:
        return REPEATED
    amount = trade.amount or Fen(0)
    # The channel's own number is the receipt's reference, so even two orders never book one payment.
    reference = trade.transaction_id if guards.once else f"{trade.transaction_id}/{wall_now().timestamp()}"
    # The channel's moment is the machine's; the books go by business time.
    paid = now if trade.paid_at is None else trade.paid_at + (now - wall_now())
    payment = Payment(Receipt.Channel.WALLET, amount, local_day(paid), reference)
    actor = system_actor(order.county_code[:2])
    receipt = store_receipt(order.bill, merchant.account, payment, actor=actor, now=now)
    order.state, order.receipt = WalletOrder.State.PAID, receipt
    order.transaction_number, order.settled_at = trade.transaction_id, now
    order.save(update_fields=["state", "receipt", "transaction_number", "settled_at"])
    return SETTLED


def _take_trade(merchant: Merchant, trade: Trade, now: datetime, guards: Guards) -> Outcome:
    orders = WalletOrder.objects.select_for_update(of=("self",)).select_related("bill")
    order = orders.filter(merchant=merchant, trade_number=trade.out_trade_no).first()
    if order is None:
        raise NoticeRefused("order")
    return settle_trade(order, trade, merchant=merchant, now=now, guards=guards)


def _take_refund(merchant: Merchant, told: RefundTrade, now: datetime) -> Outcome:
    rows = Refund.objects.select_for_update(of=("self",)).filter(
        school_id=merchant.school_id, reference=told.out_refund_no, way="wallet"
    )
    refund = rows.first()
    if refund is None or told.merchant != merchant.merchant_number:
        raise NoticeRefused("refund")
    return close_refund(refund, told, merchant=merchant, now=now)


def close_refund(refund: Refund, told: RefundTrade, *, merchant: Merchant, now: datetime) -> Outcome:
    """Book what the channel says of a refund that was sent, once. Raises NoticeRefused."""
    if told.amount is not None and told.amount != Fen(refund.cash_fen):
        raise NoticeRefused("amount")
    if refund.state != Refund.State.SENT:
        return REPEATED
    if told.state is RefundState.RUNNING:
        return SETTLED
    if told.state is not RefundState.DONE:
        refund.attempts += 1
        refund.state, refund.failure = Refund.State.FAILED, told.state.value
        refund.save(update_fields=["attempts", "state", "failure"])
        return SETTLED
    settle_refund(
        refund,
        actor=system_actor(refund.county_code[:2]),
        now=now,
        account_id=merchant.account_id,
        reference=told.out_refund_no,
        way="wallet",
    )
    return SETTLED


def _is_first(merchant: Merchant, notice_id: str, now: datetime) -> bool:
    key = {"county_code": merchant.county_code, "purpose": PURPOSE, "key": notice_id[:100]}
    _, made = IdempotencyKey.objects.get_or_create(
        **key, defaults={"school_id": merchant.school_id, "outcome": {}, "made_at": now}
    )
    return made


def is_paid(trade: Trade | None) -> bool:
    """Whether the channel says that an order was paid."""
    return trade is not None and trade.state in (TradeState.PAID, TradeState.REFUNDED)
