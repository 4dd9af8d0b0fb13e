"""The August notice: leaders, rooms and times of an approved plan, day by day."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kehou.kernel.verdict import Verdict
from kehou.plans.access import DRAFT_PLAN
from kehou.plans.arranged import arranged_content, latest_arrangement
from kehou.plans.envelope import judge_envelope
from kehou.plans.forms.rooms import weekday_of
from kehou.plans.forms.sections import BY_SLUG
from kehou.plans.queries import PlanView, plan_view
from kehou.plans.rules import State
from kehou.plans.services.arranging import arrange
from kehou.plans.views.desk import Desk, open_desk
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.sent import number_sent
from kehou.platform.ui.wording import WEEKDAYS


@endpoint(DRAFT_PLAN)
def arrangement(request: KehouRequest, plan_id: UUID) -> HttpResponse:
    """One day of an approved plan's week: shown, checked, or told to the authority."""
    view = plan_view(plan_id, viewer=request.actor)
    if view.plan.state != State.APPROVED:
        raise Http404
    today = replace(view, content=arranged_content(view.version))
    entry = request.POST.get("entry", request.GET.get("day", "0"))
    desk = open_desk(today, BY_SLUG["rooms"], entry, request.POST or None)
    latest = latest_arrangement(view.version)
    number = latest.number if latest else 0
    if request.method == "POST" and "save" in request.POST and desk.forms.is_valid():
        return _tell(request, desk, number_sent(request, "revision", otherwise=number))
    context = desk.context() | {
        "latest": latest,
        "number": number,
        "days": desk.days,
        "beyond": _beyond(view, desk),
    }
    if request.htmx:
        return render(request, "plans/editor/_check.html", context | {"swaps": True})
    return render(request, "plans/arrangement.html", context)


def _tell(request: KehouRequest, desk: Desk, number: int) -> HttpResponse:
    arrange(
        actor=request.actor,
        now=business_now(),
        version_id=desk.view.version.id,
        number=number,
        change=desk.forms.write,
    )
    day = WEEKDAYS[weekday_of(desk.choices)]
    messages.success(request, f"{day}的安排已保存，并告知县教育局。")
    address = reverse("plan-arrangement", args=[desk.view.plan.id])
    return redirect(f"{address}?day={desk.choices.entry}")


def _beyond(view: PlanView, desk: Desk) -> tuple[Verdict, ...]:
    return judge_envelope(view.content, desk.content)
