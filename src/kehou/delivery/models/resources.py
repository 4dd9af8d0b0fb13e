"""What a session used from the county's register (A6.19, A6.20)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow
from kehou.rulebook.facts.resources import ResourceKind


class ResourceUse(SchoolRow):
    """One session used one resource. ``safety_plan`` is what was arranged where pupils left the school."""

    session = models.ForeignKey("delivery.Session", models.PROTECT, related_name="resources")
    resource_id = models.UUIDField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ResourceKind])
    title = models.CharField(max_length=100)
    is_visit = models.BooleanField()
    safety_plan = models.CharField(max_length=1000, blank=True)
    named_by = models.UUIDField()
    named_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("session", "resource_id", name="one_use_a_session"),
        ]
