"""The end of a month and of a term: steps that were done, shares and their return, accounts, anchors.

Every row says what happened; only a return batch, while it waits for its second person, is completed later.
"""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow, SchoolRow


class MonthClose(SchoolRow):
    """A month of a ledger that is closed: book and bank agreed (9.13). ``statements`` are fen by account."""

    ledger = models.ForeignKey("funds.TermLedger", models.PROTECT, related_name="months")
    month_date = models.DateField()
    statements = models.JSONField()
    entry_count = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    closed_by = models.UUIDField()
    closed_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("ledger", "month_date", name="one_close_a_month"),
        ]


class TermClosing(SchoolRow):
    """The closing of a term: asked for by one, confirmed by another, then run step by step (9.14, 9.15)."""

    ledger = models.OneToOneField("funds.TermLedger", models.PROTECT, related_name="closing")
    requested_by = models.UUIDField()
    requested_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(requested_by=models.F("confirmed_by")),
                name="closing_confirmed_by_another",
            ),
        ]


class ClosingStep(SchoolRow):
    """A step of a closing that is done, with what came of it. Its row and its entries are one transaction."""

    closing = models.ForeignKey("funds.TermClosing", models.PROTECT, related_name="steps")
    name = models.CharField(max_length=30)
    outcome = models.JSONField()
    done_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("closing", "name", name="one_step_a_closing"),
        ]


class ClosingFailure(SchoolRow):
    """A try of a step that did not succeed: what refused it, or nothing where the program itself failed.

    ``verdicts`` are clause, reason, subject and the amounts in fen; never free text.
    """

    closing = models.ForeignKey("funds.TermClosing", models.PROTECT, related_name="failures")
    name = models.CharField(max_length=30)
    verdicts = models.JSONField()
    failed_at = models.DateTimeField()


class SurplusShare(SchoolRow):
    """What one family gets back (A9.11). ``school_id`` is the teaching point's, whose families may see it."""

    ledger = models.ForeignKey("funds.TermLedger", models.PROTECT, related_name="shares")
    point_code = models.CharField(max_length=12)
    pupil_key = models.CharField(max_length=40)
    weight = models.PositiveBigIntegerField()
    net_paid_fen = models.BigIntegerField()
    share_fen = models.BigIntegerField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("ledger", "point_code", "pupil_key", name="one_share_a_pupil"),
            models.CheckConstraint(
                condition=models.Q(share_fen__gte=0, net_paid_fen__gte=0), name="share_not_negative"
            ),
        ]


class ShareNotice(SchoolRow):
    """A family was told that its share waits (9.16)."""

    class Channel(models.TextChoices):
        MESSAGE = "message", "短信"
        CALL = "call", "电话"
        VISIT = "visit", "家访"
        LETTER = "letter", "书面通知"

    share = models.ForeignKey("funds.SurplusShare", models.PROTECT, related_name="notices")
    channel = models.CharField(max_length=10, choices=Channel)
    told_by = models.UUIDField()
    told_at = models.DateTimeField()


class ReturnBatch(SchoolRow):
    """Money that leaves together from one account: prepared by one, confirmed with proof by another.

    One on a treasury account waits for the treasury's return (退付) until it is confirmed.
    """

    class Kind(models.TextChoices):
        FAMILIES = "families", "结余退费"
        PARKED = "parked", "补发未领取结余"
        SET_OFF = "set_off", "转入下学期抵缴"
        FINANCE = "finance", "缴回补助结余"

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FAMILIES)
    ledger = models.ForeignKey("funds.TermLedger", models.PROTECT, related_name="batches")
    number = models.PositiveIntegerField()
    purse_code = models.CharField(max_length=8)
    is_treasury = models.BooleanField(default=False)
    prepared_by = models.UUIDField()
    prepared_at = models.DateTimeField()
    proof = models.CharField(max_length=100, blank=True)
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("ledger", "number", name="one_batch_a_number"),
            models.CheckConstraint(
                condition=~models.Q(prepared_by=models.F("confirmed_by")), name="batch_confirmed_by_another"
            ),
        ]


class ShareReturn(SchoolRow):
    """A share within a batch; one that bounced is owed again and may go into another batch.

    ``bounce_proof`` is the bank's own number of what came back; a share that was set off by mistake has none.
    """

    class Bounce(models.TextChoices):
        CLOSED = "closed", "账户已销户"
        MISMATCH = "mismatch", "户名与账号不符"
        FROZEN = "frozen", "账户不能收款"
        OTHER = "other", "银行没有说明"

    batch = models.ForeignKey("funds.ReturnBatch", models.PROTECT, related_name="returns")
    share = models.ForeignKey("funds.SurplusShare", models.PROTECT, related_name="returns")
    bounced_at = models.DateTimeField(null=True)
    bounce_cause = models.CharField(max_length=10, choices=Bounce, blank=True)
    bounce_proof = models.CharField(max_length=100, blank=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint(
                "share", condition=models.Q(bounced_at=None), name="one_way_back_a_share"
            ),
        ]


class ShareParking(SchoolRow):
    """A share that nobody took after notice is kept for its family until a day (A9.11)."""

    share = models.OneToOneField("funds.SurplusShare", models.PROTECT, related_name="parking")
    parked_by = models.UUIDField()
    parked_at = models.DateTimeField()
    hold_until_date = models.DateField()


class PublicAccount(SchoolRow):
    """The term's income and expense account as it was published; earlier versions stay (A11.8)."""

    class Kind(models.TextChoices):
        PRELIMINARY = "preliminary", "初步公示"
        FINAL = "final", "最终公示"

    ledger = models.ForeignKey("funds.TermLedger", models.PROTECT, related_name="accounts")
    kind = models.CharField(max_length=20, choices=Kind)
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    entry_count = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    published_by = models.UUIDField()
    published_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("ledger", "version", name="one_account_a_version"),
        ]


class LedgerArchive(SchoolRow):
    """A term is over: the hash of the exported book, with its head, as it was verified (9.19)."""

    ledger = models.OneToOneField("funds.TermLedger", models.PROTECT, related_name="archive")
    entry_count = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    book_hash = models.CharField(max_length=64)
    archived_by = models.UUIDField()
    archived_at = models.DateTimeField()


class LedgerAnchor(CountyRow):
    """The head of a ledger at an hour, kept a tier up: the school can read it and never write it."""

    ledger_id = models.UUIDField()
    entry_count = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    anchor_date = models.DateField()
    anchored_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("ledger_id", "entry_count", name="one_anchor_a_head")]
