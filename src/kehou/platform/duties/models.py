"""What is owed, by whom, until when."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow


class Duty(CountyRow):
    """A task of a role at a place. Without a due day the calendar does not reach that far."""

    school_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=60)
    clause = models.CharField(max_length=10)
    owner_role = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    due_date = models.DateField(null=True)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    evidence = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "county_code", "school_id", "kind", "subject", name="one_duty_a_subject", nulls_distinct=False
            ),
        ]
        indexes = [
            models.Index("owner_role", "due_date", condition=models.Q(done_at=None), name="duties_open")
        ]
