"""The choice of courses from its opening to the draw. Each step is a row that never changes (A7.11)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class ChoiceWindow(SchoolRow):
    """The time in which families choose, on one approved version of the plan.

    ``max_paid`` is how many courses of outside bodies one pupil may get; None is no limit.
    """

    term_id = models.UUIDField()
    version_id = models.UUIDField()
    code = models.CharField(max_length=12, unique=True)
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    max_paid = models.PositiveSmallIntegerField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("school_id", "term_id", name="one_choice_a_term"),
        ]


class Closing(SchoolRow):
    """The closed list with its hash and the hash of a secret number, published before the draw.

    ``content`` is the input of the draw, by codes; ``codes`` leads from a pupil to its code and stays
    in the school. ``nonce`` is the secret number. ``number_source`` names where the public number will come
    from, where it is not drawn in the room.
    """

    window = models.OneToOneField("enrolment.ChoiceWindow", models.PROTECT, related_name="closing")
    content = models.JSONField()
    codes = models.JSONField()
    input_root = models.CharField(max_length=64)
    nonce = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)
    pupil_count = models.PositiveIntegerField()
    number_source = models.CharField(max_length=200, blank=True, default="")
    closed_by = models.UUIDField()
    closed_at = models.DateTimeField()


class Run(SchoolRow):
    """The one draw over a closed list, with the public number and who drew it (A7.11)."""

    closing = models.OneToOneField("enrolment.Closing", models.PROTECT, related_name="run")
    public_number = models.CharField(max_length=40)
    witnesses = models.CharField(max_length=200)
    seed = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    verdicts = models.JSONField()
    edition = models.CharField(max_length=40)
    drawn_by = models.UUIDField()
    drawn_at = models.DateTimeField()
