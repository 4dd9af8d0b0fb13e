"""Third-party bodies on their way into the county's list and out of it (A6.7, A6.10)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow
from kehou.rulebook.facts.provider import ProviderStatus


class Criteria(CountyRow):
    """The county's criteria for third-party bodies, issued with a document (A6.15)."""

    document_number = models.CharField(max_length=80)
    content = models.TextField(max_length=5_000)
    issued_date = models.DateField()
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()


class Provider(CountyRow):
    """A body that applied. ``state`` is moved by steps only; the licence may be renewed."""

    name = models.CharField(max_length=120)
    credit_code = models.CharField(max_length=18)
    licence_number = models.CharField(max_length=80)
    licence_domains = models.JSONField()
    licence_to_date = models.DateField(null=True)
    platform_number = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=20, default=ProviderStatus.APPLIED)
    banned_until_date = models.DateField(null=True)
    applied_date = models.DateField()
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "county_code",
                "credit_code",
                condition=~models.Q(state__in=["rejected", "removed"]),
                name="one_application_a_body",
            ),
        ]


class ProviderStep(CountyRow):
    """One move of a provider's state: who, when, why."""

    provider = models.ForeignKey("providers.Provider", models.PROTECT, related_name="steps")
    event = models.CharField(max_length=20)
    state = models.CharField(max_length=20)
    reason = models.CharField(max_length=500, blank=True)
    done_by = models.UUIDField()
    done_at = models.DateTimeField()


class Offer(CountyRow):
    """One item that a provider offers to schools, for so many minutes."""

    provider = models.ForeignKey("providers.Provider", models.PROTECT, related_name="offers")
    title = models.CharField(max_length=60)
    domain = models.CharField(max_length=20)
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("provider", "title", name="one_offer_a_title"),
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="an_offer_takes_time"),
        ]


class Review(CountyRow):
    """One reviewer's look at a provider: credit, black list, materials (A6.7)."""

    provider = models.ForeignKey("providers.Provider", models.PROTECT, related_name="reviews")
    reviewer_id = models.UUIDField()
    passed = models.BooleanField()
    credit_clear = models.BooleanField()
    blacklist_clear = models.BooleanField()
    materials_sound = models.BooleanField()
    remark = models.CharField(max_length=500, blank=True)
    reviewed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("provider", "reviewer_id", name="one_review_a_reviewer"),
        ]


class Score(CountyRow):
    """A provider's survey result of a term: content families of those asked (A6.10)."""

    provider = models.ForeignKey("providers.Provider", models.PROTECT, related_name="scores")
    term_id = models.UUIDField()
    content_count = models.PositiveIntegerField()
    asked_count = models.PositiveIntegerField()
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("provider", "term_id", name="one_score_a_term"),
            models.CheckConstraint(
                condition=models.Q(asked_count__gt=0, content_count__lte=models.F("asked_count")),
                name="content_among_those_asked",
            ),
        ]
