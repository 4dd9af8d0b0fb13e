"""Cases and the reports behind them: the county's rows, which no school can see.

Their ids are random (version 4) and they count in days: neither tells the moment at which somebody
reported (security.md).
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from kehou.platform.database.rows import CountyRow
from kehou.rulebook.facts.cases import CaseKind, CaseOrigin


class UntimedRow(CountyRow):
    """A county's row whose id does not tell when it was made."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta(CountyRow.Meta):
        abstract = True


class Case(UntimedRow):
    """One matter that the county looks into (A11.15). Its steps say how it came to stand where it does."""

    origin = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in CaseOrigin])
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in CaseKind])
    clause = models.CharField(max_length=10)
    concerned_school_id = models.UUIDField(null=True, db_index=True)
    concerned_person_id = models.UUIDField(null=True)
    subject = models.CharField(max_length=80, blank=True)
    receipt_token = models.CharField(max_length=64, null=True, unique=True)
    is_anonymous = models.BooleanField(default=True)
    received_date = models.DateField()
    outer_number = models.CharField(max_length=60, blank=True)
    outer_due_date = models.DateField(null=True)
    number = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=20)
    handler_id = models.UUIDField(null=True)
    transferred_to = models.CharField(max_length=20, blank=True)

    class Meta(UntimedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                "county_code",
                "outer_number",
                condition=~models.Q(outer_number=""),
                name="one_case_an_outer_number",
            ),
            models.UniqueConstraint(
                "county_code",
                "concerned_school_id",
                "clause",
                "subject",
                condition=~models.Q(subject=""),
                nulls_distinct=False,
                name="one_case_a_matter",
            ),
        ]
        indexes = [models.Index("county_code", "state", name="cases_by_state")]


class Report(UntimedRow):
    """What somebody reported, sealed with the county's key; name and phone only where they were given."""

    case = models.OneToOneField("oversight.Case", models.PROTECT, related_name="report")
    text = models.BinaryField()
    name = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)


class FurtherWords(UntimedRow):
    """Why a reporter asked for another look, sealed like the report itself."""

    case = models.OneToOneField("oversight.Case", models.PROTECT, related_name="further_words")
    text = models.BinaryField()


class CaseStep(UntimedRow):
    """One step of a case. ``due_date`` is the deadline that it starts: written once, moved by no hand."""

    case = models.ForeignKey("oversight.Case", models.PROTECT, related_name="steps")
    place = models.PositiveSmallIntegerField()
    event = models.CharField(max_length=20)
    taken_by = models.UUIDField(null=True)
    taken_date = models.DateField()
    note = models.CharField(max_length=2000, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    files = models.JSONField(default=list)
    due_date = models.DateField(null=True)

    class Meta(UntimedRow.Meta):
        constraints = [models.UniqueConstraint("case", "place", name="one_case_step_a_place")]


class CaseRating(UntimedRow):
    """Whether the reporter is content with the reply. It tells no time and no name."""

    case = models.OneToOneField("oversight.Case", models.PROTECT, related_name="rating")
    is_content = models.BooleanField()
