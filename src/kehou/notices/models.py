"""Published notices, how families were told, objections and their answers."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class Notice(SchoolRow):
    """One approved version shown to parents and public (A7.5). Its content never changes (A7.11).

    It runs from the moment it opened until it is closed, or withdrawn because the plan goes back.
    """

    code = models.CharField(max_length=12, unique=True)
    plan_id = models.UUIDField()
    version_id = models.UUIDField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    close_from_date = models.DateField(null=True)
    closed_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    board_photo_id = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint(
                "version_id", condition=models.Q(withdrawn_at=None), name="one_running_notice_a_version"
            ),
        ]
        indexes = [models.Index("school_id", "opened_at", name="notices_of_school")]


class FamilyNotice(SchoolRow):
    """One way in which families were told of a notice (A12.1)."""

    class Channel(models.TextChoices):
        LETTER = "letter", "致家长的一封信"
        WECHAT = "wechat", "微信公众号"
        MEETING = "meeting", "家长会"
        VISIT = "visit", "家访"

    notice = models.ForeignKey("notices.Notice", models.PROTECT, related_name="tellings")
    channel = models.CharField(max_length=10, choices=Channel)
    told_by = models.UUIDField()
    told_at = models.DateTimeField()


class Objection(SchoolRow):
    """An objection or question of anyone at all. The name and contact are optional and never published."""

    notice = models.ForeignKey("notices.Notice", models.PROTECT, related_name="objections")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=1000)
    contact = models.CharField(max_length=100, blank=True)
    received_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("notice", "number", name="one_objection_a_number"),
        ]


class Reply(SchoolRow):
    """The school's answer to an objection, shown beside it."""

    objection = models.OneToOneField("notices.Objection", models.PROTECT, related_name="reply")
    text = models.CharField(max_length=1000)
    answered_by = models.UUIDField()
    answered_at = models.DateTimeField()
