"""Inspections: the term's plan, each visit with its steps, findings, and what passes with the school.

The plan and the visits are the county's alone: an unannounced visit must not show at the school.
"""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow, SchoolRow


class InspectionPlan(CountyRow):
    """Which schools are visited in a term, fixed once (A11.2)."""

    term_id = models.UUIDField()
    school_count = models.PositiveIntegerField()
    fixed_by = models.UUIDField()
    fixed_at = models.DateTimeField()

    class Meta(CountyRow.Meta):
        constraints = [models.UniqueConstraint("county_code", "term_id", name="one_inspection_plan_a_term")]


class Inspection(CountyRow):
    """One visit to one school, announced or not."""

    plan = models.ForeignKey(
        "oversight.InspectionPlan", models.PROTECT, null=True, related_name="inspections"
    )
    term_id = models.UUIDField()
    concerned_school_id = models.UUIDField(db_index=True)
    is_announced = models.BooleanField()
    state = models.CharField(max_length=20)
    checklist = models.JSONField(default=list)


class InspectionStep(CountyRow):
    """One step of a visit, with the deadline that it starts."""

    inspection = models.ForeignKey("oversight.Inspection", models.PROTECT, related_name="steps")
    event = models.CharField(max_length=20)
    note = models.CharField(max_length=2000, blank=True)
    due_date = models.DateField(null=True)
    taken_by = models.UUIDField()
    taken_at = models.DateTimeField()


class Finding(CountyRow):
    """What was found: measured by a statement, and proved (A11.3)."""

    inspection = models.ForeignKey("oversight.Inspection", models.PROTECT, related_name="findings")
    clause = models.CharField(max_length=10)
    text = models.CharField(max_length=2000)
    evidence = models.JSONField()
    written_by = models.UUIDField()
    written_at = models.DateTimeField()


class InspectionSheet(SchoolRow):
    """The findings as the school gets them, to answer within its days."""

    inspection_id = models.UUIDField(db_index=True)
    findings = models.JSONField()
    due_date = models.DateField(null=True)
    sent_at = models.DateTimeField()


class SheetReply(SchoolRow):
    """What the school says to the findings, once."""

    sheet = models.OneToOneField("oversight.InspectionSheet", models.PROTECT, related_name="reply")
    text = models.CharField(max_length=2000)
    replied_by = models.UUIDField()
    replied_at = models.DateTimeField()
