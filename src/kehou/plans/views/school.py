"""The school's pages: its plans, one plan, its submission and amendment."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.plans.access import DRAFT_PLAN, SEE_PLAN, SUBMIT_PLAN
from kehou.plans.forms.acts import SubmissionForm
from kehou.plans.judging import judge_version
from kehou.plans.queries import decisions_on, plan_view, visible_plans
from kehou.plans.services.drafting import amend_plan, open_plan
from kehou.plans.services.submitting import submit_plan
from kehou.plans.showing import show_plan
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import current_term, school_info, schools_by_id, staff_of


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
    version = open_plan(actor=request.actor, now=now, school=school_info(place.school_id), term_id=term.id)
    return redirect("plan", plan_id=version.plan_id)


@endpoint(SEE_PLAN)
def overview(request: KehouRequest, plan_id: UUID, number: int | None = None) -> HttpResponse:
    """One version of a plan: where it stands, what it says, what the rules say of it."""
    view = plan_view(plan_id, viewer=request.actor, number=number)
    found = judge_version(view.version, on=business_now().date())
    page = show_plan(view, found=found, decisions=decisions_on(view.plan))
    return render(request, "plans/plan.html", {"view": view, "page": page, "found": found})


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
    found = judge_version(view.version, on=business_now().date())
    return render(request, "plans/submission.html", {"view": view, "form": form, "found": found})


@require_POST
@endpoint(DRAFT_PLAN)
def amendment(request: KehouRequest, plan_id: UUID) -> HttpResponse:
    """Begin a new version of an approved plan."""
    amend_plan(actor=request.actor, now=business_now(), plan_id=plan_id)
    return redirect("plan", plan_id=plan_id)
