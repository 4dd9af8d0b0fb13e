"""Roll files that a school handed in, and what came of them."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class RollImport(SchoolRow):
    """One uploaded roll: previewed first, accepted later.

    The raw file and the report of its check (which names pupils) lie sealed and expire; ``counts`` stays.
    ``term_first_date`` is the first day of the term that the roll was judged for.
    """

    class Kind(models.TextChoices):
        ROLL = "roll", "学籍名册"
        NEW_PUPILS = "new_pupils", "新生花名册"

    kind = models.CharField(max_length=20, choices=Kind)
    file_id = models.UUIDField()
    report_id = models.UUIDField()
    term_first_date = models.DateField()
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    uploaded_by = models.UUIDField()
    uploaded_at = models.DateTimeField()
    accepted_by = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        indexes = [models.Index("school_id", "uploaded_at", name="imports_of_school")]


class LeaverProposal(SchoolRow):
    """A pupil whom a whole roll no longer names. Nobody leaves by absence: a person decides."""

    class Outcome(models.TextChoices):
        LEFT = "left", "确认离校"
        STAYS = "stays", "仍在校"
        NAMED = "named", "新名册中又有"

    pupil = models.ForeignKey("registry.Pupil", models.PROTECT, related_name="leaver_proposals")
    roll_import = models.ForeignKey("registry.RollImport", models.PROTECT, related_name="leaver_proposals")
    proposed_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint(
                "pupil", condition=models.Q(outcome=""), name="one_open_proposal_a_pupil"
            ),
        ]
