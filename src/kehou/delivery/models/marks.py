"""What devices reported of children, as it came in."""

from __future__ import annotations

from django.db import models

from kehou.delivery.facts import MarkKind, ReleaseWay
from kehou.platform.database.rows import SchoolRow


class StoredMark(SchoolRow):
    """One mark. ``client_id`` is the device's: what is sent twice is stored once. Nothing refers to it."""

    term_id = models.UUIDField()
    day_date = models.DateField()
    client_id = models.UUIDField()
    pupil_id = models.UUIDField()
    session_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in MarkKind])
    voids = models.UUIDField(null=True)
    way = models.CharField(max_length=10, blank=True, choices=[(way.value, way.value) for way in ReleaseWay])
    to_person_id = models.UUIDField(null=True)
    is_breach = models.BooleanField(default=False)
    made_by = models.UUIDField()
    device_at = models.DateTimeField()
    server_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("term_id", "school_id", "client_id", name="one_mark_a_client_id"),
        ]
        indexes = [
            models.Index("school_id", "day_date", name="marks_of_day"),
            models.Index("pupil_id", "day_date", name="marks_of_pupil"),
        ]
