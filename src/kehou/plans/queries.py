"""Reading plans. Every query starts from what the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from kehou.kernel.actor import Actor
from kehou.plans.access import REVIEW_PLAN, SEE_PLAN
from kehou.plans.content import from_json
from kehou.plans.facts import PlanContent
from kehou.plans.models import Decision, Plan, PlanVersion
from kehou.plans.rules import EDITABLE, State
from kehou.registry.public import SchoolInfo, TermInfo, schools_by_id, term_info


@dataclass(frozen=True, slots=True)
class PlanView:
    """One version of a plan with what surrounds it, for a page."""

    plan: Plan
    version: PlanVersion
    content: PlanContent
    school: SchoolInfo
    term: TermInfo

    @property
    def is_editable(self) -> bool:
        """Whether the school may still change this version."""
        return self.version.frozen_at is None and self.plan.state in EDITABLE


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One submitted version that waits at the authority."""

    version_id: UUID
    plan_id: UUID
    school_name: str
    number: int
    state: str
    submitted_date: date
    decide_by_date: date | None


def visible_plans(viewer: Actor) -> QuerySet[Plan]:
    """The plans that a viewer may see, newest term first."""
    return Plan.objects.filter(SEE_PLAN.rows_for(viewer)).select_related("term").order_by("-term__first_date")


def plan_view(plan_id: UUID, *, viewer: Actor, number: int | None = None) -> PlanView:
    """One plan at its latest version, or at a given one. Raises Http404 for a stranger."""
    versions = PlanVersion.objects.order_by("number")
    if number is not None:
        versions = versions.filter(number=number)
    plan = visible_plans(viewer).prefetch_related(Prefetch("versions", versions)).filter(pk=plan_id).first()
    if plan is None or not plan.versions.all():
        raise Http404
    version = list(plan.versions.all())[-1]
    version.plan = plan
    school = schools_by_id([plan.school_id])[plan.school_id]
    return PlanView(plan, version, from_json(version.content), school, term_info(plan.term_id))


def review_queue(viewer: Actor) -> list[QueueRow]:
    """Submitted versions that wait for the viewer's authority, the most pressing first."""
    waiting = (
        PlanVersion.objects.filter(REVIEW_PLAN.rows_for(viewer), frozen_at__isnull=False)
        .filter(plan__state__in=(State.SUBMITTED, State.UNDER_REVIEW), decisions=None)
        .select_related("plan", "submission")
        .order_by("submission__decide_by_date", "frozen_at")
    )
    rows = list(waiting)
    schools = schools_by_id(row.school_id for row in rows)
    return [_queue_row(row, schools[row.school_id]) for row in rows]


def decisions_on(plan: Plan) -> list[Decision]:
    """Every decision about a plan, newest first."""
    return list(
        Decision.objects.filter(version__plan=plan).select_related("version").order_by("-decided_at", "-id")
    )


def _queue_row(row: PlanVersion, school: SchoolInfo) -> QueueRow:
    return QueueRow(
        version_id=row.id,
        plan_id=row.plan_id,
        school_name=school.name,
        number=row.number,
        state=row.plan.state,
        submitted_date=row.submission.submitted_at.date(),
        decide_by_date=row.submission.decide_by_date,
    )
