"""What families ask for and allow."""

from __future__ import annotations

from django.db import models

from kehou.platform.database.rows import SchoolRow

LEAVE_REASONS = [
    ("illness", "生病"),
    ("injury", "受伤"),
    ("family_emergency", "家中有急事"),
    ("transfer", "转学"),
    ("suspension_of_study", "休学"),
    ("disaster", "自然灾害"),
    ("epidemic", "传染病"),
    ("transport_failure", "交通中断"),
    ("other_with_evidence", "其他（附证明）"),
    ("personal", "家里另有安排"),
]


class LeaveRequest(SchoolRow):
    """A guardian says that a child does not come, with the reason (A9.12). Evidence may follow."""

    term_id = models.UUIDField()
    pupil_id = models.UUIDField()
    from_date = models.DateField()
    until_date = models.DateField()  # the first day on which the child comes again
    reason = models.CharField(max_length=30, choices=LEAVE_REASONS)
    words = models.CharField(max_length=200, blank=True)
    evidence_id = models.UUIDField(null=True)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(from_date__lt=models.F("until_date")), name="leave_runs_forward"
            ),
        ]
        indexes = [models.Index("pupil_id", "from_date", name="leaves_of_pupil")]


class LeaveAnswer(SchoolRow):
    """The leave stands, and whether its reason is a special one that is paid back (A9.12)."""

    request = models.OneToOneField("delivery.LeaveRequest", models.PROTECT, related_name="answer")
    is_granted = models.BooleanField()
    is_special = models.BooleanField()
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField()


class AloneConsent(SchoolRow):
    """A guardian lets a child go home alone, or no longer does; the latest one holds (A10.8)."""

    pupil_id = models.UUIDField()
    given = models.BooleanField()
    given_by = models.UUIDField()
    given_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        indexes = [models.Index("pupil_id", "given_at", name="alone_consents_of_pupil")]


class CareRequest(SchoolRow):
    """A guardian asks that a child with a special need be kept longer, until when and who comes (A4.17).

    ``price_fen`` is what the guardian agreed to pay for a whole period; null where it is free, as it is
    everywhere but in a city whose tariff says otherwise.
    """

    term_id = models.UUIDField()
    pupil_id = models.UUIDField()
    from_date = models.DateField()
    until_date = models.DateField()  # the first day on which the child goes home with the others again
    ends = models.TimeField()
    reason = models.CharField(max_length=200)
    price_fen = models.BigIntegerField(null=True)
    collector_id = models.UUIDField()
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(from_date__lt=models.F("until_date")), name="care_runs_forward"
            ),
            models.CheckConstraint(
                condition=models.Q(price_fen=None) | models.Q(price_fen__gt=0), name="care_price_positive"
            ),
        ]
        indexes = [models.Index("pupil_id", "from_date", name="care_of_pupil")]


class CareAnswer(SchoolRow):
    """Whether the school keeps the child: it may, and need not (A4.17)."""

    request = models.OneToOneField("delivery.CareRequest", models.PROTECT, related_name="answer")
    is_granted = models.BooleanField()
    answered_by = models.UUIDField()
    answered_at = models.DateTimeField()
