"""Bills of a term, and the waivers that come off before them (A9.6 to A9.18, A9.39)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kehou.platform.database.rows import SchoolRow
from kehou.rulebook.facts.fees import EXTENDED_CARE_ITEM, SERVICE_ITEM


class AidEntry(SchoolRow):
    """A pupil stands on the term's aid list. The category is sealed with the pupil's key and never shown.

    ``ratio`` is the part waived, as text. It counts once another person has confirmed it. ``late`` says
    that bills were out already: the waiver then comes off the bill, and what was paid goes back.
    """

    pupil_id = models.UUIDField()
    term_id = models.UUIDField()
    category = models.BinaryField()
    ratio = models.CharField(max_length=12)
    document_number = models.CharField(max_length=80)
    recognised_date = models.DateField()
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("pupil_id", "term_id", name="one_aid_entry_a_term"),
            models.CheckConstraint(
                condition=~Q(entered_by=F("confirmed_by")), name="aid_confirmed_by_another"
            ),
        ]


class BillRound(SchoolRow):
    """Bills that were issued together: who, when, on which version of the plan, and what they add up to."""

    term_id = models.UUIDField()
    version_id = models.UUIDField()
    ledger = models.ForeignKey("funds.TermLedger", models.PROTECT, related_name="bill_rounds")
    number = models.PositiveIntegerField()
    bill_count = models.PositiveIntegerField()
    gross_fen = models.BigIntegerField()
    waived_fen = models.BigIntegerField()
    edition = models.CharField(max_length=40)
    issued_by = models.UUIDField()
    issued_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(waived_fen__gte=0, gross_fen__gte=F("waived_fen")), name="round_adds_up"
            ),
        ]


class Bill(SchoolRow):
    """One pupil's bill of one term, for one item alone. What it says never changes; it may be cancelled.

    A term has one bill of the service, and where a city lets it be charged for, any number of extended care,
    each of days that no other bears.

    ``lines`` are the weekly times that it pays for, with days and periods. Its state is read from its
    receipts and credits.
    """

    round = models.ForeignKey("funds.BillRound", models.PROTECT, related_name="bills")
    pupil_id = models.UUIDField()
    term_id = models.UUIDField()
    agreement_id = models.UUIDField()
    item = models.CharField(
        max_length=30,
        choices=[(SERVICE_ITEM, "课后服务"), (EXTENDED_CARE_ITEM, "延时托管")],
        default=SERVICE_ITEM,
    )
    number = models.PositiveIntegerField()
    grade = models.PositiveSmallIntegerField()
    price_fen = models.BigIntegerField()
    units = models.PositiveIntegerField()
    gross_fen = models.BigIntegerField()
    waived_fen = models.BigIntegerField()
    net_fen = models.BigIntegerField()
    lines = models.JSONField()
    content_hash = models.CharField(max_length=64)
    due_date = models.DateField(null=True)
    issued_at = models.DateTimeField()
    cancelled_by = models.UUIDField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint(
                "pupil_id",
                "term_id",
                condition=Q(cancelled_at=None, item=SERVICE_ITEM),
                name="one_bill_a_pupil_and_term",
            ),
            models.UniqueConstraint("school_id", "term_id", "number", name="one_bill_a_number"),
            models.CheckConstraint(
                condition=Q(gross_fen__gte=0, waived_fen__gte=0, net_fen=F("gross_fen") - F("waived_fen")),
                name="bill_adds_up",
            ),
            models.CheckConstraint(condition=Q(net_fen__gte=0, price_fen__gte=0), name="bill_not_negative"),
        ]
        indexes = [models.Index("school_id", "term_id", name="bills_of_term")]
