"""Paying a bill by phone: one live order a bill, for exactly what is open on it.

The channel is asked while no transaction is open: before, the order is stored; after, its answer.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from kehou.funds.bills.standing import locked, standing_of
from kehou.funds.models import LIVE_ORDER, Bill, Merchant, WalletOrder
from kehou.funds.wallet.merchants import channel_of, merchant_of, sight_of_line
from kehou.funds.wallet.port import ChannelDown
from kehou.funds.wallet.services.asking import end_order
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import ward_of
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.wall import wall_now
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import Scope, scoped

LIFE, LEFT_AT_LEAST = timedelta(hours=2), timedelta(minutes=5)
ABOUT = "课后服务费"


class UnableToOrder(UnableTo):
    """Nothing is open on the bill, or the school takes no payments by phone."""


def order_payment(*, actor: Actor, now: datetime, bill_id: UUID) -> WalletOrder:
    """An order for what is open on a bill; the one that is open already is given again.

    An order lives by the channel's clock, not by business time. One that is no longer for what is open is
    ended first, and what was paid on it settled. Whatever stops between leaves an order that is being
    placed: it is asked for again by its own number, which the channel takes for the same order.
    Call it outside a transaction. Raises UnableToOrder and ChannelDown.
    """
    order, is_fit = _order_for(bill_id, actor=actor, now=now)
    if not is_fit:
        end_order(order, now=now)
        order, is_fit = _order_for(bill_id, actor=actor, now=now)
    if not is_fit:
        raise ChannelDown("the order before could not be ended")
    return order if order.state == WalletOrder.State.OPEN else _placed(order)


def _order_for(bill_id: UUID, *, actor: Actor, now: datetime) -> tuple[WalletOrder, bool]:
    """The live order of a bill and whether it is for what is open now; a new one where there is none."""
    with scoped(Scope.of_actor(actor)):
        bill = locked(bill_id)
        ward_of(actor, bill.pupil_id)
        merchant, amount = merchant_of(bill.school_id), standing_of(bill).open
        if merchant is None:
            raise UnableToOrder([refusal("A9.17", "no_merchant", subject="wallet")])
        if amount <= ZERO:
            raise UnableToOrder([refusal("A9.15", "nothing_open", subject="bill")])
        known = WalletOrder.objects.filter(bill=bill, state__in=LIVE_ORDER)
        order = known.select_related("merchant__account").first()
        if order is None:
            return _stored(bill, merchant, amount, actor, now), True
        is_fit = (order.merchant_id, order.amount_fen) == (merchant.id, amount.amount)
        is_fit = is_fit and order.expires_at > wall_now() + LEFT_AT_LEAST
        if is_fit:
            known.filter(state=WalletOrder.State.PLACING).update(placed_at=wall_now())
        return order, is_fit


def _stored(bill: Bill, merchant: Merchant, amount: Fen, actor: Actor, now: datetime) -> WalletOrder:
    """A new order, before the channel hears of it."""
    identity, placed = new_id(), wall_now()
    order = WalletOrder.objects.create(
        id=identity,
        county_code=bill.county_code,
        school_id=bill.school_id,
        merchant=merchant,
        bill=bill,
        trade_number=identity.hex,
        amount_fen=amount.amount,
        placed_at=placed,
        expires_at=placed + LIFE,
    )
    record("wallet.ordered", actor=actor, place=bill.place, subject=subject_of("order", order.id), now=now)
    return order


def _placed(order: WalletOrder) -> WalletOrder:
    """Place a stored order at the channel and keep its address, unless somebody else did meanwhile."""
    address = channel_of(order.merchant).order(
        out_trade_no=order.trade_number,
        amount=Fen(order.amount_fen),
        about=ABOUT,
        expires_at=order.expires_at,
    )
    with scoped(sight_of_line(order.merchant.place)):
        placing = WalletOrder.objects.filter(pk=order.pk, state=WalletOrder.State.PLACING)
        placing.update(state=WalletOrder.State.OPEN, pay_address=address)
        return WalletOrder.objects.get(pk=order.pk)
