"""What teachers contest in their year's statement, and the county's yearly report."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow, SchoolRow


class Contest(SchoolRow):
    """A teacher contests the own statement of a year (A8.9)."""

    person_id = models.UUIDField(db_index=True)
    year = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=1000)
    contested_at = models.DateTimeField()


class ContestAnswer(SchoolRow):
    """The school's answer to a contested statement."""

    contest = models.OneToOneField("oversight.Contest", models.PROTECT, related_name="answer")
    text = models.CharField(max_length=1000)
    answered_by = models.UUIDField()
    answered_at = models.DateTimeField()


class AnnualReport(CountyRow):
    """A county's report of a school year, frozen with its figures and good practice (A12.4)."""

    year = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    practices = models.JSONField(default=list)
    reported_by = models.UUIDField()
    reported_at = models.DateTimeField()

    class Meta(CountyRow.Meta):
        constraints = [
            models.UniqueConstraint("county_code", "year", "revision", name="one_report_a_revision"),
        ]
