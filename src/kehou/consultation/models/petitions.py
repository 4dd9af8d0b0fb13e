"""A rural petition over a frozen roll, its signatures, and their verification (A7.12)."""

from __future__ import annotations

from django.db import models

from kehou.consultation.models.consultations import Channel
from kehou.consultation.rules import PETITION_RUNNING, PetitionState
from kehou.platform.database.rows import SchoolRow
from kehou.rulebook.facts.petition import PetitionRoute
from kehou.rulebook.facts.signer import Standing


class Petition(SchoolRow):
    """Families apply for the service. The roll is frozen as document ``roll_id`` when it opens."""

    term = models.ForeignKey("registry.Term", models.PROTECT, related_name="+")
    route = models.CharField(max_length=20, choices=[(route.value, route.value) for route in PetitionRoute])
    state = models.CharField(max_length=12, choices=[(state.value, state.value) for state in PetitionState])
    roll_id = models.UUIDField()
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    closes_date = models.DateField()
    closed_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint(
                "school_id",
                "term",
                condition=models.Q(state__in=sorted(PETITION_RUNNING)),
                name="one_petition_at_a_time",
            ),
        ]


class PetitionPupil(SchoolRow):
    """One pupil of the roll by which a petition is counted."""

    petition = models.ForeignKey("consultation.Petition", models.PROTECT, related_name="pupils")
    pupil_id = models.UUIDField()
    household_id = models.UUIDField()
    leaves = models.BooleanField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("petition", "pupil_id", name="pupil_counts_once"),
        ]


class PetitionSignature(SchoolRow):
    """One signature or application for one pupil, with how its signer stood to the pupil that day."""

    petition = models.ForeignKey("consultation.Petition", models.PROTECT, related_name="signatures")
    pupil_id = models.UUIDField()
    signer_id = models.UUIDField()
    standing = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Standing])
    may_sign = models.BooleanField()
    channel = models.CharField(max_length=6, choices=Channel)
    signed_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    keyed_by = models.UUIDField(null=True)
    scan_id = models.UUIDField(null=True)
    by_fingerprint = models.BooleanField(default=False)

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.UniqueConstraint("petition", "pupil_id", name="one_signature_a_pupil"),
            models.CheckConstraint(
                condition=~models.Q(channel="paper")
                | models.Q(scan_id__isnull=False, keyed_by__isnull=False),
                name="paper_signature_has_scan",
            ),
        ]


class SignatureCheck(SchoolRow):
    """The school verified one signature after closing: it counts, or it does not, with the reason."""

    signature = models.OneToOneField(
        "consultation.PetitionSignature", models.PROTECT, related_name="check_row"
    )
    accepted = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)
    checked_by = models.UUIDField()
    checked_at = models.DateTimeField()

    class Meta(SchoolRow.Meta):
        constraints = [
            *SchoolRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(accepted=True) | ~models.Q(reason=""), name="refused_signature_has_reason"
            ),
        ]
