"""Places in order of arrival, where a county permits it: who came, who has a turn, who has which place.

A place stands here from the moment at which it is given until the choice closes; then it becomes a seat like
any other. Links within these tables are kept by the composite keys of the guards alone, since a hundred
rows are written at once: a place or a line names the family, the child and the choice by one key, that of
the child's arrival. Nothing points to a place or a line, so they have no key within the school.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models

from kehou.platform.database.rows import SchoolRow


def _to(name: str, related: str = "+", *, index: bool = False) -> models.ForeignKey[Any, Any]:
    """A link whose key the guards of the migration hold."""
    return models.ForeignKey(
        f"enrolment.{name}", models.PROTECT, related_name=related, db_constraint=False, db_index=index
    )


class Rush(SchoolRow):
    """A choice in order of arrival: when families may come, when it opens, how fast turns are called.

    Within ``protected_minutes`` of its call a turn goes before later ones that were quicker.

    ``nonce`` is secret until turns are drawn; ``commitment``, its hash, is shown from the beginning.
    """

    window = models.OneToOneField("enrolment.ChoiceWindow", models.PROTECT, related_name="rush")
    arrive_from_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    turns_a_minute = models.PositiveIntegerField()
    protected_minutes = models.PositiveSmallIntegerField(default=0)
    family_places = models.PositiveSmallIntegerField(null=True)
    nonce = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)

    @property
    def protected(self) -> timedelta:
        """For how long a turn is protected."""
        return timedelta(minutes=self.protected_minutes)


class TurnDraw(SchoolRow):
    """The one draw of turns among the families that came before the opening (A7.11)."""

    rush = models.OneToOneField("enrolment.Rush", models.PROTECT, related_name="turn_draw")
    party_count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    drawn_at = models.DateTimeField()


class Party(SchoolRow):
    """A family in the waiting room, with its turn once turns are drawn; one for all its children."""

    rush = _to("Rush", "parties")
    guardian_id = models.UUIDField()
    arrived_at = models.DateTimeField()
    number = models.PositiveIntegerField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("rush", "number", name="one_party_a_turn"),
        ]


class Entrant(SchoolRow):
    """A child in the waiting room, with what the family wants where no course has a seat. Once a child."""

    rush = _to("Rush")
    party = _to("Party", "entrants", index=True)
    pupil_id = models.UUIDField()
    otherwise = models.CharField(max_length=10)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("rush", "pupil_id", name="one_arrival_a_pupil"),
            models.UniqueConstraint(
                fields=["school_id", "rush", "party", "pupil_id"], name="a_child_with_its_family"
            ),  # what places and lines point to
        ]


class CourseCount(SchoolRow):
    """How many seats of a course are taken, how many asked for it, how many wait."""

    rush = _to("Rush", "counts")
    option_key = models.CharField(max_length=80)
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("rush", "option_key", name="one_count_a_course"),
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("capacity")), name="no_more_taken_than_seats"
            ),
        ]


class Claim(SchoolRow):
    """A place that was given: one course a child at one time. ``number`` is the order of arrival there.

    ``counts_at`` is the call of the turn for who came within its protected time, else when it was chosen.
    """

    rush = _to("Rush", "claims")
    party = _to("Party", index=True)
    pupil_id = models.UUIDField()
    band = models.CharField(max_length=20)
    option_key = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    chosen_by = models.UUIDField()
    chosen_at = models.DateTimeField()
    counts_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # given back for another course, or to an earlier turn

    class Meta(SchoolRow.Meta):
        indexes = [
            models.Index(
                fields=["rush", "option_key", "counts_at"],
                condition=models.Q(ended_at=None),
                name="places_of_a_course",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["rush", "pupil_id", "band"],
                condition=models.Q(ended_at=None),
                name="one_place_a_time",
            )
        ]


class InLine(SchoolRow):
    """A place in the line of a full course, ``line_place`` as told; the line goes by ``counts_at``.

    ``gave_way_at`` is when the child's place there went to an earlier turn, for who had one.
    """

    rush = _to("Rush", "lines")
    party = _to("Party", index=True)
    pupil_id = models.UUIDField()
    option_key = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    line_place = models.PositiveIntegerField()
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    counts_at = models.DateTimeField()
    gave_way_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        indexes = [
            models.Index(fields=["rush", "option_key", "counts_at"], name="line_of_a_course"),
            models.Index(
                fields=["rush", "pupil_id", "option_key"],
                condition=models.Q(gave_way_at__isnull=False),
                name="places_that_gave_way",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["rush", "pupil_id", "option_key"], name="once_in_a_line")
        ]


class PassedNotice(SchoolRow):
    """A family was told that a place of its child went to an earlier turn."""

    rush = _to("Rush")
    pupil_id = models.UUIDField()
    option_key = models.CharField(max_length=80)
    told_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("rush", "pupil_id", "option_key", name="told_once_of_a_place"),
        ]


class HeldTurn(SchoolRow):
    """The turn of a family without a phone: its slip, checked by a second person, is answered when it comes.

    ``answers`` are what each wish was told, as [course, answer, place in line].
    """

    rush = _to("Rush")
    party = _to("Party", index=True)
    slip = models.OneToOneField("enrolment.PaperWishes", models.PROTECT, related_name="held_turn")
    pupil_id = models.UUIDField()
    checked_by = models.UUIDField()
    checked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answers = models.JSONField(default=list)
