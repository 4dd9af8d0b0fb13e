"""Earlier contents of a draft, for taking back the last change."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class DraftStep(SchoolRow):
    """What a draft said at a revision, before somebody changed a part of it.

    ``part`` names the part that was then changed. Only the latest steps are kept; taking a change back
    removes its step.
    """

    version = models.ForeignKey("plans.PlanVersion", models.CASCADE, related_name="steps")
    revision = models.PositiveIntegerField()
    content = models.JSONField()
    part = models.CharField(max_length=20)
    changed_by = models.UUIDField()
    changed_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("version", "revision", name="one_step_a_revision"),
        ]
