"""The shape that rows share: a UUIDv7 key, the county, and below it the school."""

from __future__ import annotations

from uuid import UUID

import uuid_utils
import uuid_utils.compat
from django.db import models

from kehou.kernel.places import Place


def new_id() -> UUID:
    """A new row identity that sorts by time of creation (UUIDv7)."""
    return uuid_utils.compat.uuid7()


def new_ids(count: int) -> list[object]:
    """So many new identities for rows that are written by statements; their text is what a UUID's is."""
    return [uuid_utils.uuid7() for _ in range(count)]


class CountyRow(models.Model):
    """A row that belongs to a county as a whole."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    county_code = models.CharField(max_length=6)

    class Meta:
        abstract = True


class SchoolRow(CountyRow):
    """A row that belongs to one school of a county."""

    school_id = models.UUIDField()

    @property
    def place(self) -> Place:
        """Where the row's school stands in the tree."""
        return Place(self.county_code, self.school_id)

    class Meta(CountyRow.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint("school_id", "id", name="%(app_label)s_%(class)s_in_school"),
        ]
