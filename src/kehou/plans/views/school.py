"""The school's pages: its plans, one plan, its submission and amendment."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.consultation.public import judge_before_submission
from kehou.kernel.verdict import Verdict
from kehou.plans.access import DRAFT_PLAN, SEE_PLAN, SUBMIT_PLAN
from kehou.plans.checklist import checklist
from kehou.plans.facts import PlanContent
from kehou.plans.forms.acts import SubmissionForm
from kehou.plans.forms.sections import BY_SLUG
from kehou.plans.forms.small import fits_one_page
from kehou.plans.prefilling import roll_figures, with_roll
from kehou.plans.queries import (
    PlanView,
    decisions_on,
    earlier_versions,
    judge_view,
    plan_view,
    versions_of,
    visible_plans,
)
from kehou.plans.services.drafting import amend_plan, open_plan
from kehou.plans.services.submitting import submit_plan
from kehou.plans.showing import show_plan, version_rows
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import current_term, names_of, school_info, schools_by_id, staff_of


@endpoint(SEE_PLAN)
def index(request: KehouRequest) -> HttpResponse:
    """The plans in sight, newest term first; a school without one is told how to begin."""
    plans = list(visible_plans(request.actor)[:200])
    schools = schools_by_id(plan.school_id for plan in plans)
    rows = [(plan, schools[plan.school_id]) for plan in plans]
    return render(request, "plans/index.html", {"rows": rows, "may_open": DRAFT_PLAN.open_to(request.actor)})


@require_POST
@endpoint(DRAFT_PLAN)
def opening(request: KehouRequest) -> HttpResponse:
    """Open the plan of the actor's school for the term at hand."""
    (place, *_) = request.actor.places(DRAFT_PLAN.roles)
    now = business_now()
    term = current_term(place.code, on=now.date())
    if term is None or place.school_id is None:
        messages.error(request, "县教育局还没有登记学期，请联系县教育局。")
        return redirect("plans")
    content = with_roll(PlanContent(), roll_figures(place.school_id))
    school = school_info(place.school_id)
    version = open_plan(actor=request.actor, now=now, school=school, term_id=term.id, content=content)
    return redirect("plan", plan_id=version.plan_id)


@endpoint(SEE_PLAN)
def overview(request: KehouRequest, plan_id: UUID, number: int | None = None) -> HttpResponse:
    """One version of a plan: where it stands, what it says, what the rules say of it."""
    view = plan_view(plan_id, viewer=request.actor, number=number)
    found = judge_view(view, on=business_now().date())
    context = {
        "view": view,
        "found": found,
        "page": show_plan(view, found=found, decisions=decisions_on(view.plan)),
        "versions": version_rows(view, versions_of(view.plan)),
    }
    context["may_arrange"] = DRAFT_PLAN.permits(request.actor, view.plan.place)
    if view.is_editable and DRAFT_PLAN.permits(request.actor, view.plan.place):
        context |= _drafting(request, view, found)
    return render(request, "plans/plan.html", context)


def _drafting(request: KehouRequest, view: PlanView, found: Sequence[Verdict]) -> dict[str, object]:
    """What only the authors of a draft see: the checklist, ways to begin, the change to take back."""
    empty = not view.content.courses
    return {
        "checklist": checklist(view, found),
        "last_step": _last_step(view),
        "earlier": _ways_to_copy(request, view) if empty else [],
        "may_use_one_page": fits_one_page(view.content),
        "is_empty": empty,
        "may_submit": SUBMIT_PLAN.permits(request.actor, view.plan.place),
    }


@endpoint(SUBMIT_PLAN)
def submission(request: KehouRequest, plan_id: UUID) -> HttpResponse:
    """The head names who answers for what, signs, and submits."""
    view = plan_view(plan_id, viewer=request.actor)
    form = SubmissionForm(request.POST or None, staff=staff_of(view.school.id))
    if request.method == "POST" and form.is_valid():
        submit_plan(
            actor=request.actor,
            now=business_now(),
            version_id=view.version.id,
            duty_holders=form.holders(),
        )
        messages.success(request, "方案已报送县教育局。")
        return redirect("plan", plan_id=plan_id)
    now = business_now()
    found = (
        *judge_before_submission(view.school.id, view.term.id, now=now),
        *judge_view(view, on=now.date()),
    )
    return render(request, "plans/submission.html", {"view": view, "form": form, "found": found})


@require_POST
@endpoint(DRAFT_PLAN)
def amendment(request: KehouRequest, plan_id: UUID) -> HttpResponse:
    """Begin a new version of an approved plan."""
    amend_plan(actor=request.actor, now=business_now(), plan_id=plan_id)
    return redirect("plan", plan_id=plan_id)


def _ways_to_copy(request: KehouRequest, view: PlanView) -> list[tuple[str, str]]:
    """Earlier plans to start from, as what to say and which version."""
    versions = earlier_versions(view, viewer=request.actor)
    return [(f"沿用{version.plan.term}的方案", str(version.id)) for version in versions]


def _last_step(view: PlanView) -> dict[str, object] | None:
    """The change that can be taken back: which part, by whom, when."""
    step = view.version.steps.order_by("revision").last()
    if step is None:
        return None
    part = BY_SLUG.get(step.part)
    who = names_of([step.changed_by]).get(step.changed_by, "")
    return {"part": part.title if part else "整个方案", "who": who, "at": step.changed_at}
