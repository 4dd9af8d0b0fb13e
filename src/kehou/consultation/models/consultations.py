"""A school's consultation for a term, whom it invited, and what families answered."""

from __future__ import annotations

from django.db import models

from kehou.consultation.rules import RUNNING, State
from kehou.platform.database.rows import SchoolRow


class Channel(models.TextChoices):
    """How an answer or a signature came in."""

    PHONE = "phone", "手机"
    PAPER = "paper", "纸质"


class Consultation(SchoolRow):
    """One round of asking (A2.3). Its state moves only along ``rules.CONSULTATION_STEPS``.

    ``basis`` is what let it open: an urban school, a met petition, or the county's leave (A7.12).
    ``newcomers_only`` is a later round for new pupils' families alone, in August or at registration day
    (practice.md 3); it stands beside the round for everyone and never in its place.
    ``reach`` holds the counts of each class as they stood at closing.
    """

    class Basis(models.TextChoices):
        NOT_RURAL = "not_rural", "不属于农村学校"
        PETITION = "petition", "家长联名申请已达到要求"
        EXEMPTION = "exemption", "县教育局准予例外"

    term = models.ForeignKey("registry.Term", models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in State])
    basis = models.CharField(max_length=12, choices=Basis)
    petition = models.ForeignKey("consultation.Petition", models.PROTECT, null=True, related_name="+")
    newcomers_only = models.BooleanField(default=False)
    questionnaire = models.JSONField()
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    closes_date = models.DateField()
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reach = models.JSONField(default=list)
    summary = models.JSONField(default=dict)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint(
                "school_id",
                "term",
                condition=models.Q(state__in=sorted(RUNNING)),
                name="one_consultation_at_a_time",
            ),
        ]
        indexes = [models.Index("county_code", "state", name="consultations_of_county")]


class Invitation(SchoolRow):
    """A guardian or carer was asked for one pupil; without a person, a sheet went home with the child."""

    consultation = models.ForeignKey("consultation.Consultation", models.PROTECT, related_name="invitations")
    pupil_id = models.UUIDField()
    guardian_id = models.UUIDField(null=True)
    invited_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint(
                "consultation", "pupil_id", "guardian_id", name="invited_once", nulls_distinct=False
            ),
        ]


class StoredAnswer(SchoolRow):
    """A family's answer for one pupil; the family may change it until closing."""

    consultation = models.ForeignKey("consultation.Consultation", models.PROTECT, related_name="answers")
    pupil_id = models.UUIDField()
    choice = models.CharField(max_length=10)
    days = models.JSONField(default=list)
    courses = models.JSONField(default=list)
    price_view = models.CharField(max_length=12, blank=True)
    transport = models.CharField(max_length=12, blank=True)
    pupil_needs = models.JSONField(default=list)
    channel = models.CharField(max_length=6, choices=Channel)
    answered_by = models.UUIDField()
    answered_at = models.DateTimeField()
    keyed_by = models.UUIDField(null=True)
    scan_id = models.UUIDField(null=True)
    by_fingerprint = models.BooleanField(default=False)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("consultation", "pupil_id", name="one_answer_a_pupil"),
            models.CheckConstraint(
                condition=~models.Q(channel="paper")
                | models.Q(scan_id__isnull=False, keyed_by__isnull=False),
                name="paper_answer_has_scan",
            ),
        ]
