"""A county's policy, its waiver rule, and the parameters that places set."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import CountyRow, new_id


class CountyPolicy(CountyRow):
    """A county's implementing policy for a school year (A3.5), with its officer and complaint channel."""

    school_year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    document_number = models.CharField(max_length=80)
    issued_date = models.DateField()
    valid_until_date = models.DateField()
    officer_id = models.UUIDField(null=True)
    complaint_phone = models.CharField(max_length=40, blank=True)
    complaint_mailbox = models.CharField(max_length=200, blank=True)
    has_provider_criteria = models.BooleanField(default=False)
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("county_code", "issued_date", name="policies_of_county")]


class WaiverRule(CountyRow):
    """How fees are reduced for pupils in difficulty: categories with their ratio, and who bears it (A9.40).

    ``ratios`` maps a category code to a fraction written as text: ``{"orphan": "1"}``.
    """

    title = models.CharField(max_length=200)
    document_number = models.CharField(max_length=80)
    ratios = models.JSONField()
    funding = models.CharField(max_length=20)
    issued_date = models.DateField()
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()


class ParameterSetting(models.Model):
    """One parameter that a place sets from a day on; readable by anyone, for it is public law (A0.2)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place_code = models.CharField(max_length=6)
    school_id = models.UUIDField(null=True)
    name = models.CharField(max_length=60)
    value = models.JSONField()
    source = models.CharField(max_length=200)
    from_date = models.DateField()
    until_date = models.DateField(null=True)
    entered_by = models.UUIDField()
    approved_by = models.UUIDField(null=True)
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("place_code", "name", name="settings_of_place")]
