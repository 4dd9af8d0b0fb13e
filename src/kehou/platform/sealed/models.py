"""A key for each person; destroying it makes what was sealed with it unreadable for ever."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow


class PersonKey(CountyRow):
    """One person's data key, wrapped by the master key that lies outside the database (DP3)."""

    school_id = models.UUIDField(null=True)
    person_id = models.UUIDField(unique=True)
    wrapped = models.BinaryField()
