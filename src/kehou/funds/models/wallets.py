"""Orders at a payment channel, and the call-backs that were let in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kehou.platform.database.rows import SchoolRow


class Merchant(SchoolRow):
    """A school's own line to the channel. It settles straight into one registered account (A9.17).

    All keys lie sealed with a key that is not in the database.
    """

    account = models.ForeignKey("funds.MoneyAccount", models.PROTECT, related_name="merchants")
    merchant_number = models.CharField(max_length=20)
    app_number = models.CharField(max_length=40)
    channel_key_id = models.CharField(max_length=80)
    keys = models.BinaryField()
    registered_by = models.UUIDField()
    registered_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("school_id", condition=Q(ended_at=None), name="one_merchant_a_school"),
            models.CheckConstraint(
                condition=~Q(registered_by=models.F("confirmed_by")), name="merchant_confirmed_by_another"
            ),
        ]


class WalletOrder(SchoolRow):
    """An order to pay what is open on a bill, by the phone of whoever pays.

    It is stored as being placed before the channel hears of it; with the channel's answer it can be paid.
    """

    class State(models.TextChoices):
        PLACING = "placing", "下单中"
        OPEN = "open", "待支付"
        PAID = "paid", "已支付"
        CLOSED = "closed", "已关闭"

    merchant = models.ForeignKey("funds.Merchant", models.PROTECT, related_name="orders")
    bill = models.ForeignKey("funds.Bill", models.PROTECT, related_name="wallet_orders")
    receipt = models.OneToOneField("funds.Receipt", models.PROTECT, null=True, related_name="wallet_order")
    trade_number = models.CharField(max_length=32, unique=True)
    amount_fen = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PLACING)
    pay_address = models.CharField(max_length=200, blank=True)
    transaction_number = models.CharField(max_length=64, blank=True)
    placed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="order_of_something"),
            models.UniqueConstraint(
                "transaction_number",
                condition=~Q(transaction_number=""),
                name="one_order_a_transaction",
            ),
            models.UniqueConstraint(
                "bill", condition=Q(state__in=["placing", "open"]), name="one_live_order_a_bill"
            ),
        ]
        indexes = [models.Index("state", "placed_at", name="wallet_orders_waiting")]


LIVE_ORDER = (WalletOrder.State.PLACING, WalletOrder.State.OPEN)


class WalletDay(SchoolRow):
    """A day of the channel's own bill beside what was booked. ``differences`` is empty where they agree.

    A day that differed is compared again; the last comparison stays.
    """

    merchant = models.ForeignKey("funds.Merchant", models.PROTECT, related_name="days")
    day_date = models.DateField()
    row_count = models.PositiveIntegerField()
    paid_fen = models.BigIntegerField()
    refunded_fen = models.BigIntegerField()
    differences = models.JSONField()
    compared_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("merchant", "day_date", name="one_comparison_a_day"),
            models.CheckConstraint(
                condition=Q(paid_fen__gte=0, refunded_fen__gte=0), name="wallet_day_not_negative"
            ),
        ]
