"""The business clock's one row."""

from __future__ import annotations

from django.db import models


class ClockSetting(models.Model):
    """How far the business clock stands from the wall clock; only the demo and tests move it."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    offset_seconds = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_business_clock")]
