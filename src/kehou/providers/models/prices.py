"""How a provider's price came about: competition, bids, award, and prices outside school (A6.11, A6.12)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow


class Competition(CountyRow):
    """A competitive procedure for one item, with the number of its file."""

    title = models.CharField(max_length=60)
    domain = models.CharField(max_length=20)
    minutes = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=40)
    document_number = models.CharField(max_length=80)
    held_date = models.DateField()
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()


class Bid(CountyRow):
    """One bid; only a provider of the county can win."""

    competition = models.ForeignKey("providers.Competition", models.PROTECT, related_name="bids")
    provider = models.ForeignKey("providers.Provider", models.PROTECT, null=True, related_name="bids")
    bidder = models.CharField(max_length=120)
    price_fen = models.PositiveBigIntegerField()
    is_valid = models.BooleanField(default=True)


class Award(CountyRow):
    """The bid that won."""

    competition = models.OneToOneField("providers.Competition", models.PROTECT, related_name="award")
    bid = models.OneToOneField("providers.Bid", models.PROTECT, related_name="award")
    awarded_by = models.UUIDField()
    awarded_at = models.DateTimeField()


class PriceEvidence(CountyRow):
    """A price outside school for the same kind of training, and where it was seen."""

    competition = models.ForeignKey("providers.Competition", models.PROTECT, related_name="evidence")
    provider = models.ForeignKey("providers.Provider", models.PROTECT, null=True, related_name="evidence")
    source = models.CharField(max_length=200)
    price_fen = models.PositiveBigIntegerField()
    minutes = models.PositiveSmallIntegerField()
    seen_date = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="a_price_for_some_minutes"),
        ]
