"""Letting go of the names of pupils who left: asked for by the school, decided by the county (A7.10)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class Erasure(SchoolRow):
    """Pupils whose keys are to be destroyed together: proposed by one person, decided by another."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", "已删除"
        DECLINED = "declined", "已退回"

    reason = models.CharField(max_length=500)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, blank=True, choices=Outcome)
    decision_reason = models.CharField(max_length=500, blank=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(proposed_by=models.F("decided_by")), name="erasure_decided_by_another"
            ),
        ]
        indexes = [models.Index("county_code", "outcome", name="erasures_waiting")]


class ErasedPupil(SchoolRow):
    """One pupil of an erasure. ``outcome`` says what came of it once it was decided."""

    class Outcome(models.TextChoices):
        ERASED = "erased", "已删除"
        KEPT = "kept", "暂不删除"

    erasure = models.ForeignKey("oversight.Erasure", models.PROTECT, related_name="pupils")
    pupil_id = models.UUIDField()
    left_date = models.DateField()
    outcome = models.CharField(max_length=10, blank=True, choices=Outcome)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("erasure", "pupil_id", name="each_pupil_once_an_erasure"),
            models.UniqueConstraint(
                "pupil_id", condition=models.Q(outcome__in=("", "erased")), name="one_erasure_a_pupil"
            ),
        ]
