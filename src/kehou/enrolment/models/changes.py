"""What became of places after the draw: changes of course, groups put together anew, pupils turned away."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class CourseChange(SchoolRow):
    """A family's change of one band after the draw, to a course with a free seat or to none (A2.4).

    ``given_up`` is the band again where the draw had placed or listed the pupil there, else empty.
    """

    run = models.ForeignKey("enrolment.Run", models.PROTECT, related_name="changes")
    turn = models.PositiveIntegerField()
    pupil_id = models.UUIDField()
    band = models.CharField(max_length=20)
    from_option = models.CharField(max_length=80, blank=True)
    to_option = models.CharField(max_length=80, blank=True)
    given_up = models.JSONField(default=list)
    changed_by = models.UUIDField()
    changed_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("run", "turn", name="one_change_a_turn"),
        ]
        indexes = [models.Index("run", "pupil_id", name="changes_of_pupil")]


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
