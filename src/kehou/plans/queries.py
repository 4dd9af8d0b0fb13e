"""Reading plans. Every query starts from what the viewer may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from kehou.kernel.actor import Actor
from kehou.kernel.verdict import Verdict, stops
from kehou.plans.access import REVIEW_PLAN, SEE_PLAN
from kehou.plans.arranged import said_by
from kehou.plans.facts import PlanContent
from kehou.plans.judging import judge_content, judge_version
from kehou.plans.models import CoSignature, Decision, PartComment, Plan, PlanVersion
from kehou.plans.rules import EDITABLE, State
from kehou.platform.database.questions import question, together
from kehou.platform.documents.models import FrozenDocument
from kehou.registry.public import SchoolInfo, TermInfo, school_info, schools_by_id, term_info


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
    plan = next(iter(visible_plans(viewer).filter(pk=plan_id)), None)
    if plan is None:
        raise Http404
    version = next((row for row in versions_of(plan) if number in (None, row.number)), None)
    if version is None:
        raise Http404
    school = school_info(plan.school_id)
    return PlanView(plan, version, said_by(version), school, term_info(plan.term_id))


def judge_view(view: PlanView, *, on: date) -> tuple[Verdict, ...]:
    """Every verdict on the version that a page shows."""
    return judge_content(view.content, view.school, view.term, on=on, version_id=view.version.id)


def earlier_versions(view: PlanView, *, viewer: Actor) -> list[PlanVersion]:
    """The last submitted version of each other term's plan of the school, newest term first."""
    rows = (
        PlanVersion.objects.filter(SEE_PLAN.rows_for(viewer), school_id=view.school.id)
        .exclude(plan=view.plan)
        .exclude(frozen_at=None)
        .select_related("plan__term")
        .order_by("-plan__term__first_date", "-number")
    )
    latest: dict[UUID, PlanVersion] = {}
    for row in rows:
        latest.setdefault(row.plan_id, row)
    return list(latest.values())


def earlier_version(view: PlanView, version_id: str, *, viewer: Actor) -> PlanVersion:
    """One of the earlier versions. Raises Http404."""
    found = next((row for row in earlier_versions(view, viewer=viewer) if str(row.id) == version_id), None)
    if found is None:
        raise Http404
    return found


def versions_of(plan: Plan) -> list[PlanVersion]:
    """Every version of a plan, newest first, without what they say: that is read of one at a time."""
    found = _versions(plan_id=plan.id).answer
    for version in found:
        version.plan = plan
    return found


@question
def _versions(plan_id: UUID) -> QuerySet[PlanVersion]:
    return PlanVersion.objects.filter(plan_id=plan_id).defer("content").order_by("-number")


def review_queue(viewer: Actor) -> list[QueueRow]:
    """Submitted versions that wait for the viewer's authority, the most pressing first."""
    waiting = (
        PlanVersion.objects.filter(REVIEW_PLAN.rows_for(viewer), frozen_at__isnull=False)
        .filter(plan__state__in=(State.SUBMITTED, State.UNDER_REVIEW), decisions=None)
        .order_by("submission__decide_by_date", "frozen_at")
        .values_list(
            "school_id",
            "id",
            "plan_id",
            "number",
            "plan__state",
            "submission__submitted_at",
            "submission__decide_by_date",
        )
    )
    rows = list(waiting)
    schools = schools_by_id(school for school, *_ in rows)
    return [
        QueueRow(version, plan, schools[school].name, number, state, submitted_at.date(), decide_by)
        for school, version, plan, number, state, submitted_at, decide_by in rows
    ]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version under review that one reply might approve, with what the rules say of it now."""

    row: QueueRow
    found: tuple[Verdict, ...]
    same_as_before: bool

    @property
    def is_ready(self) -> bool:
        """Whether nothing stops its approval."""
        return not stops(self.found)


def candidates(viewer: Actor, *, on: date) -> list[Candidate]:
    """The versions under review, ready ones first; whether each says just what an approved one said."""
    rows = [row for row in review_queue(viewer) if row.state == State.UNDER_REVIEW]
    versions = PlanVersion.objects.select_related("plan").in_bulk([row.version_id for row in rows])
    known = set(
        Decision.objects.filter(
            kind=Decision.Kind.APPROVE, school_id__in={version.school_id for version in versions.values()}
        ).values_list("school_id", "version__content_hash")
    )
    found = [
        Candidate(
            row,
            judge_version(versions[row.version_id], on=on),
            (versions[row.version_id].school_id, versions[row.version_id].content_hash) in known,
        )
        for row in rows
    ]
    return sorted(found, key=lambda candidate: not candidate.is_ready)


def reply_of(decision_id: UUID, *, viewer: Actor) -> FrozenDocument:
    """The reply by which a decision was given. Raises Http404."""
    decision = Decision.objects.filter(SEE_PLAN.rows_for(viewer), pk=decision_id).first()
    if decision is None or decision.reply_id is None:
        raise Http404
    return FrozenDocument.objects.get(pk=decision.reply_id)


def decisions_on(plan: Plan) -> list[Decision]:
    """Every decision about a plan, newest first, without what each was judged by."""
    return _decisions(plan_id=plan.id).answer


def said_on(version: PlanVersion) -> tuple[list[PartComment], list[CoSignature]]:
    """What the reviewers remarked on a version, and what other sections said of it; the oldest first."""
    remarks, opinions = _remarks(version_id=version.id), _opinions(version_id=version.id)
    together(remarks, opinions)
    return remarks.answer, opinions.answer


@question
def _decisions(plan_id: UUID) -> QuerySet[Decision]:
    rows = Decision.objects.filter(version__plan_id=plan_id).select_related("version")
    return rows.defer("verdicts", "version__content").order_by("-decided_at", "-id")


@question
def _remarks(version_id: UUID) -> QuerySet[PartComment]:
    return PartComment.objects.filter(version_id=version_id).order_by("written_at")


@question
def _opinions(version_id: UUID) -> QuerySet[CoSignature]:
    return CoSignature.objects.filter(version_id=version_id).order_by("signed_at")
