"""Requests that were answered, so that a repeat gets the same answer and changes nothing."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow


class IdempotencyKey(CountyRow):
    """A key that a client chose for one act, and what came of it."""

    school_id = models.UUIDField(null=True)
    key = models.CharField(max_length=100)
    purpose = models.CharField(max_length=80)
    outcome = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("county_code", "purpose", "key", name="one_act_per_key"),
        ]
