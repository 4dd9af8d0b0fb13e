"""Other spending and what providers are paid (A9.20, A9.28, A9.30)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class Payment(SchoolRow):
    """A voucher that somebody asks for, another approves, and the cashier pays."""

    ledger = models.ForeignKey("funds.TermLedger", models.PROTECT, related_name="%(class)ss")
    amount_fen = models.PositiveBigIntegerField()
    warnings = models.JSONField(default=list)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    refused_reason = models.CharField(max_length=200, blank=True)
    paid_by = models.UUIDField(null=True)
    paid_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        abstract = True
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("asked_by")),
                name="%(class)s_approved_by_another",
            ),
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="%(class)s_of_something"),
        ]

    @property
    def state_name(self) -> str:
        """Where the voucher stands, in words."""
        if self.refused_at:
            return "未批准"
        if self.paid_at:
            return "已支付"
        return "已批准" if self.approved_at else "待批准"


class Expense(Payment):
    """Spending of the whitelist, linked to the course that causes it."""

    category = models.CharField(max_length=40)
    course_key = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200)
    payee_kind = models.CharField(max_length=20)
    payee = models.CharField(max_length=100)
    free_fen = models.BigIntegerField()

    class Meta(Payment.Meta):
        constraints = [
            *Payment.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(free_fen__gte=models.F("amount_fen")), name="expense_from_what_is_free"
            ),
        ]


class ProviderPayment(Payment):
    """What a provider gets for the accepted sessions of a month, by its contract."""

    contract_id = models.UUIDField()
    provider_id = models.UUIDField()
    month_date = models.DateField()
    session_count = models.PositiveSmallIntegerField()
    price_fen = models.PositiveBigIntegerField()


class ProviderSession(SchoolRow):
    """A session that an approved payment to a provider covers."""

    payment = models.ForeignKey("funds.ProviderPayment", models.PROTECT, related_name="sessions")
    session_id = models.UUIDField(unique=True)
