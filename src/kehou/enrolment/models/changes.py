"""What a school did with groups after the draw, and whom it said it cannot take."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class Regrouping(SchoolRow):
    """Pupils put together into one group of their course, by what, and what the rulebook said (A7.8)."""

    group = models.ForeignKey("enrolment.Group", models.PROTECT, related_name="regroupings")
    basis = models.CharField(max_length=12)
    pupil_count = models.PositiveSmallIntegerField()
    verdicts = models.JSONField()
    edition = models.CharField(max_length=40)
    regrouped_by = models.UUIDField()
    regrouped_at = models.DateTimeField()


class TurnedAway(SchoolRow):
    """A pupil that a school cannot take into the service, with the ground that the family is told (A3.4)."""

    pupil_id = models.UUIDField()
    term_id = models.UUIDField()
    ground = models.CharField(max_length=20)
    note = models.CharField(max_length=300)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        indexes = [models.Index("pupil_id", "term_id", name="turned_away_of_pupil")]
