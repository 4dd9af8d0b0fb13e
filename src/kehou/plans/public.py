"""What later steps may ask about plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.kernel.places import Place
from kehou.plans.arranged import arranged_by, latest_arrangement
from kehou.plans.facts import PlanContent
from kehou.plans.judging import facts_of
from kehou.plans.models import Arrangement, Decision, Plan, PlanVersion
from kehou.plans.queries import QueueRow, review_queue
from kehou.plans.rules import EDITABLE, State
from kehou.plans.wording import STATE_NAMES, STATE_TONES
from kehou.platform.database.questions import Asked, Rows, question, together
from kehou.platform.documents.models import FrozenDocument
from kehou.platform.ui.pieces import Tone
from kehou.rulebook.facts.plan import PlanFacts

__all__ = [
    "ApprovedPlan",
    "AskedPlan",
    "PlanContent",
    "PlanStanding",
    "QueueRow",
    "approved_facts",
    "approved_plan",
    "approved_version",
    "approved_version_id",
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
    asked = AskedPlan.of(school_id, term_id)
    together(*asked.questions)
    return asked.answer


@dataclass(frozen=True, slots=True)
class AskedPlan:
    """The questions from which ``approved_plan`` comes, to be asked together with others."""

    decision: Asked[Rows]
    arrangements: Asked[Rows]
    replies: Asked[Rows]

    @classmethod
    def of(cls, school_id: UUID, term_id: UUID) -> AskedPlan:
        """The questions about a school's plan for a term."""
        here = {"school_id": school_id, "term_id": term_id}
        return cls(_latest_approval(**here), _arrangements(**here), _replies(**here))

    @property
    def questions(self) -> tuple[Asked[Rows], ...]:
        """All of them."""
        return self.decision, self.arrangements, self.replies

    @property
    def answer(self) -> ApprovedPlan | None:
        """The plan, or None before the first approval."""
        if not self.decision.answer:
            return None
        (decision,) = self.decision.answer
        mine = [row for row in self.arrangements.answer if row.version_id == decision.version_id]
        numbers = dict(self.replies.answer)
        return _told(decision, mine[-1] if mine else None, numbers.get(decision.reply_id, ""))


@question
def _latest_approval(school_id: UUID, term_id: UUID) -> QuerySet[Decision]:
    return _approvals().filter(school_id=school_id, version__plan__term_id=term_id).reverse()[:1]


@question
def _arrangements(school_id: UUID, term_id: UUID) -> QuerySet[Arrangement]:
    rows = Arrangement.objects.filter(school_id=school_id, version__plan__term_id=term_id)
    return rows.defer("verdicts", "content").order_by("number")


@question
def _replies(school_id: UUID, term_id: UUID) -> QuerySet[FrozenDocument, Any]:
    approvals = _approvals().filter(school_id=school_id, version__plan__term_id=term_id)
    rows = FrozenDocument.objects.filter(pk__in=approvals.order_by().values("reply_id"))
    return rows.values_list("id", "number")


def approved_version(version_id: UUID) -> ApprovedPlan | None:
    """One approved version by its id, or None for a version that nobody approved."""
    found = _approval_of(version_id=version_id).answer
    return _info(found[0]) if found else None


@question
def _approval_of(version_id: UUID) -> QuerySet[Decision]:
    return _approvals().filter(version_id=version_id).reverse()[:1]


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


def _number(reply_id: UUID | None) -> str:
    """The number of the authority's reply; empty until it is entered."""
    reply = FrozenDocument.objects.filter(pk=reply_id).first() if reply_id else None
    return reply.number if reply else ""


def _info(decision: Decision) -> ApprovedPlan:
    return _told(decision, latest_arrangement(decision.version), _number(decision.reply_id))


def _told(decision: Decision, arrangement: Arrangement | None, reply_number: str) -> ApprovedPlan:
    version: PlanVersion = decision.version
    return ApprovedPlan(
        plan_id=version.plan_id,
        version_id=version.id,
        version_number=version.number,
        place=version.place,
        term_id=version.plan.term_id,
        content=arranged_by(version, arrangement),
        content_id=arrangement.id if arrangement else version.id,
        content_since=arrangement.arranged_at if arrangement else decision.decided_at,
        content_hash=version.content_hash,
        approved_at=decision.decided_at,
        reply_id=decision.reply_id,
        reply_number=reply_number,
        in_force=version.plan.state not in (State.SUSPENDED, State.REVOKED),
    )
