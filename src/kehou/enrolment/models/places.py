"""Where each pupil is, why, and who moved."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class Group(SchoolRow):
    """Pupils who are led together: one course at one weekly time (A7.8)."""

    run = models.ForeignKey("enrolment.Run", models.PROTECT, related_name="groups")
    option_key = models.CharField(max_length=80)
    number = models.PositiveSmallIntegerField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("run", "option_key", "number", name="one_group_a_number"),
        ]


class Seat(SchoolRow):
    """A pupil's place in one band from a draw or the waiting list until it is given up."""

    run = models.ForeignKey("enrolment.Run", models.PROTECT, related_name="seats")
    group = models.ForeignKey("enrolment.Group", models.PROTECT, related_name="seats")
    pupil_id = models.UUIDField()
    term_id = models.UUIDField()
    band = models.CharField(max_length=20)
    option_key = models.CharField(max_length=80)
    via = models.CharField(max_length=10)
    since_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint(
                "run", "pupil_id", "band", condition=models.Q(ended_at=None), name="one_seat_a_band"
            ),
        ]
        indexes = [models.Index("pupil_id", "term_id", name="seats_of_pupil")]


class Outcome(SchoolRow):
    """What became of one wish and why, in the draw (``turn`` 0) and after each departure."""

    run = models.ForeignKey("enrolment.Run", models.PROTECT, related_name="outcomes")
    turn = models.PositiveIntegerField(default=0)
    pupil_id = models.UUIDField()
    band = models.CharField(max_length=20)
    rank = models.PositiveSmallIntegerField()
    option_key = models.CharField(max_length=80)
    code = models.CharField(max_length=20)
    found = models.JSONField(default=dict)

    class Meta(SchoolRow.Meta):
        indexes = [models.Index("run", "pupil_id", name="outcomes_of_pupil")]


class Departure(SchoolRow):
    """A pupil left the service after the draw; the waiting lists moved up. Once a pupil.

    ``given_up`` are the bands that it gave up, in the order in which the draw took them out.
    """

    run = models.ForeignKey("enrolment.Run", models.PROTECT, related_name="departures")
    turn = models.PositiveIntegerField()
    pupil_id = models.UUIDField()
    given_up = models.JSONField(default=list)
    left_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("run", "turn", name="one_departure_a_turn"),
            models.UniqueConstraint("run", "pupil_id", name="one_departure_a_pupil"),
        ]
