"""Schools, their teaching points, and their classes."""

from __future__ import annotations

from django.db import models

from kehou.kernel.places import Place
from kehou.platform.database.rows import CountyRow, SchoolRow


class School(CountyRow):
    """A school or teaching point at the compulsory stage (A4.1).

    A teaching point has no legal person of its own: ``legal_person`` is the central school that keeps
    its money and shares its staff (practice.md 1). Readable by anyone.
    """

    class Ownership(models.TextChoices):
        PUBLIC = "public", "公办"
        PRIVATE = "private", "民办"

    name = models.CharField(max_length=100)
    short_code = models.CharField(max_length=12, unique=True)
    official_code = models.CharField(max_length=10, unique=True)
    ownership = models.CharField(max_length=10, choices=Ownership)
    grades = models.JSONField()
    urban_rural_code = models.CharField(max_length=3)
    authority_code = models.CharField(max_length=6)
    has_boarders = models.BooleanField(default=False)
    legal_person = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="points")
    address = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index("county_code", "name", name="schools_by_county")]

    @property
    def place(self) -> Place:
        """Where this school stands in the tree."""
        return Place(self.county_code, self.id)


class SchoolClass(SchoolRow):
    """An administrative class (行政班) that enters together and moves up a grade each year."""

    code = models.CharField(max_length=20)
    entry_year = models.PositiveSmallIntegerField()
    grade = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("school_id", "code", name="one_class_a_code"),
            models.CheckConstraint(condition=models.Q(grade__range=(1, 9)), name="class_in_compulsory_grade"),
        ]
