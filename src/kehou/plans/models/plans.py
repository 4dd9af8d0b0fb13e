"""A school's plan for a term, its versions, and their submission."""

from __future__ import annotations

from django.db import models

from kehou.plans.rules import State
from kehou.platform.database.rows import SchoolRow


class Plan(SchoolRow):
    """The one plan of a school for a term (A3.6). Its state moves only along ``rules.TRANSITIONS``."""

    term = models.ForeignKey("registry.Term", models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in State])
    state_since_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("school_id", "term", name="one_plan_a_school_and_term"),
        ]
        indexes = [models.Index("county_code", "state", name="plans_of_county")]


class PlanVersion(SchoolRow):
    """What a plan says, as the typed content of ``content.PlanContent``.

    Courses, slots and fee lines carry identities that last across versions. A submitted version never
    changes; ``revision`` counts the edits of a draft, so that of two editors neither overwrites the other.
    """

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    revision = models.PositiveIntegerField(default=0)
    edited_by = models.JSONField(default=list)
    made_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("plan", "number", name="one_version_a_number"),
        ]


class Submission(SchoolRow):
    """A version handed to the authority, with the verdicts it was judged by (A7.11)."""

    version = models.OneToOneField("plans.PlanVersion", models.PROTECT, related_name="submission")
    submitted_by = models.UUIDField()
    submitted_at = models.DateTimeField()
    head_signed_by = models.UUIDField()
    verdicts = models.JSONField()
    edition = models.CharField(max_length=40)
    decide_by_date = models.DateField(null=True)
