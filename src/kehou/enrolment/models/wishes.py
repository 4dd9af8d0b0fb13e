"""What families wished, and what they have begun to fill in."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class WishList(SchoolRow):
    """One version of a pupil's wishes. The latest one before the list closes counts (A2.4)."""

    window = models.ForeignKey("enrolment.ChoiceWindow", models.PROTECT, related_name="wish_lists")
    pupil_id = models.UUIDField()
    term_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()
    keyed_by = models.UUIDField(null=True)
    checked_by = models.UUIDField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("window", "pupil_id", "number", name="one_wish_list_a_number"),
            models.CheckConstraint(
                condition=~models.Q(keyed_by=models.F("checked_by")), name="wishes_checked_by_another"
            ),
        ]


class PaperWishes(SchoolRow):
    """A choice slip keyed in from paper; it counts once another person has checked it."""

    window = models.ForeignKey("enrolment.ChoiceWindow", models.PROTECT, related_name="+")
    pupil_id = models.UUIDField()
    content = models.JSONField()
    signed_by = models.UUIDField()
    keyed_by = models.UUIDField()
    keyed_at = models.DateTimeField()
    wish_list = models.OneToOneField("enrolment.WishList", models.PROTECT, null=True, related_name="+")


class SittingDraft(SchoolRow):
    """What a guardian has filled in for a pupil and not signed yet. It is theirs, and goes once signed."""

    guardian_id = models.UUIDField()
    pupil_id = models.UUIDField()
    term_id = models.UUIDField()
    content = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("guardian_id", "pupil_id", "term_id", name="one_draft_a_guardian"),
        ]
