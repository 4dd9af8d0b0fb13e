"""What a consultation found, open to anyone, and what families objected to."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class PublishedResult(SchoolRow):
    """The result at its stable address: counts only, small ones hidden. Readable by anyone, never changed."""

    consultation = models.OneToOneField("consultation.Consultation", models.PROTECT, related_name="result")
    document_id = models.UUIDField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    published_by = models.UUIDField()
    published_at = models.DateTimeField()


class Objection(SchoolRow):
    """A family disagrees with a published result; the school answers in writing (process 2.7)."""

    consultation = models.ForeignKey("consultation.Consultation", models.PROTECT, related_name="objections")
    text = models.CharField(max_length=1000)
    raised_by = models.UUIDField()
    raised_at = models.DateTimeField()
    reply = models.CharField(max_length=1000, blank=True)
    replied_by = models.UUIDField(null=True)
    replied_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(replied_at=None) | ~models.Q(reply=""), name="reply_says_something"
            ),
        ]
