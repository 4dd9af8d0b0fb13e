"""Money that goes back: each refund with its cause, and where it stands (A9.12)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kehou.platform.database.rows import SchoolRow
from kehou.rulebook.facts.refunds import RefundCause


class Refund(SchoolRow):
    """One credit to a family. ``offset_fen`` comes off what is open on the bill, ``cash_fen`` goes back.

    ``source`` names what it is for (``session/0190...``), once a bill: a repeated act changes nothing.
    ``sessions`` are slot, day and periods of what was missed, so that nothing is paid back twice.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", "待决定"
        REFUSED = "refused", "不予退费"
        DECIDED = "decided", "待审批"
        APPROVED = "approved", "待支付"
        SENT = "sent", "支付中"
        AWAITING = "awaiting", "待国库退付"
        PAID = "paid", "已退费"
        FAILED = "failed", "支付失败"
        PARKED = "parked", "暂存待领"
        WITHDRAWN = "withdrawn", "课已恢复，不再退费"
        CORRECTED = "corrected", "抵缴更正，随结余退回"

    class RefusedFor(models.TextChoices):
        NOT_SPECIAL = "not_special", "不属于规定的特殊原因"
        NOT_PROVED = "not_proved", "没有事先告知，也没有按时补证明"
        WAS_THERE = "was_there", "这几次孩子参加了服务"

    bill = models.ForeignKey("funds.Bill", models.PROTECT, null=True, related_name="refunds")
    receipt = models.ForeignKey("funds.Receipt", models.PROTECT, null=True, related_name="refunds")
    wallet_order = models.ForeignKey("funds.WalletOrder", models.PROTECT, null=True, related_name="refunds")
    account = models.ForeignKey("funds.MoneyAccount", models.PROTECT, null=True, related_name="+")
    pupil_id = models.UUIDField(null=True)
    term_id = models.UUIDField()
    cause = models.CharField(max_length=12, choices=[(cause.value, cause.value) for cause in RefundCause])
    reason = models.CharField(max_length=30, blank=True)
    refused_for = models.CharField(max_length=20, choices=RefusedFor, blank=True)
    source = models.CharField(max_length=100)
    first_date = models.DateField(null=True)
    last_date = models.DateField(null=True)
    sessions = models.JSONField(default=list)
    units = models.PositiveIntegerField()
    amount_fen = models.BigIntegerField()
    offset_fen = models.BigIntegerField()
    cash_fen = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State)
    due_date = models.DateField(null=True)
    requested_by = models.UUIDField(null=True)
    requested_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    paid_by = models.UUIDField(null=True)
    paid_at = models.DateTimeField(null=True)
    way = models.CharField(max_length=10, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("bill", "source", name="one_refund_a_source"),
            models.CheckConstraint(
                condition=Q(offset_fen__gte=0, cash_fen__gte=0)
                & Q(amount_fen=F("offset_fen") + F("cash_fen")),
                name="refund_adds_up",
            ),
            models.CheckConstraint(condition=~Q(approved_by=F("paid_by")), name="refund_paid_by_another"),
        ]
        indexes = [
            models.Index("school_id", "term_id", "state", name="refunds_of_term"),
            models.Index("pupil_id", "term_id", name="refunds_of_pupil"),
        ]
