"""Monthly allowance sheets, what each pays, and which session of whom was ever paid (A9.25 to A9.29)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class AllowanceRun(SchoolRow):
    """One sheet of a school's month. A correction is a sheet of its own that takes amounts back; one that
    ``raises`` pays what an earlier sheet paid too little.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        TESTED = "tested", "检验通过"
        PUBLISHED = "published", "校内公示中"
        APPROVED = "approved", "已批准"
        PAID = "paid", "已发放"
        CORRECTED = "corrected", "已更正"
        DROPPED = "dropped", "已作废"

    ledger = models.ForeignKey("funds.TermLedger", models.PROTECT, related_name="allowance_runs")
    month_date = models.DateField()
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    rate_fen = models.PositiveBigIntegerField()
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    raises = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)
    sheet_hash = models.CharField(max_length=64, blank=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)
    shown_until_date = models.DateField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    paid_by = models.UUIDField(null=True)
    paid_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("school_id", "month_date", "number", name="one_sheet_a_number"),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("made_by")),
                name="sheet_approved_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(raises=False) | models.Q(corrects__isnull=False),
                name="sheet_raises_another",
            ),
        ]


class AllowanceLine(SchoolRow):
    """What one person is paid by a sheet, or owes back by a correction; ``session_ids`` are what for."""

    class Capacity(models.TextChoices):
        DIRECT = "direct", "授课看护"
        MANAGEMENT = "management", "管理"
        LABOUR = "labour", "校外劳务"

    run = models.ForeignKey("funds.AllowanceRun", models.PROTECT, related_name="lines")
    person_id = models.UUIDField()
    capacity = models.CharField(max_length=10, choices=Capacity)
    units = models.PositiveIntegerField(default=0)
    duty_days = models.PositiveSmallIntegerField(default=0)
    amount_fen = models.PositiveBigIntegerField()
    tax_fen = models.PositiveBigIntegerField(null=True)
    session_ids = models.JSONField(default=list)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("run", "person_id", "capacity", name="one_line_a_capacity"),
            models.CheckConstraint(
                condition=models.Q(tax_fen=None) | models.Q(capacity="labour"), name="tax_on_labour_only"
            ),
        ]


class PaidSlot(SchoolRow):
    """A session that an approved sheet pays for. Nobody is paid twice for one time, in the whole county."""

    run = models.ForeignKey("funds.AllowanceRun", models.PROTECT, related_name="slots")
    session_id = models.UUIDField()
    payee_token = models.CharField(max_length=64)
    starts_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("session_id", name="one_payment_a_session"),
            models.UniqueConstraint(
                "county_code", "payee_token", "starts_at", name="one_payment_a_person_and_time"
            ),
        ]
