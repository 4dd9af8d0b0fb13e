"""Giving money back by the way it came: to the same wallet, by the number of the refund (A9.12)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from kehou.funds.models import Refund, WalletOrder
from kehou.funds.receipts.access import PAY_REFUND
from kehou.funds.receipts.judging import another_hand
from kehou.funds.refunds.services.deciding import UnableToRefund
from kehou.funds.wallet.merchants import channel_of
from kehou.funds.wallet.services.settling import close_refund
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import refusal
from kehou.platform.access.actions import require

SENDABLE = (Refund.State.APPROVED, Refund.State.FAILED, Refund.State.SENT)
REASON = "课后服务费退费"


def wallet_order_for(refund: Refund) -> WalletOrder | None:
    """A paid order of the bill that still holds as much as goes back, the one of its receipt first."""
    orders = WalletOrder.objects.filter(bill=refund.bill, state=WalletOrder.State.PAID)
    for order in orders.select_related("merchant__account").order_by("settled_at"):
        if refund.receipt_id and refund.receipt_id != order.receipt_id:
            continue
        if order.amount_fen - _given_back(order, refund) >= refund.cash_fen:
            return order
    return None


def pay_to_wallet(*, actor: Actor, now: datetime, refund_id: UUID) -> bool:
    """The cashier sends an approved refund back by the way it came. Raises UnableToRefund, ChannelDown."""
    refund = Refund.objects.get(pk=refund_id)
    require(PAY_REFUND, actor, refund.place)
    makers = [refund.approved_by]
    refused = another_hand(makers, actor=actor, place=refund.place, on=local_day(now))
    if refused:
        raise UnableToRefund(refused)
    return send_refund(refund_id=refund_id, now=now)


def send_refund(*, refund_id: UUID, now: datetime) -> bool:
    """Send an approved refund to the wallet that paid; whether it is done.

    The order of steps bears a crash at any point: the number is stored before the channel hears it, and
    the channel gives one number once. Raises ChannelDown and UnableToRefund.
    """
    order_id = _prepare(refund_id)
    return order_id is None or _send(refund_id, order_id, now)


@transaction.atomic
def _prepare(refund_id: UUID) -> UUID | None:
    """Name the order and store the number; None for a refund that was paid before."""
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    if refund.state == Refund.State.PAID:
        return None
    order = _order_sent(refund) or wallet_order_for(refund)
    if refund.state not in SENDABLE or order is None or refund.approved_by is None:
        raise UnableToRefund([refusal("A9.12", "refund_not_payable", subject="refund")])
    if refund.state != Refund.State.SENT:
        refund.state, refund.way = Refund.State.SENT, "wallet"
        refund.reference = f"{refund.id.hex[:24]}{refund.attempts:02d}"
        refund.wallet_order = order
        refund.save(update_fields=["state", "way", "reference", "wallet_order"])
    return order.id


@transaction.atomic
def _send(refund_id: UUID, order_id: UUID, now: datetime) -> bool:
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    if refund.state != Refund.State.SENT:
        return refund.state == Refund.State.PAID
    order = WalletOrder.objects.select_related("merchant__account").get(pk=order_id)
    told = channel_of(order.merchant).refund(
        out_trade_no=order.trade_number,
        out_refund_no=refund.reference,
        amount=Fen(refund.cash_fen),
        total=Fen(order.amount_fen),
        reason=REASON,
    )
    close_refund(refund, told, merchant=order.merchant, now=now)
    return refund.state == Refund.State.PAID


def _order_sent(refund: Refund) -> WalletOrder | None:
    if refund.state == Refund.State.SENT and refund.wallet_order_id:
        return WalletOrder.objects.filter(pk=refund.wallet_order_id).first()
    return None


def _given_back(order: WalletOrder, refund: Refund) -> int:
    """What went or is on its way back to an order by other refunds."""
    others = Refund.objects.filter(
        wallet_order=order, state__in=[Refund.State.SENT, Refund.State.PAID]
    ).exclude(pk=refund.pk)
    return int(others.aggregate(sum=Sum("cash_fen"))["sum"] or 0)
