"""What later steps may ask about plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from kehou.kernel.places import Place
from kehou.plans.arranged import arranged_as, submitted_as
from kehou.plans.facts import PlanContent
from kehou.plans.judging import facts_of
from kehou.plans.models import Arrangement, Decision, Plan
from kehou.plans.queries import QueueRow, review_queue
from kehou.plans.rules import EDITABLE, State
from kehou.plans.wording import STATE_NAMES, STATE_TONES
from kehou.platform.database.questions import Asked, Rows, question
from kehou.platform.documents.models import FrozenDocument
from kehou.platform.ui.pieces import Tone
from kehou.rulebook.facts.plan import PlanFacts

__all__ = [
    "ApprovedPlan",
    "PlanContent",
    "PlanStanding",
    "QueueRow",
    "approved_facts",
    "approved_plan",
    "approved_version",
    "approved_version_id",
    "asked_plan",
    "plan_standing",
    "review_queue",
]


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """Where a school's plan stands, for those who may see it before it is approved."""

    plan_id: UUID
    state: State
    state_name: str
    tone: Tone
    version_number: int
    decide_by_date: date | None

    @property
    def is_editable(self) -> bool:
        """Whether the school may still change the version at hand."""
        return self.state in EDITABLE


def plan_standing(school_id: UUID, term_id: UUID) -> PlanStanding | None:
    """Where a school's plan for a term stands, or None before it was opened."""
    plan = Plan.objects.filter(school_id=school_id, term_id=term_id).first()
    if plan is None:
        return None
    version = plan.versions.select_related("submission").order_by("number").last()
    submission = getattr(version, "submission", None)
    state = State(plan.state)
    return PlanStanding(
        plan_id=plan.id,
        state=state,
        state_name=STATE_NAMES[state],
        tone=STATE_TONES[state],
        version_number=version.number if version else 0,
        decide_by_date=submission.decide_by_date if submission else None,
    )


@dataclass(frozen=True, slots=True)
class ApprovedPlan:
    """The approved version that a school's service stands on. ``in_force`` is False once it is halted.

    ``content`` is what was approved with the leaders, rooms and times that followed inside it; ``content_id``
    names it: two plans with the same one say the same. It has been so since ``content_since``.
    """

    plan_id: UUID
    version_id: UUID
    version_number: int
    place: Place
    term_id: UUID
    content: PlanContent
    content_id: UUID
    content_since: datetime
    content_hash: str
    approved_at: datetime
    reply_id: UUID | None
    reply_number: str
    in_force: bool


def approved_plan(school_id: UUID, term_id: UUID) -> ApprovedPlan | None:
    """The latest approved version of a school's plan for a term, or None before the first approval."""
    return asked_plan(school_id, term_id).answer


def asked_plan(school_id: UUID, term_id: UUID) -> Asked[ApprovedPlan | None]:
    """What ``approved_plan`` tells, to be asked together with other things."""
    return _latest_approval(school_id=school_id, term_id=term_id).then(_told)


@question
def _latest_approval(school_id: UUID, term_id: UUID) -> QuerySet[Decision, Any]:
    return _plans(_approvals().filter(school_id=school_id, version__plan__term_id=term_id))


def approved_version(version_id: UUID) -> ApprovedPlan | None:
    """One approved version by its id, or None for a version that nobody approved."""
    return _approval_of(version_id=version_id).then(_told).answer


@question
def _approval_of(version_id: UUID) -> QuerySet[Decision, Any]:
    return _plans(_approvals().filter(version_id=version_id))


def approved_version_id(school_id: UUID, term_id: UUID) -> UUID | None:
    """Which version a school's service stands on, without reading what it says."""
    found = _approved_id(school_id=school_id, term_id=term_id).answer
    return next((version_id for (version_id,) in found), None)


@question
def _approved_id(school_id: UUID, term_id: UUID) -> QuerySet[Decision, Any]:
    approvals = _approvals().filter(school_id=school_id, version__plan__term_id=term_id)
    return approvals.reverse().values_list("version_id")[:1]


def approved_facts(version_id: UUID) -> PlanFacts:
    """The facts of an approved version as they stood on the day of its approval."""
    decision = _approvals().get(version_id=version_id)
    return facts_of(decision.version, on=decision.decided_at.date())


def _approvals() -> QuerySet[Decision]:
    return (
        Decision.objects.filter(kind=Decision.Kind.APPROVE)
        .select_related("version__plan")
        .defer("verdicts", "exceptions", "version__content")
        .order_by("decided_at", "id")
    )


def _plans(approvals: QuerySet[Decision]) -> QuerySet[Decision, Any]:
    """The latest of some approvals with all that an ``ApprovedPlan`` needs, in one row."""
    arrangements = Arrangement.objects.filter(version_id=OuterRef("version_id")).order_by("-number")
    reply = FrozenDocument.objects.filter(pk=OuterRef("reply_id"))
    return approvals.reverse().values_list(
        "version__plan_id",
        "version_id",
        "version__number",
        "version__county_code",
        "version__school_id",
        "version__plan__term_id",
        "version__plan__state",
        "version__content_hash",
        "decided_at",
        "reply_id",
        Subquery(reply.values("number")),
        Subquery(arrangements.values("id")[:1]),
    )[:1]


def _told(rows: Rows) -> ApprovedPlan | None:
    if not rows:
        return None
    (
        (plan, version, number, county, school, term, state, said, decided_at, reply, reply_number, details),
    ) = rows
    arranged = arranged_as(details) if details else None
    return ApprovedPlan(
        plan_id=plan,
        version_id=version,
        version_number=number,
        place=Place(county, school),
        term_id=term,
        content=arranged.content if arranged else submitted_as(version, said),
        content_id=details or version,
        content_since=arranged.at if arranged else decided_at,
        content_hash=said,
        approved_at=decided_at,
        reply_id=reply,
        reply_number=reply_number or "",
        in_force=state not in (State.SUSPENDED, State.REVOKED),
    )
