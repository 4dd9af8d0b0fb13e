"""Facts about the written agreement between school and family (A7.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kehou.kernel.ids import PlanVersionId
from kehou.rulebook.facts.signer import Signer


class AgreementTopic(StrEnum):
    """What the text of an agreement has to settle."""

    SERVICE = "service"
    TIMES = "times"
    COURSES = "courses"
    PRICE = "price"
    BILLING_BASIS = "billing_basis"
    REFUND = "refund"
    SURPLUS = "surplus"
    WAIVER = "waiver"
    PICK_UP = "pick_up"
    SAFETY = "safety"
    COMPLAINT = "complaint"
    WITHDRAWAL = "withdrawal"
    DATA_RULES = "data_rules"


class ForbiddenTerm(StrEnum):
    """What no term of an agreement may do."""

    WAIVES_REFUND = "waives_refund"
    BINDS_ITEMS = "binds_items"
    FORBIDS_LEAVING = "forbids_leaving"
    BUNDLES_CONSENT = "bundles_consent"
    FORCES_CONSENT = "forces_consent"


class AgreementForm(StrEnum):
    """How an agreement is signed; paper covers a fingerprint (按手印)."""

    PAPER = "paper"
    E_SIGN = "e_sign"


@dataclass(frozen=True, slots=True)
class AgreementText:
    """An agreement at the moment it is offered.

    ``consent_apart`` is whether the child-data notice has its own question and answer;
    ``consent_refusable`` whether a no to it leaves the agreement standing.
    """

    plan_version_id: PlanVersionId
    approved_version_id: PlanVersionId | None
    topics: frozenset[AgreementTopic]
    forbidden_terms: frozenset[ForbiddenTerm]
    consent_apart: bool
    consent_refusable: bool


@dataclass(frozen=True, slots=True)
class SigningFacts:
    """A signature under an agreement at the moment it is given."""

    signer: Signer
    form: AgreementForm
    plan_version_id: PlanVersionId
    approved_version_id: PlanVersionId | None


@dataclass(frozen=True, slots=True)
class AgreementInUse:
    """The agreement on which an enrolment or a bill rests, at that moment.

    ``version_to_sign_id`` is the latest plan version whose changes a family has to sign anew.
    """

    signed_at: datetime | None
    withdrawn_at: datetime | None
    plan_version_id: PlanVersionId | None
    version_to_sign_id: PlanVersionId
    used_at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """A parents' meeting on record, half-open in time."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class ClassSignings:
    """How one class answered the offer: the moment of each yes, and how many pupils it has."""

    class_code: str
    pupil_count: int
    joined_at: tuple[datetime, ...]
    meetings: tuple[Meeting, ...] = ()
