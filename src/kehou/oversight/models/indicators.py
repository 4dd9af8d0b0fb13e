"""Readings as they were computed, and the signals that they raised. Nobody edits a number (A11.3)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow


class Snapshot(CountyRow):
    """One reading of one indicator over a period, as an exact fraction with the rows behind it.

    ``revision`` grows when the same period is computed again from corrected facts; the earlier one stays.
    A county's own readings have no school.
    """

    school_id = models.UUIDField(null=True)
    term_id = models.UUIDField()
    indicator = models.CharField(max_length=40)
    subject = models.CharField(max_length=80, blank=True)
    first_date = models.DateField()
    past_date = models.DateField()
    revision = models.PositiveSmallIntegerField(default=1)
    part = models.BigIntegerField()
    whole = models.BigIntegerField()
    target = models.CharField(max_length=20, blank=True)
    is_kept = models.BooleanField()
    rows = models.JSONField(default=list)
    edition = models.CharField(max_length=40)
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "county_code",
                "school_id",
                "indicator",
                "subject",
                "first_date",
                "past_date",
                "revision",
                name="one_snapshot_a_revision",
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index("term_id", "indicator", "first_date", name="snapshots_of_term")]


class Signal(CountyRow):
    """A reading that missed its target asks its owner until a day. It is a question, never a finding."""

    school_id = models.UUIDField(null=True)
    term_id = models.UUIDField()
    indicator = models.CharField(max_length=40)
    subject = models.CharField(max_length=80, blank=True)
    clause = models.CharField(max_length=10)
    first_date = models.DateField()
    snapshot = models.ForeignKey("oversight.Snapshot", models.PROTECT, related_name="signals")
    due_date = models.DateField(null=True)
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "county_code",
                "school_id",
                "indicator",
                "subject",
                "first_date",
                name="one_signal_a_period",
                nulls_distinct=False,
            ),
        ]


class SignalNote(CountyRow):
    """What the school says to a signal."""

    school_id = models.UUIDField(null=True)
    signal = models.ForeignKey("oversight.Signal", models.PROTECT, related_name="notes")
    text = models.CharField(max_length=1000)
    written_by = models.UUIDField()
    written_at = models.DateTimeField()


class SignalEnd(CountyRow):
    """How a signal ended: explained, looked into as a case or at an inspection, or gone by itself."""

    class Kind(models.TextChoices):
        EXPLAINED = "explained", "说明属实"
        CASE = "case", "立案核查"
        INSPECTION = "inspection", "列入检查"
        RECOVERED = "recovered", "指标已恢复"

    school_id = models.UUIDField(null=True)
    signal = models.OneToOneField("oversight.Signal", models.PROTECT, related_name="end")
    kind = models.CharField(max_length=12, choices=Kind)
    note = models.CharField(max_length=1000, blank=True)
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField()
