"""Documents that count: numbered without gaps, and frozen as they were issued."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow


class NumberSeries(CountyRow):
    """The last number given in one series of a county or school in a year."""

    school_id = models.UUIDField(null=True)
    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "county_code", "school_id", "series", "year", name="one_series_a_year", nulls_distinct=False
            ),
        ]


class FrozenDocument(CountyRow):
    """The content of a document as it was issued, with its hash (A7.11). Never changed, only followed."""

    school_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=200)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    subject = models.CharField(max_length=80, db_index=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    frozen_at = models.DateTimeField()
    frozen_by = models.UUIDField(null=True)
