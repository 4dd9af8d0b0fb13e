"""Facts about submitting and deciding a plan, and the order of the steps (A3.2, A3.6, A7.1, A7.4, A8.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kehou.kernel.ids import PersonId, PlanVersionId


class DutyArea(StrEnum):
    """What a plan names people in charge for (A3.2). The last two are the two hands of money."""

    TEACHING = "teaching"
    SAFETY = "safety"
    MONEY = "money"
    CASHIER = "cashier"
    PAYMENT_APPROVER = "payment_approver"


@dataclass(frozen=True, slots=True)
class SubmissionFacts:
    """A plan at the moment it is handed to the authority. ``duties`` holds each area's person."""

    submitted_at: datetime
    head_signed_at: datetime | None
    duties: tuple[tuple[DutyArea, PersonId], ...]

    def holders(self, area: DutyArea) -> frozenset[PersonId]:
        """The people in charge of an area."""
        return frozenset(person for held, person in self.duties if held is area)


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """An approval at the moment it is given.

    ``decided_by`` is None where nobody decided and only time passed. ``authors`` are all who wrote or
    submitted the plan. ``unmet_stops`` are the clauses on which the plan's own verdicts still stop.
    ``unreviewed_courses`` were not looked at by the county, ``other_plan_in_force`` tells of a second
    plan of the same school and term. ``edition_last_day`` is the last day of the rulebook's edition.
    """

    decided_by: PersonId | None
    decided_date: date
    authority_code: str
    competent_authority_code: str
    authors: frozenset[PersonId]
    edition_last_day: date
    unmet_stops: tuple[str, ...] = ()
    unreviewed_courses: tuple[str, ...] = ()
    other_plan_in_force: bool = False


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """A plan that the authority returns or refuses."""

    decided_by: PersonId | None
    authors: frozenset[PersonId]
    reasons: str


class Step(StrEnum):
    """The steps of A7.1 in their order, with the rural gate before and the service after them."""

    PETITION = "petition"
    CONSULTATION = "consultation"
    SUBMISSION = "submission"
    APPROVAL = "approval"
    PUBLICITY = "publicity"
    AGREEMENT = "agreement"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class StepOrder:
    """When each step of a school's term was complete, up to the step that is to be taken now.

    ``needs_petition`` is whether the rural gate stands before this school.
    """

    done_at: tuple[tuple[Step, datetime], ...]
    next_step: Step
    at: datetime
    needs_petition: bool = False


@dataclass(frozen=True, slots=True)
class SessionSource:
    """Where a session or charge is generated from: the version, and the one approved for that day."""

    plan_version_id: PlanVersionId
    approved_version_id: PlanVersionId | None
