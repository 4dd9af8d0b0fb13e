"""The plan editor: a checklist of sections, each one page with its form and its verdicts."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.plans.access import DRAFT_PLAN
from kehou.plans.content import from_json
from kehou.plans.facts import PlanContent
from kehou.plans.forms.sections import BY_SLUG, Section
from kehou.plans.forms.slots import slot_of
from kehou.plans.prefilling import carried_over, with_roll
from kehou.plans.prefilling import roll_figures as figures_of
from kehou.plans.queries import PlanView, earlier_version, plan_view
from kehou.plans.services.drafting import change_draft, take_back
from kehou.plans.services.trimming import without_course, without_slot
from kehou.plans.views.desk import Desk, open_desk
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.database.reading import only_reading
from kehou.platform.ui.sent import number_sent

NAMED_IN_QUERY = {"timetable": "course", "rooms": "day"}
REMOVALS = {
    "course": (without_course, "课程和它的课表已删去。"),
    "slot": (without_slot, "这一节已从课表删去。"),
}


@endpoint(DRAFT_PLAN)
def section(request: KehouRequest, plan_id: UUID, slug: str, entry: str = "") -> HttpResponse:
    """One section: shown, checked as one types, or saved. What was typed is never lost."""
    with only_reading() if request.htmx else nullcontext():
        return _answer(request, plan_id, slug, entry)


def _answer(request: KehouRequest, plan_id: UUID, slug: str, entry: str) -> HttpResponse:
    entry = entry or request.GET.get(NAMED_IN_QUERY.get(slug, ""), "")
    desk = open_desk(plan_view(plan_id, viewer=request.actor), _section(slug), entry, request.POST or None)
    if not desk.view.is_editable:
        messages.warning(request, "方案已经报批，内容不能再改。")
        return redirect("plan", plan_id=plan_id)
    if request.method != "POST":
        return _page(request, desk)
    if request.htmx:
        return render(request, "plans/editor/_check.html", desk.context() | {"swaps": True})
    if "save" in request.POST and desk.forms.is_valid():
        return _save(request, desk)
    return _page(request, desk, status=422 if "save" in request.POST else 200)


@require_POST
@endpoint(DRAFT_PLAN)
def removal(request: KehouRequest, plan_id: UUID, slug: str, entry: str) -> HttpResponse:
    """Take a course with its slots, or one slot, out of the draft."""
    view = plan_view(plan_id, viewer=request.actor)
    kind = _section(slug)
    if slug not in REMOVALS or not _has(view, slug, entry):
        raise Http404
    change, said = REMOVALS[slug]
    _change(request, view, lambda content: change(content, entry), kind.home)
    messages.success(request, said)
    return redirect("plan-section", plan_id=plan_id, slug=kind.home)


@require_POST
@endpoint(DRAFT_PLAN)
def roll_figures(request: KehouRequest, plan_id: UUID) -> HttpResponse:
    """Take grades, classes and counts from the roll."""
    view = plan_view(plan_id, viewer=request.actor)
    figures = figures_of(view.school.id)
    _change(request, view, lambda content: with_roll(content, figures), "grades")
    messages.success(request, "年级、班级和人数已按学籍填好。")
    return redirect("plan-section", plan_id=plan_id, slug="grades")


@require_POST
@endpoint(DRAFT_PLAN)
def copy(request: KehouRequest, plan_id: UUID) -> HttpResponse:
    """Start from an earlier term's plan: keys last, counts come from the roll as it is now."""
    view = plan_view(plan_id, viewer=request.actor)
    earlier = earlier_version(view, request.POST.get("version", ""), viewer=request.actor)
    figures = figures_of(view.school.id)
    content = with_roll(carried_over(from_json(earlier.content)), figures)
    _change(request, view, lambda _: content, "plan")
    messages.success(request, f"已沿用{earlier.plan.term}的方案，请逐部分核对。")
    return redirect("plan", plan_id=plan_id)


def _change(
    request: KehouRequest, view: PlanView, change: Callable[[PlanContent], PlanContent], part: str
) -> None:
    change_draft(
        actor=request.actor,
        now=business_now(),
        version_id=view.version.id,
        revision=view.version.revision,
        change=change,
        part=part,
    )


@require_POST
@endpoint(DRAFT_PLAN)
def previous(request: KehouRequest, plan_id: UUID) -> HttpResponse:
    """Take back the last change."""
    view = plan_view(plan_id, viewer=request.actor)
    step = take_back(
        actor=request.actor,
        now=business_now(),
        version_id=view.version.id,
        revision=number_sent(request, "revision", otherwise=view.version.revision),
    )
    if step is None:
        messages.warning(request, "没有可以撤销的修改。")
        return redirect("plan", plan_id=plan_id)
    part = BY_SLUG.get(step.part)
    messages.success(request, f"已撤销上一次修改{f'：{part.title}' if part else ''}。")
    if part is None or part.home:
        return redirect("plan", plan_id=plan_id)
    return redirect("plan-section", plan_id=plan_id, slug=step.part)


def _save(request: KehouRequest, desk: Desk) -> HttpResponse:
    if desk.meets_another_change():
        return _page(request, desk, status=409)
    _change(request, desk.view, desk.forms.write, desk.home.slug)
    messages.success(request, f"{desk.home.title}已保存。")
    if request.POST["save"] == "next" and desk.next:
        return redirect("plan-section", plan_id=desk.view.plan.id, slug=desk.next.slug)
    return redirect("plan-section", plan_id=desk.view.plan.id, slug=desk.home.slug)


def _page(request: KehouRequest, desk: Desk, *, status: int = 200) -> HttpResponse:
    return render(request, desk.section.template, desk.context(), status=status)


def _section(slug: str) -> Section:
    try:
        return BY_SLUG[slug]
    except KeyError:
        raise Http404 from None


def _has(view: PlanView, slug: str, entry: str) -> bool:
    return bool(view.content.course(entry) if slug == "course" else slot_of(view.content, entry))
