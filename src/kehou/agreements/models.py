"""Agreements with families. Every act is a row; nothing is overwritten (A7.6, A7.11)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class Agreement(SchoolRow):
    """A signed agreement of one pupil for one term on one approved version of the plan."""

    class Form(models.TextChoices):
        E_SIGN = "e_sign", "电子签署"
        PAPER = "paper", "纸质签署"

    pupil_id = models.UUIDField()
    term_id = models.UUIDField()
    version_id = models.UUIDField()
    form = models.CharField(max_length=10, choices=Form)
    terms = models.JSONField()
    terms_hash = models.CharField(max_length=64)
    days = models.JSONField()
    signed_by = models.UUIDField()
    signed_at = models.DateTimeField()
    keyed_by = models.UUIDField(null=True)
    checked_by = models.UUIDField(null=True)
    scan_id = models.UUIDField(null=True)

    class Meta(SchoolRow.Meta):
        indexes = [models.Index("school_id", "term_id", "pupil_id", name="agreements_of_term")]
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(keyed_by=models.F("checked_by")), name="paper_checked_by_another"
            ),
        ]


class Withdrawal(SchoolRow):
    """A family left; it needs no reason and takes effect on the next school day (A2.1)."""

    agreement = models.OneToOneField("agreements.Agreement", models.PROTECT, related_name="withdrawal")
    withdrawn_by = models.UUIDField()
    withdrawn_at = models.DateTimeField()
    effect_date = models.DateField()


class Decline(SchoolRow):
    """A family said no. It costs nothing, asks for no reason and may be changed by signing later."""

    pupil_id = models.UUIDField()
    term_id = models.UUIDField()
    declined_by = models.UUIDField()
    declined_at = models.DateTimeField()


class DataConsent(SchoolRow):
    """A family's answer to the child-data notice, apart from the agreement; the latest one holds (DP2)."""

    pupil_id = models.UUIDField()
    term_id = models.UUIDField()
    given = models.BooleanField()
    notice_hash = models.CharField(max_length=64)
    answered_by = models.UUIDField()
    answered_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        indexes = [models.Index("pupil_id", "term_id", "answered_at", name="consents_of_pupil")]


class PaperEntry(SchoolRow):
    """A paper agreement keyed in from its scan; it counts once another person has checked it."""

    pupil_id = models.UUIDField()
    term_id = models.UUIDField()
    version_id = models.UUIDField()
    signed_by = models.UUIDField()
    signed_date = models.DateField()
    days = models.JSONField()
    data_consent = models.BooleanField(null=True)
    scan_id = models.UUIDField()
    keyed_by = models.UUIDField()
    keyed_at = models.DateTimeField()
    agreement = models.OneToOneField("agreements.Agreement", models.PROTECT, null=True, related_name="+")


class ParentsMeeting(SchoolRow):
    """A meeting at which families signed together; without a class it was for the whole school."""

    term_id = models.UUIDField()
    class_id = models.UUIDField(null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    note = models.CharField(max_length=200)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index("school_id", "term_id", name="meetings_of_term")]
