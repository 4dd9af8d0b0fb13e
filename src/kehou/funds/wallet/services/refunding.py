"""Giving money back by the way it came: to the same wallet, by the number of the refund (A9.12).

The channel is told while no transaction is open: before, the number is stored; after, the answer is booked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from kehou.funds.models import Merchant, Refund, WalletOrder
from kehou.funds.receipts.access import PAY_REFUND
from kehou.funds.receipts.judging import another_hand
from kehou.funds.refunds.services.deciding import UnableToRefund
from kehou.funds.wallet.merchants import channel_of, sight_of_line
from kehou.funds.wallet.port import RefundTrade
from kehou.funds.wallet.services.settling import close_refund
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import refusal
from kehou.platform.access.actions import require
from kehou.platform.database.scope import Scope, scoped

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
    """The cashier sends an approved refund back by the way it came. Raises UnableToRefund, ChannelDown.

    Call it outside a transaction.
    """
    with scoped(Scope.of_actor(actor)):
        refund = Refund.objects.get(pk=refund_id)
        require(PAY_REFUND, actor, refund.place)
        makers = [refund.approved_by]
        refused = another_hand(makers, actor=actor, place=refund.place, on=local_day(now))
    if refused:
        raise UnableToRefund(refused)
    return send_refund(refund_id=refund_id, place=refund.place, now=now)


@dataclass(frozen=True, slots=True)
class Sending:
    """What the channel is told of a refund."""

    merchant: Merchant
    trade_number: str
    refund_number: str
    amount: Fen
    total: Fen

    def tell(self) -> RefundTrade:
        """Tell it, and hear where the refund stands. Raises ChannelDown."""
        return channel_of(self.merchant).refund(
            out_trade_no=self.trade_number,
            out_refund_no=self.refund_number,
            amount=self.amount,
            total=self.total,
            reason=REASON,
        )


def send_refund(*, refund_id: UUID, place: Place, now: datetime) -> bool:
    """Send an approved refund to the wallet that paid; whether it is done.

    The order of steps bears a crash at any point: the number is stored before the channel hears it, and
    the channel gives one number once. Call it outside a transaction. Raises ChannelDown and UnableToRefund.
    """
    with scoped(sight_of_line(place)):
        sending = _prepare(refund_id)
    if sending is None:
        return True
    told = sending.tell()
    with scoped(sight_of_line(place)):
        refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
        if refund.state == Refund.State.SENT and refund.reference == sending.refund_number:
            close_refund(refund, told, merchant=sending.merchant, now=now)
        return refund.state == Refund.State.PAID


def _prepare(refund_id: UUID) -> Sending | None:
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
    return Sending(
        merchant=order.merchant,
        trade_number=order.trade_number,
        refund_number=refund.reference,
        amount=Fen(refund.cash_fen),
        total=Fen(order.amount_fen),
    )


def _order_sent(refund: Refund) -> WalletOrder | None:
    if refund.state == Refund.State.SENT and refund.wallet_order_id:
        orders = WalletOrder.objects.select_related("merchant__account")
        return orders.filter(pk=refund.wallet_order_id).first()
    return None


def _given_back(order: WalletOrder, refund: Refund) -> int:
    """What went or is on its way back to an order by other refunds."""
    others = Refund.objects.filter(
        wallet_order=order, state__in=[Refund.State.SENT, Refund.State.PAID]
    ).exclude(pk=refund.pk)
    return int(others.aggregate(sum=Sum("cash_fen"))["sum"] or 0)
