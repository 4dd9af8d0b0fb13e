"""A county's register of what the service may use: free places, platforms, what the county collects."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kehou.platform.database.rows import CountyRow
from kehou.rulebook.facts.resources import ResourceKind

_KINDS = [(kind.value, kind.value) for kind in ResourceKind]


class Resource(CountyRow):
    """One place or online resource (A6.19 to A6.23). Never changed: what became of it is a review."""

    kind = models.CharField(max_length=20, choices=_KINDS)
    title = models.CharField(max_length=100)
    keeper = models.CharField(max_length=100, blank=True)
    whereabouts = models.CharField(max_length=200)
    use = models.CharField(max_length=300, blank=True)
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("county_code", "kind", name="resources_of_county")]
        constraints = [
            models.UniqueConstraint("county_code", "kind", "title", name="one_resource_a_title"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(whereabouts=""), name="resource_can_be_found"),
        ]


class ResourceReview(CountyRow):
    """What was decided on a resource, the last one holds: let in, not let in, or taken out again (A6.22)."""

    class Outcome(models.TextChoices):
        OFFERED = "offered", "可以使用"
        REFUSED = "refused", "不予采用"
        WITHDRAWN = "withdrawn", "停用"

    resource = models.ForeignKey("authority.Resource", models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.CharField(max_length=200, blank=True)
    reviewed_by = models.UUIDField()
    reviewed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("resource", "reviewed_at", name="reviews_of_resource")]
