"""Roll files that a school handed in, and what came of them."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class RollImport(SchoolRow):
    """One uploaded roll: previewed first, accepted later. The raw file expires."""

    class Kind(models.TextChoices):
        ROLL = "roll", "学籍名册"
        NEW_PUPILS = "new_pupils", "新生花名册"

    kind = models.CharField(max_length=20, choices=Kind)
    file_id = models.UUIDField()
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    uploaded_by = models.UUIDField()
    uploaded_at = models.DateTimeField()
    accepted_by = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
