"""What passes between the county and a school: briefs and answers, correction orders and rechecks."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models

from kehou.platform.database.rows import SchoolRow


class Brief(SchoolRow):
    """What a school is told of a report, in the county's own words, and what it is asked for (A2.14)."""

    case_id = models.UUIDField(db_index=True)
    text = models.CharField(max_length=2000)
    asked = models.CharField(max_length=1000, blank=True)
    due_date = models.DateField(null=True)
    sent_by = models.UUIDField()
    sent_at = models.DateTimeField()


class BriefAnswer(SchoolRow):
    """The school's answer to a brief, given once."""

    brief = models.OneToOneField("oversight.Brief", models.PROTECT, related_name="answer")
    text = models.CharField(max_length=2000)
    answered_by = models.UUIDField()
    answered_at = models.DateTimeField()


class CorrectionOrder(SchoolRow):
    """A school has to put a violation right until a day, and to return money (A11.16).

    ``source`` names the case or the finding that it follows: ``case/<id>``.
    """

    source = models.CharField(max_length=80, db_index=True)
    number = models.CharField(max_length=40)
    clause = models.CharField(max_length=10)
    violation = models.CharField(max_length=2000)
    demand = models.CharField(max_length=2000)
    money_fen = models.PositiveBigIntegerField(default=0)
    due_date = models.DateField(null=True)
    money_due_date = models.DateField(null=True)
    ordered_by = models.UUIDField()
    ordered_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("county_code", "number", name="one_order_a_number"),
        ]


class Correction(SchoolRow):
    """What the school says that it did, with its proof and the money it returned until then."""

    order = models.ForeignKey("oversight.CorrectionOrder", models.PROTECT, related_name="corrections")
    text = models.CharField(max_length=2000)
    proof = models.CharField(max_length=500)
    returned_fen = models.PositiveBigIntegerField(default=0, validators=[MinValueValidator(0)])
    reported_by = models.UUIDField()
    reported_at = models.DateTimeField()


class Recheck(SchoolRow):
    """The county looked again; what does not pass is corrected once more."""

    correction = models.OneToOneField("oversight.Correction", models.PROTECT, related_name="recheck")
    is_passed = models.BooleanField()
    note = models.CharField(max_length=1000)
    checked_by = models.UUIDField()
    checked_at = models.DateTimeField()
