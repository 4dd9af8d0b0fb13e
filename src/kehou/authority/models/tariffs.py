"""The city's fee standard: dated versions with consent, and their ceilings (A9.6 to A9.8)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kehou.platform.database.rows import new_id


class Tariff(models.Model):
    """One version of a city's fee standard. Entered by the price department, consented to, then published.

    ``set_by`` and ``consent_date`` are written from the consents when it is published.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    city_code = models.CharField(max_length=4)
    title = models.CharField(max_length=200)
    document_number = models.CharField(max_length=80)
    set_by = models.JSONField(default=list)
    consent_date = models.DateField(null=True, blank=True)
    effective_from_date = models.DateField()
    effective_to_date = models.DateField(null=True, blank=True)
    review_due_date = models.DateField(null=True, blank=True)
    receipt_kind = models.CharField(max_length=40, blank=True)
    private_may_charge = models.BooleanField(null=True, blank=True)
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("city_code", "effective_from_date", name="tariffs_of_city")]


class TariffConsent(models.Model):
    """One body's consent to a version: each department's, and the city government's (A9.6, A9.7).

    It is given at the body's own desk and never changes; what nobody consented to is not published.
    """

    class Body(models.TextChoices):
        PRICE = "price", "发展改革（价格）部门"
        EDUCATION = "education", "教育部门"
        FINANCE = "finance", "财政部门"
        GOVERNMENT = "government", "市人民政府"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    city_code = models.CharField(max_length=4)
    tariff = models.ForeignKey("authority.Tariff", models.PROTECT, related_name="consents")
    body = models.CharField(max_length=10, choices=Body)
    document_number = models.CharField(max_length=80, blank=True)
    consent_date = models.DateField()
    given_by = models.UUIDField()
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("tariff", "body", name="one_consent_a_body")]


class TariffLine(models.Model):
    """One ceiling: for an item, a stage and an area class; caps are null where none is set."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    city_code = models.CharField(max_length=4)
    tariff = models.ForeignKey("authority.Tariff", models.PROTECT, related_name="lines")
    item = models.CharField(max_length=60)
    stage = models.CharField(max_length=10)
    area_class = models.CharField(max_length=20)
    unit = models.CharField(max_length=10)
    ceiling_fen = models.BigIntegerField()
    day_cap_fen = models.BigIntegerField(null=True)
    term_cap_fen = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("tariff", "item", "stage", "area_class", name="one_ceiling_a_line"),
            models.CheckConstraint(condition=Q(ceiling_fen__gte=0), name="ceiling_not_negative"),
            models.CheckConstraint(
                condition=Q(day_cap_fen=None) | Q(day_cap_fen__gte=F("ceiling_fen")),
                name="day_cap_covers_ceiling",
            ),
            models.CheckConstraint(
                condition=Q(term_cap_fen=None) | Q(term_cap_fen__gte=F("ceiling_fen")),
                name="term_cap_covers_ceiling",
            ),
        ]
