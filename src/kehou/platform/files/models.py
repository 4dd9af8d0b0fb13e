"""Files that people hand in: scans, evidence, raw rolls."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow


class StoredFile(CountyRow):
    """A file's content with its hash. Raw uploads carry a day on which they expire."""

    school_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    stored_at = models.DateTimeField()
    stored_by = models.UUIDField(null=True)
    expires_date = models.DateField(null=True)
