"""Events on their way from an earlier step to a later one."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow


class OutboxEvent(CountyRow):
    """Something that happened and that later steps must act on. Kept after it was handled."""

    school_id = models.UUIDField(null=True)
    topic = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    announced_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index("announced_at", condition=models.Q(handled_at=None), name="outbox_waiting"),
        ]
