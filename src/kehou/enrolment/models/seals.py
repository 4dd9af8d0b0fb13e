"""The school's electronic seal, and the agreements that carry it."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class SchoolSeal(SchoolRow):
    """A school's electronic seal; its key is encrypted with the school's own key."""

    name = models.CharField(max_length=100)
    legend = models.CharField(max_length=40)
    certificate = models.BinaryField()
    issuer_certificate = models.BinaryField()
    sealed_key = models.BinaryField()
    entered_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("school_id", name="one_seal_a_school"),
        ]


class AgreementCopy(SchoolRow):
    """The sealed PDF of a signed agreement, made once: a second copy would carry another signature."""

    agreement_id = models.UUIDField(unique=True)
    pupil_id = models.UUIDField()
    file_id = models.UUIDField()
    made_at = models.DateTimeField()
