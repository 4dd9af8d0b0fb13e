"""Terms of a county and the calendar that a school lays on top of the holidays (A4.2)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow, SchoolRow


class Term(CountyRow):
    """A term (学期): 上期 in spring, 下期 in autumn."""

    class Half(models.TextChoices):
        SPRING = "spring", "上期"
        AUTUMN = "autumn", "下期"

    year = models.PositiveSmallIntegerField()
    half = models.CharField(max_length=10, choices=Half)
    first_date = models.DateField()
    last_date = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint("county_code", "year", "half", name="one_term_a_half"),
            models.CheckConstraint(
                condition=models.Q(first_date__lt=models.F("last_date")), name="term_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.get_half_display()}"


class CalendarDay(SchoolRow):
    """A day on which a school departs from the common calendar."""

    class Kind(models.TextChoices):
        CLOSED = "closed", "停课"
        TIMETABLED = "timetabled", "调休上课"

    day_date = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind)
    reason = models.CharField(max_length=100)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("school_id", "day_date", name="one_entry_a_day"),
        ]
