"""Paying a bill by phone: one open order a bill, for exactly what is open on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from kehou.funds.bills.standing import locked, standing_of
from kehou.funds.models import Bill, Merchant, WalletOrder
from kehou.funds.wallet.merchants import channel_of, merchant_of
from kehou.funds.wallet.port import ChannelDown
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.wall import wall_now
from kehou.platform.database.rows import new_id

LIFE = timedelta(hours=2)
ABOUT = "课后服务费"


class UnableToOrder(UnableTo):
    """Nothing is open on the bill, or the school takes no payments by phone."""


@transaction.atomic
def order_payment(*, actor: Actor, now: datetime, bill_id: UUID) -> WalletOrder:
    """An order for what is open on a bill; the one that is open already is given again.

    An order lives by the channel's clock, not by business time. Raises UnableToOrder and ChannelDown.
    """
    bill = locked(bill_id)
    merchant = merchant_of(bill.school_id)
    if merchant is None:
        raise UnableToOrder([refusal("A9.17", "no_merchant", subject="wallet")])
    amount = standing_of(bill).open
    if amount <= ZERO:
        raise UnableToOrder([refusal("A9.15", "nothing_open", subject="bill")])
    known = WalletOrder.objects.filter(bill=bill, state=WalletOrder.State.OPEN)
    for order in known.select_for_update(of=("self",)):
        if order.amount_fen == amount.amount and order.expires_at > wall_now() + timedelta(minutes=5):
            return order
        close_order(order, merchant)
    return _place(bill, merchant, amount, actor, now)


def close_order(order: WalletOrder, merchant: Merchant) -> None:
    """Let nobody pay an order any more; one that the channel cannot close stays open until it is asked."""
    try:
        channel_of(merchant).close(order.trade_number)
    except ChannelDown:
        return
    order.state = WalletOrder.State.CLOSED
    order.save(update_fields=["state"])


def _place(bill: Bill, merchant: Merchant, amount: Fen, actor: Actor, now: datetime) -> WalletOrder:
    identity, expires = new_id(), wall_now() + LIFE
    address = channel_of(merchant).order(
        out_trade_no=identity.hex, amount=amount, about=ABOUT, expires_at=expires
    )
    order = WalletOrder.objects.create(
        id=identity,
        county_code=bill.county_code,
        school_id=bill.school_id,
        merchant=merchant,
        bill=bill,
        trade_number=identity.hex,
        amount_fen=amount.amount,
        pay_address=address,
        placed_at=wall_now(),
        expires_at=expires,
    )
    record("wallet.ordered", actor=actor, place=bill.place, subject=subject_of("order", order.id), now=now)
    return order
