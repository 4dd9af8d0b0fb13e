"""What became of an afternoon that did not go as planned, and who was told. Nothing here changes later."""

from __future__ import annotations

from django.db import models

from kehou.delivery.facts import Instead
from kehou.platform.database.rows import SchoolRow


class Arrangement(SchoolRow):
    """Where the children of a cancelled session are instead; the latest one holds (A10.8).

    ``batch_id`` is common to what was decided in one act: families are told of it once.
    """

    session = models.ForeignKey("delivery.Session", models.PROTECT, related_name="arrangements")
    batch_id = models.UUIDField(db_index=True)
    instead = models.CharField(max_length=8, choices=[(way.value, way.value) for way in Instead])
    room = models.CharField(max_length=60, blank=True)
    carer_id = models.UUIDField(null=True)
    joined_id = models.UUIDField(null=True)
    verdicts = models.JSONField(default=list)  # what was warned about
    arranged_by = models.UUIDField(null=True)
    arranged_at = models.DateTimeField()


class Restoration(SchoolRow):
    """A cancelled session is held after all. The cancellation stays written down (A7.11)."""

    cancellation = models.OneToOneField("delivery.Cancellation", models.PROTECT, related_name="restoration")
    session = models.ForeignKey("delivery.Session", models.PROTECT, related_name="restorations")
    batch_id = models.UUIDField(db_index=True)
    restored_by = models.UUIDField(null=True)  # None where it came back by itself
    restored_at = models.DateTimeField()


class FamilyNotice(SchoolRow):
    """A guardian was told of one act, by a message and a text: once, however often it is announced."""

    batch_id = models.UUIDField()
    guardian_id = models.UUIDField()
    told_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("batch_id", "guardian_id", name="one_notice_a_guardian_and_act"),
        ]


class EarlyConsent(SchoolRow):
    """A guardian agrees that a child leaves before the hour of a cancelled session, or no longer (A10.8)."""

    session = models.ForeignKey("delivery.Session", models.PROTECT, related_name="early_consents")
    pupil_id = models.UUIDField()
    given = models.BooleanField()
    given_by = models.UUIDField()
    given_at = models.DateTimeField()


class StayingOn(SchoolRow):
    """Whether an own teacher who took a stopped body's session over goes on once it is back (A6.10).

    The latest word of a substitution holds; without one the session goes back to the body.
    """

    substitution = models.ForeignKey("delivery.Substitution", models.PROTECT, related_name="words")
    stays = models.BooleanField()
    said_by = models.UUIDField()
    said_at = models.DateTimeField()
