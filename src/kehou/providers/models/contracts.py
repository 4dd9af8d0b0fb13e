"""A school's leave to use a provider, and its contract (A6.6, A6.15, A6.17)."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow


class UseRequest(SchoolRow):
    """A school says why it needs a provider in a term, and for how many courses."""

    term_id = models.UUIDField()
    provider = models.ForeignKey("providers.Provider", models.PROTECT, related_name="uses")
    course_count = models.PositiveSmallIntegerField()
    need_statement = models.CharField(max_length=500)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()


class UseDecision(SchoolRow):
    """The county's answer to a school's request."""

    request = models.OneToOneField("providers.UseRequest", models.PROTECT, related_name="decision")
    approved = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()


class Contract(SchoolRow):
    """A contract for one course: item, price a pupil, minutes, places, days. What was signed stays."""

    term_id = models.UUIDField()
    provider = models.ForeignKey("providers.Provider", models.PROTECT, related_name="contracts")
    entry = models.ForeignKey("providers.ListEntry", models.PROTECT, related_name="contracts")
    number = models.CharField(max_length=80)
    course_key = models.CharField(max_length=60)
    price_fen = models.PositiveBigIntegerField()
    minutes = models.PositiveSmallIntegerField()
    places = models.PositiveSmallIntegerField()
    first_date = models.DateField()
    last_date = models.DateField()
    own_staff_offer = models.BooleanField(default=False)
    acceptance = models.CharField(max_length=500)
    exit_rule = models.CharField(max_length=500)
    warnings = models.JSONField(default=list)
    drafted_by = models.UUIDField()
    drafted_at = models.DateTimeField()
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    ended_date = models.DateField(null=True)
    ended_reason = models.CharField(max_length=500, blank=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(last_date__gte=models.F("first_date"), places__gt=0, minutes__gt=0),
                name="a_contract_runs_forward",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("drafted_by")),
                name="drafter_does_not_approve",
            ),
        ]
        indexes = [models.Index("school_id", "term_id", "course_key", name="contracts_of_course")]


class ContractStaff(SchoolRow):
    """A person whom the provider may send under a contract."""

    contract = models.ForeignKey("providers.Contract", models.PROTECT, related_name="staff")
    file = models.ForeignKey("providers.PersonFile", models.PROTECT, related_name="contracts")

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("contract", "file", name="named_once_in_a_contract"),
        ]
