"""One row for each change, each read of a child's data and each refused attempt."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow


class AuditEvent(CountyRow):
    """Something that happened, in the past tense. Ids, clauses and edition; never free text (A7.11)."""

    school_id = models.UUIDField(null=True)
    action = models.CharField(max_length=80)
    refused = models.BooleanField(default=False)
    actor_id = models.UUIDField(null=True)
    actor_role = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=80)
    reason = models.CharField(max_length=80, blank=True)
    clauses = models.JSONField(default=list)
    edition = models.CharField(max_length=40, blank=True)
    detail = models.JSONField(default=dict)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("county_code", "recorded_at", name="audit_by_county"),
            models.Index("subject", "recorded_at", name="audit_by_subject"),
        ]
