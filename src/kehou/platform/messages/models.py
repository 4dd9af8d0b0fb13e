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


class PhoneText(SchoolRow):
    """A text for one person's phone, which stays sealed until it is sent. It names no child.

    ``failure`` says why it did not go out: whoever wrote it must call instead.
    """

    class Failure(models.TextChoices):
        NO_PHONE = "no_phone", "没有登记手机号"
        NO_CARRIER = "no_carrier", "没有接通短信"

    matter = models.CharField(max_length=80, db_index=True)  # what it tells of: change/<uuid>
    to_person_id = models.UUIDField()
    text = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=12, blank=True, choices=Failure)
