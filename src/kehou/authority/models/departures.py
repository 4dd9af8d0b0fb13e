"""A county's leave to depart from a statement that holds in principle (原则上)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class DepartureGrant(SchoolRow):
    """For one school, one statement and a time; listed publicly. ``subject`` narrows it to one part."""

    clause = models.CharField(max_length=10)
    subject = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=500)
    granted_by = models.UUIDField()
    granted_at = models.DateTimeField()
    from_date = models.DateField()
    until_date = models.DateField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(from_date__lte=models.F("until_date")), name="departure_runs_forward"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="departure_has_a_reason"),
        ]
