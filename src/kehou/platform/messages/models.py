"""Messages to people, by their ids."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class Message(SchoolRow):
    """A notice to one person, kept for reading on the page. It names no child (security.md)."""

    to_person_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=60)
    text = models.CharField(max_length=500)
    link = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
