"""What a county's departments did for the service: money given, pay fixed, meetings, publicity."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kehou.platform.database.rows import CountyRow


class CountyRecord(CountyRow):
    """One paper or event of a county's departments (A8.6 to A8.8, A9.1, A12.3).

    ``rural_fen`` is what of an amount is for township and rural schools (A9.38). Never changed: a mistake is
    followed by another row.
    """

    class Kind(models.TextChoices):
        SUBSIDY_BUDGET = "subsidy_budget", "财政补贴预算"
        SUBSIDY_PAYMENT = "subsidy_payment", "财政补贴拨付"
        PERFORMANCE_PAY = "performance_pay", "绩效工资核定"
        MEETING = "meeting", "部门会商"
        PUBLICITY = "publicity", "媒体宣传"

    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    document_number = models.CharField(max_length=80, blank=True)
    taken_date = models.DateField()
    amount_fen = models.BigIntegerField(null=True)
    rural_fen = models.BigIntegerField(null=True)
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("county_code", "taken_date", name="records_of_county")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_fen=None) | Q(amount_fen__gt=0), name="county_record_of_something"
            ),
            models.CheckConstraint(
                condition=Q(rural_fen=None) | Q(rural_fen__gte=0, rural_fen__lte=F("amount_fen")),
                name="county_record_rural_part",
            ),
        ]
