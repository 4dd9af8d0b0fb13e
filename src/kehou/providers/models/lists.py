"""The county's published list of bodies, items and prices, version by version (A6.8)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow


class ListVersion(CountyRow):
    """One version: shown from its opening, in force once its days are over and it was confirmed."""

    number = models.PositiveSmallIntegerField()
    document_number = models.CharField(max_length=80)
    content_hash = models.CharField(max_length=64)
    valid_until_date = models.DateField()
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("county_code", "number", name="one_list_a_number"),
        ]


class ListEntry(CountyRow):
    """One line of a list: body, item, price a pupil for so many minutes."""

    version = models.ForeignKey("providers.ListVersion", models.PROTECT, related_name="entries")
    provider = models.ForeignKey("providers.Provider", models.PROTECT, related_name="entries")
    award = models.ForeignKey("providers.Award", models.PROTECT, related_name="entries")
    provider_name = models.CharField(max_length=120)
    item = models.CharField(max_length=60)
    domain = models.CharField(max_length=20)
    price_fen = models.PositiveBigIntegerField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("version", "provider", "item", name="one_line_an_item"),
        ]
