"""What one family would give for what another one has."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class SwapOffer(SchoolRow):
    """A family offers its child's place in one course for a place in another at the same time (A2.4).

    It stands until it is taken by another pupil, or ended. Other families see the two courses, nobody's name.
    """

    run = models.ForeignKey("enrolment.Run", models.PROTECT, related_name="swap_offers")
    pupil_id = models.UUIDField()
    band = models.CharField(max_length=20)
    gives = models.CharField(max_length=80)
    wants = models.CharField(max_length=80)
    offered_by = models.UUIDField()
    offered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    taken_by_pupil = models.UUIDField(null=True)
    taken_by = models.UUIDField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint(
                "run", "pupil_id", "band", condition=models.Q(ended_at=None), name="one_open_offer_a_band"
            ),
            models.CheckConstraint(
                condition=models.Q(taken_by_pupil=None) | models.Q(ended_at__isnull=False),
                name="a_taken_offer_is_ended",
            ),
        ]
