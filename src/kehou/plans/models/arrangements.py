"""What follows an approval inside its envelope: leaders, rooms, weekly details (practice.md 5)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class Arrangement(SchoolRow):
    """The content of an approved version with its late details, told to the authority by its being written.

    The latest one of a version is what the service runs by. The approved version itself never changes.
    """

    version = models.ForeignKey("plans.PlanVersion", models.PROTECT, related_name="arrangements")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    verdicts = models.JSONField()
    edition = models.CharField(max_length=40)
    arranged_by = models.UUIDField()
    arranged_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("version", "number", name="one_arrangement_a_number"),
        ]
