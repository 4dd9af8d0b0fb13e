"""The county's survey of families: the ledger of who may answer lies apart from the answers.

An answer has a random id, no time and no link to a family. A token says only whether its family
answered; it cannot be read by a school, and the whole ledger is destroyed when the survey closes.
"""

from __future__ import annotations

from django.db import models

from kehou.oversight.models.cases import UntimedRow
from kehou.platform.database.rows import CountyRow, SchoolRow


class Survey(CountyRow):
    """One survey of a county in a term (A11.6). Every family of the service is asked."""

    term_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    closes_date = models.DateField()
    closed_at = models.DateTimeField(null=True)

    class Meta(CountyRow.Meta):
        constraints = [
            models.UniqueConstraint("county_code", "term_id", "number", name="one_survey_a_number"),
        ]


class SurveyToken(UntimedRow):
    """One family's right to answer once: a keyed hash of survey and family, and whether it was used."""

    survey = models.ForeignKey("oversight.Survey", models.PROTECT, related_name="tokens")
    concerned_school_id = models.UUIDField()
    token = models.CharField(max_length=64)
    slip_token = models.CharField(max_length=64, null=True)  # of the code on the family's paper
    is_used = models.BooleanField(default=False)

    class Meta(UntimedRow.Meta):
        constraints = [
            models.UniqueConstraint("survey", "token", name="one_token_a_family"),
            models.UniqueConstraint("survey", "slip_token", name="one_slip_a_family"),
        ]


class SurveyAnswer(UntimedRow):
    """One answer: of which school, and what was ticked."""

    survey = models.ForeignKey("oversight.Survey", models.PROTECT, related_name="answers")
    concerned_school_id = models.UUIDField()
    overall = models.PositiveSmallIntegerField()
    courses = models.PositiveSmallIntegerField()
    safety = models.PositiveSmallIntegerField()
    price = models.PositiveSmallIntegerField()
    felt_free = models.BooleanField()

    class Meta(UntimedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(overall__range=(1, 5))
                & models.Q(courses__range=(1, 5))
                & models.Q(safety__range=(1, 5))
                & models.Q(price__range=(1, 5)),
                name="answers_from_one_to_five",
            ),
        ]


class BodyAnswer(UntimedRow):
    """What one family says of one body's course (A6.10). It lies apart from what else the family said."""

    survey = models.ForeignKey("oversight.Survey", models.PROTECT, related_name="body_answers")
    concerned_school_id = models.UUIDField()
    provider_id = models.UUIDField()
    mark = models.PositiveSmallIntegerField()

    class Meta(UntimedRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mark__range=(1, 5)), name="body_answers_from_one_to_five"
            ),
        ]


class SurveyOutcome(SchoolRow):
    """What a closed survey says of one school. Too few answers leave every tally empty (A11.6)."""

    survey = models.ForeignKey("oversight.Survey", models.PROTECT, related_name="outcomes")
    term_id = models.UUIDField()
    invited = models.PositiveIntegerField()
    answered = models.PositiveIntegerField(null=True)
    content = models.PositiveIntegerField(null=True)
    felt_free = models.PositiveIntegerField(null=True)
    tallies = models.JSONField(default=dict)
    closed_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("survey", "school_id", name="one_outcome_a_school"),
        ]


class Hearing(CountyRow):
    """A meeting in which the county heard parents, with what came of it (A11.7)."""

    term_id = models.UUIDField()
    held_date = models.DateField()
    place_name = models.CharField(max_length=100)
    parents = models.PositiveSmallIntegerField()
    summary = models.CharField(max_length=2000)
    follow_up = models.CharField(max_length=2000)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
