"""What belongs to a school's afternoon as a whole."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class Handover(SchoolRow):
    """A class teacher handed a class over, with the count; the leaders' rolls must add up to it (A10.9)."""

    term_id = models.UUIDField()
    day_date = models.DateField()
    class_id = models.UUIDField()
    handed_count = models.PositiveSmallIntegerField()
    handed_by = models.UUIDField()
    handed_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        indexes = [models.Index("school_id", "day_date", name="handovers_of_day")]


class DayClosing(SchoolRow):
    """An afternoon was closed: every child had gone home or was explained (A10.8, A10.13)."""

    term_id = models.UUIDField()
    day_date = models.DateField()
    child_count = models.PositiveIntegerField()
    closed_by = models.UUIDField()
    closed_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("school_id", "day_date", name="one_closing_a_day"),
        ]


class DutyRecord(SchoolRow):
    """Somebody led a day (带班领导), went round the rooms (巡课) or was posted at the gate."""

    class Kind(models.TextChoices):
        LEADER = "leader", "带班"
        ROUND = "round", "巡课"
        GATE = "gate", "守校门"

    term_id = models.UUIDField()
    day_date = models.DateField()
    person_id = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind)
    seen = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        indexes = [models.Index("school_id", "day_date", name="duties_of_day")]


class BoarderCare(SchoolRow):
    """Where boarders who did not join were on a day, and who was with them (A4.18)."""

    day_date = models.DateField()
    where = models.CharField(max_length=60)
    staff_id = models.UUIDField()
    pupil_count = models.PositiveSmallIntegerField()
    due_count = models.PositiveSmallIntegerField()
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
