"""The channel's bill of a day held against the book, once a day; what differs is owed an answer (A9.23)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from kehou.funds.models import LIVE_ORDER, Merchant, Receipt, Refund, WalletDay, WalletOrder
from kehou.funds.wallet.comparing import Apart, differences
from kehou.funds.wallet.day_bill import DayBill
from kehou.funds.wallet.merchants import channel_of
from kehou.funds.wallet.port import Channel, ChannelDown, Trade
from kehou.funds.wallet.services.asking import settle_answer
from kehou.funds.wallet.services.settling import is_paid
from kehou.kernel.actor import Role, system_actor
from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI, local_day
from kehou.platform.audit.trail import subject_of
from kehou.platform.clock.wall import wall_now
from kehou.platform.database.scope import at, scoped
from kehou.platform.duties.owing import discharge, owe

DIFFERS = "wallet.differs"
DAYS_BACK = 3


def open_lines() -> list[Merchant]:
    """Every confirmed line in sight."""
    rows = Merchant.objects.filter(ended_at=None).exclude(confirmed_at=None)
    return list(rows.select_related("account").order_by("id"))


def compare_days(*, merchant: Merchant, now: datetime) -> int:
    """Compare the last days of a line that were not compared or differed; how many differ.

    A channel that does not answer is asked again on the next round. Call it outside a transaction.
    """
    days = [local_day(now) - timedelta(days=back) for back in range(DAYS_BACK, 0, -1)]
    with scoped(at(merchant.place)):
        agreed = set(merchant.days.filter(differences=[]).values_list("day_date", flat=True))
    return sum(_differs(merchant, day, now) for day in days if day not in agreed)


def compare_day(*, merchant: Merchant, day: date, now: datetime) -> WalletDay:
    """Hold a day of the channel's bill against the book and keep what came of it. Raises ChannelDown.

    A payment that no call-back told of is settled first, as the query job would. The channel's days are the
    machine's, the book's are those of business time. Each question to the channel is asked while no
    transaction is open, so that a slow answer holds no row; what was answered is kept in short ones.
    """
    bill = channel_of(merchant).day_bill(day + (local_day(wall_now()) - local_day(now)))
    for order_id, trade in _untold(merchant, bill):
        settle_answer(order_id, trade, merchant=merchant, now=now)
    with scoped(at(merchant.place)):
        apart = differences(bill, _booked_on(merchant, day), _booked_otherwise(merchant, bill))
        return _keep(merchant, day, bill, apart, now)


def _differs(merchant: Merchant, day: date, now: datetime) -> bool:
    try:
        return bool(compare_day(merchant=merchant, day=day, now=now).differences)
    except ChannelDown:
        return False


def _untold(merchant: Merchant, bill: DayBill) -> list[tuple[UUID, Trade]]:
    """What the channel says of the orders that it has as paid and the book as open."""
    numbers = [row.out_trade_no for row in bill.rows if not row.out_refund_no]
    with scoped(at(merchant.place)):
        waiting = WalletOrder.objects.filter(merchant=merchant, trade_number__in=numbers)
        orders = list(waiting.filter(state__in=LIVE_ORDER).values_list("id", "trade_number"))
    channel = channel_of(merchant)
    found = [(order_id, _asked(channel, number)) for order_id, number in orders]
    return [(order_id, trade) for order_id, trade in found if trade is not None and is_paid(trade)]


def _asked(channel: Channel, number: str) -> Trade | None:
    """One order by its number; None where the channel does not know it, or does not answer now."""
    try:
        return channel.query(number)
    except ChannelDown:
        return None


def _booked_on(merchant: Merchant, day: date) -> dict[str, Fen]:
    """The orders that were paid and the refunds that went back on a day, by number."""
    paid = Receipt.objects.filter(wallet_order__merchant=merchant, paid_date=day, reversed_at=None)
    found = dict(paid.values_list("wallet_order__trade_number", "amount_fen"))
    begin = datetime.combine(day, time.min, SHANGHAI)
    back = _refunds(merchant).filter(paid_at__gte=begin, paid_at__lt=begin + timedelta(days=1))
    found |= dict(back.values_list("reference", "cash_fen"))
    return {key: Fen(amount) for key, amount in found.items()}


def _booked_otherwise(merchant: Merchant, bill: DayBill) -> dict[str, Fen]:
    """What the bill names and the book has on whatever day."""
    keys = [row.key for row in bill.rows]
    paid = Receipt.objects.filter(wallet_order__merchant=merchant, wallet_order__trade_number__in=keys)
    found = dict(paid.filter(reversed_at=None).values_list("wallet_order__trade_number", "amount_fen"))
    found |= dict(_refunds(merchant).filter(reference__in=keys).values_list("reference", "cash_fen"))
    return {key: Fen(amount) for key, amount in found.items()}


def _refunds(merchant: Merchant) -> QuerySet[Refund]:
    return Refund.objects.filter(wallet_order__merchant=merchant, way="wallet", state=Refund.State.PAID)


def _keep(merchant: Merchant, day: date, bill: DayBill, apart: list[Apart], now: datetime) -> WalletDay:
    row, _ = WalletDay.objects.update_or_create(
        county_code=merchant.county_code,
        school_id=merchant.school_id,
        merchant=merchant,
        day_date=day,
        defaults={
            "row_count": len(bill.rows),
            "paid_fen": bill.paid.amount,
            "refunded_fen": bill.refunded.amount,
            "differences": [one.written() for one in apart],
            "compared_at": now,
        },
    )
    subject = subject_of("wallet_day", row.id)
    if apart:
        owe(
            DIFFERS,
            place=row.place,
            clause="A9.23",
            owner=Role.SCHOOL_ACCOUNTANT,
            subject=subject,
            due=local_day(now),
            now=now,
        )
    else:
        discharge(DIFFERS, subject=subject, actor=system_actor(), now=now, evidence=subject)
    return row
