"""Money that came in: receipts, bank statements, the treasury's moves, each day's totals (A9.17, A9.23)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kehou.platform.database.rows import SchoolRow


class Receipt(SchoolRow):
    """One payment into a registered account. It counts when recorded; another person matches it (A9.23).

    ``settled_fen`` paid what was open on the bill, ``excess_fen`` goes back (清退). Without a bill nobody
    knows yet whose money it is. ``reference`` is the bank's, the channel's or the paper's own number.
    """

    class Channel(models.TextChoices):
        COUNTER = "counter", "学校窗口"
        BANK = "bank", "银行转账"
        WALLET = "wallet", "微信支付"
        SET_OFF = "set_off", "上学期结余抵缴"

    bill = models.ForeignKey("funds.Bill", models.PROTECT, null=True, related_name="receipts")
    account = models.ForeignKey("funds.MoneyAccount", models.PROTECT, related_name="receipts")
    entry = models.ForeignKey("funds.LedgerEntry", models.PROTECT, null=True, related_name="+")
    excess_entry = models.ForeignKey("funds.LedgerEntry", models.PROTECT, null=True, related_name="+")
    term_id = models.UUIDField()
    channel = models.CharField(max_length=10, choices=Channel)
    amount_fen = models.BigIntegerField()
    settled_fen = models.BigIntegerField()
    excess_fen = models.BigIntegerField()
    paid_date = models.DateField()
    paper_kind = models.CharField(max_length=40, blank=True)
    paper_number = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=80)
    recorded_by = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    matched_by = models.UUIDField(null=True)
    matched_at = models.DateTimeField(null=True)
    reversed_by = models.UUIDField(null=True)
    reversed_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint(
                "account", "reference", condition=Q(reversed_at=None), name="one_receipt_a_reference"
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0, settled_fen__gte=0, excess_fen__gte=0)
                & Q(amount_fen=F("settled_fen") + F("excess_fen")),
                name="receipt_adds_up",
            ),
            models.CheckConstraint(
                condition=~Q(recorded_by=F("matched_by")), name="receipt_matched_by_another"
            ),
        ]
        indexes = [
            models.Index("school_id", "paid_date", name="receipts_of_day"),
            models.Index("bill", name="receipts_of_bill"),
        ]


class ReceiptReversal(SchoolRow):
    """A receipt that the cashier asks to have taken back, on paper; the accountant confirms (A9.22, A9.23).

    One that was dropped stays; the receipt counts as before and may be asked about again.
    """

    class Cause(models.TextChoices):
        WRONG_BILL = "wrong_bill", "记到了别人的账单"
        WRONG_AMOUNT = "wrong_amount", "金额记错"
        NOT_RECEIVED = "not_received", "钱没有到账"
        DOUBLED = "doubled", "同一笔钱记了两次"

    receipt = models.ForeignKey("funds.Receipt", models.PROTECT, related_name="reversals")
    cause = models.CharField(max_length=20, choices=Cause)
    paper_number = models.CharField(max_length=40)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    dropped_by = models.UUIDField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint(
                "receipt", condition=Q(dropped_at=None), name="one_reversal_asked_a_receipt"
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("confirmed_by")), name="reversal_confirmed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(dropped_at=None), name="reversal_confirmed_or_dropped"
            ),
        ]


class BankStatement(SchoolRow):
    """A bank's file of movements on one account, as it was read. The file lies sealed and expires."""

    account = models.ForeignKey("funds.MoneyAccount", models.PROTECT, related_name="statements")
    term_id = models.UUIDField()
    file_id = models.UUIDField()
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    counts = models.JSONField()
    taken_fen = models.BigIntegerField()
    uploaded_by = models.UUIDField()
    uploaded_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(condition=Q(taken_fen__gte=0), name="statement_not_negative"),
        ]


class BankLine(SchoolRow):
    """What came of one row of a statement, with the column and the reason where it did not match."""

    class Outcome(models.TextChoices):
        MATCHED = "matched", "已对上"
        UNMATCHED = "unmatched", "未对上"
        DOUBLED = "doubled", "重复"
        OUTGOING = "outgoing", "支出"
        FAULTY = "faulty", "有误"

    statement = models.ForeignKey("funds.BankStatement", models.PROTECT, related_name="rows")
    receipt = models.OneToOneField("funds.Receipt", models.PROTECT, null=True, related_name="bank_row")
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    column = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    amount_fen = models.BigIntegerField(null=True)
    paid_date = models.DateField(null=True)
    reference = models.CharField(max_length=80, blank=True)
    remark = models.BinaryField(null=True)  # sealed: people write names there

    class Meta(SchoolRow.Meta):
        constraints = [
            models.UniqueConstraint("statement", "row", name="one_outcome_a_bank_row"),
            models.CheckConstraint(
                condition=Q(amount_fen=None) | Q(amount_fen__gte=0), name="bank_row_not_negative"
            ),
        ]


class TreasuryMove(SchoolRow):
    """Money to the treasury (缴库) or back (用款): made by one, confirmed by another (A9.23, A9.31)."""

    class Kind(models.TextChoices):
        REMITTANCE = "remittance", "缴库"
        ALLOTMENT = "allotment", "用款返还"

    class State(models.TextChoices):
        MADE = "made", "待复核"
        BOOKED = "booked", "已入账"

    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.MADE)
    ledger = models.ForeignKey("funds.TermLedger", models.PROTECT, related_name="treasury_moves")
    bank = models.ForeignKey("funds.MoneyAccount", models.PROTECT, related_name="+")
    treasury = models.ForeignKey("funds.MoneyAccount", models.PROTECT, related_name="+")
    point_code = models.CharField(max_length=12)
    amount_fen = models.BigIntegerField()
    moved_date = models.DateField()
    reference = models.CharField(max_length=80)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    checked_by = models.UUIDField(null=True)
    checked_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("school_id", "kind", "reference", name="one_move_a_reference"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="move_of_something"),
            models.CheckConstraint(condition=~Q(made_by=F("checked_by")), name="move_checked_by_another"),
        ]


class DayTotal(SchoolRow):
    """The control totals of one day, as the cashier closed and the accountant checked it (process 9b.8)."""

    ledger = models.ForeignKey("funds.TermLedger", models.PROTECT, related_name="day_totals")
    day_date = models.DateField()
    figures = models.JSONField()
    explanation = models.CharField(max_length=300, blank=True)
    closed_by = models.UUIDField()
    closed_at = models.DateTimeField()
    checked_by = models.UUIDField(null=True)
    checked_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("ledger", "day_date", name="one_total_a_day"),
            models.CheckConstraint(condition=~Q(closed_by=F("checked_by")), name="day_checked_by_another"),
        ]
