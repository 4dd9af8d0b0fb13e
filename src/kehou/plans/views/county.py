"""The authority's pages: the queue, one version beside its verdicts, the acts on it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.plans.access import CO_SIGN_PLAN, DECIDE_PLAN, REVIEW_PLAN, SEE_PLAN
from kehou.plans.forms.acts import CommentForm, CoSignForm, DecisionForm, ReplyForm, StandingForm
from kehou.plans.models import PlanVersion
from kehou.plans.printing import print_reply
from kehou.plans.queries import (
    candidates,
    decisions_on,
    judge_view,
    plan_view,
    reply_of,
    review_queue,
    said_on,
)
from kehou.plans.services.deciding import co_sign, comment_on_part, decide_plan, take_plan
from kehou.plans.services.replying import approve_together
from kehou.plans.services.standing import change_standing
from kehou.plans.showing import queue_items, show_plan
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.downloads import shown_file
from kehou.platform.ui.sent import ids_sent


@endpoint(REVIEW_PLAN)
def queue(request: KehouRequest) -> HttpResponse:
    """What waits for a decision, the most pressing first."""
    items = queue_items(review_queue(request.actor), today=business_now().date())
    may_decide = DECIDE_PLAN.open_to(request.actor)
    return render(request, "plans/queue.html", {"items": items, "may_decide": may_decide})


@endpoint(REVIEW_PLAN)
def review(request: KehouRequest, version_id: UUID) -> HttpResponse:
    """One submitted version beside its verdicts, with what may be done now."""
    version = _version(request, version_id)
    view = plan_view(version.plan_id, viewer=request.actor, number=version.number)
    today = business_now().date()
    found = judge_view(view, on=today)
    comments, co_signatures = said_on(view.version)
    context = {
        "view": view,
        "found": found,
        "page": show_plan(view, found=found, decisions=decisions_on(view.plan)),
        "items": queue_items(review_queue(request.actor), today=today, current=version_id),
        "comments": comments,
        "comment_form": CommentForm(initial={"part": "plan"}),
        "form": DecisionForm(),
        "co_sign_form": CoSignForm(),
        "co_signatures": co_signatures,
    }
    return render(request, "plans/review.html", context)


@require_POST
@endpoint(REVIEW_PLAN)
def taking(request: KehouRequest, version_id: UUID) -> HttpResponse:
    """Take a version into review."""
    take_plan(actor=request.actor, now=business_now(), version_id=_version(request, version_id).id)
    return redirect("review", version_id=version_id)


@require_POST
@endpoint(REVIEW_PLAN)
def comment(request: KehouRequest, version_id: UUID) -> HttpResponse:
    """Remark on one part."""
    form = CommentForm(request.POST)
    if form.is_valid():
        version = _version(request, version_id)
        comment_on_part(actor=request.actor, now=business_now(), version_id=version.id, **form.cleaned_data)
    else:
        messages.error(request, "意见没有保存：请填写审核意见，500字以内。")
    return redirect("review", version_id=version_id)


@require_POST
@endpoint(REVIEW_PLAN)
def decision(request: KehouRequest, version_id: UUID) -> HttpResponse:
    """Approve, return or refuse."""
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请选择审批决定。")
        return redirect("review", version_id=version_id)
    decide_plan(
        actor=request.actor,
        now=business_now(),
        version_id=_version(request, version_id).id,
        **form.cleaned_data,
    )
    messages.success(request, "审批决定已记录，学校可以看到。")
    return redirect("reviews")


@endpoint(DECIDE_PLAN)
def replies(request: KehouRequest) -> HttpResponse:
    """Approve several with one reply: what would happen to each is shown before it does."""
    form = ReplyForm(request.POST or None)
    chosen = ids_sent(request, "version")
    if request.method == "POST" and form.is_valid():
        count = approve_together(
            actor=request.actor,
            now=business_now(),
            version_ids=chosen,
            number=form.cleaned_data["number"],
            conditions=[line for line in form.cleaned_data["conditions"].splitlines() if line.strip()],
        )
        messages.success(request, f"已批复{count}所学校的方案。")
        return redirect("reviews")
    found = candidates(request.actor, on=business_now().date())
    return render(request, "plans/replies.html", {"candidates": found, "form": form, "chosen": chosen})


@endpoint(SEE_PLAN)
def reply(request: KehouRequest, decision_id: UUID) -> HttpResponse:
    """The reply as an official letter."""
    document = reply_of(decision_id, viewer=request.actor)
    return shown_file(print_reply(document), "reply.pdf")


@require_POST
@endpoint(CO_SIGN_PLAN)
def co_signature(request: KehouRequest, version_id: UUID) -> HttpResponse:
    """Another section's opinion."""
    form = CoSignForm(request.POST)
    if form.is_valid():
        co_sign(
            actor=request.actor,
            now=business_now(),
            version_id=version_id,
            section=form.cleaned_data["section"],
            agrees=form.cleaned_data["agrees"] == "yes",
            opinion=form.cleaned_data["opinion"],
        )
    else:
        messages.error(request, "会签没有保存：请填写股室并选择意见。")
    return redirect("review", version_id=version_id)


@require_POST
@endpoint(DECIDE_PLAN)
def standing(request: KehouRequest, plan_id: UUID) -> HttpResponse:
    """Suspend, lift or revoke."""
    form = StandingForm(request.POST)
    if form.is_valid():
        change_standing(actor=request.actor, now=business_now(), plan_id=plan_id, **form.cleaned_data)
    else:
        messages.error(request, "没有办理：请选择处理方式并写明理由。")
    return redirect("plan", plan_id=plan_id)


def _version(request: KehouRequest, version_id: UUID) -> PlanVersion:
    rows = PlanVersion.objects.filter(REVIEW_PLAN.rows_for(request.actor)).defer("content")
    return get_object_or_404(rows, pk=version_id)
