"""Inspections at the county's desk: the plan, the visits, each step; the school's answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.places import Place
from kehou.oversight.access import ANSWER_INSPECTION, DECIDE_INSPECTION, PLAN_INSPECTION
from kehou.oversight.forms.inspections import FindingForm, TextForm, VisitOrderForm
from kehou.oversight.models import Inspection
from kehou.oversight.queries.inspections import plan_of, visible_visits, visit_file
from kehou.oversight.queries.risks import proposed_schools
from kehou.oversight.rules import VISITS, InspectionState
from kehou.oversight.services.correcting import Demand
from kehou.oversight.services.inspecting import (
    begin_inspection,
    close_inspection,
    decide_inspection,
    order_from_inspection,
    reply_to_findings,
    send_findings,
    transfer_inspection,
    write_finding,
)
from kehou.oversight.services.planning import plan_inspections
from kehou.oversight.views.taking import take
from kehou.oversight.wording import VISIT_NAMES, VISIT_TONES
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.pieces import QueueItem
from kehou.platform.ui.sent import ids_sent
from kehou.platform.ui.wording import article_label
from kehou.registry.public import TermInfo, schools_by_id, term_at_hand


@endpoint(PLAN_INSPECTION)
def index(request: KehouRequest) -> HttpResponse:
    """The term's plan, or the proposal for one; all visits (A11.2)."""
    place, term = _county(request)
    today = business_now().date()
    visits = list(visible_visits(request.actor)[:200])
    risks = proposed_schools(place.code, on=today)
    schools = schools_by_id(
        [*(UUID(risk.key) for risk in risks), *(row.concerned_school_id for row in visits)]
    )
    context = {
        "term": term,
        "plan": plan_of(place.code, term.id),
        "risks": [(schools[UUID(risk.key)], risk) for risk in risks],
        "least": -(-len(risks) // 3),
        "items": [_item(row, schools[row.concerned_school_id].name) for row in visits],
    }
    return render(request, "oversight/inspections.html", context)


@require_POST
@endpoint(PLAN_INSPECTION)
def plan(request: KehouRequest) -> HttpResponse:
    """Fix which schools are visited."""
    place, term = _county(request)
    announced = set(ids_sent(request, "announced"))
    chosen = {school: school in announced for school in ids_sent(request, "school")}
    _, verdicts = plan_inspections(
        actor=request.actor, now=business_now(), county_code=place.code, term_id=term.id, chosen=chosen
    )
    messages.success(request, f"计划已确定，检查{len(chosen)}所学校。")
    if any(verdict.warns for verdict in verdicts):
        messages.warning(request, "仍有学校超过周期没有检查，请列入下学期计划。")
    return redirect("inspections")


@endpoint(PLAN_INSPECTION)
def visit(request: KehouRequest, inspection_id: UUID) -> HttpResponse:
    """One visit: checklist, findings, the school's answer, what may be done now."""
    found = visit_file(inspection_id, viewer=request.actor)
    school = schools_by_id([found.visit.concerned_school_id])[found.visit.concerned_school_id]
    place = Place(found.visit.county_code)
    events = {
        event
        for event in VISITS.events_from(found.visit.state)
        if request.actor.holds_any(VISITS.arrow(found.visit.state, event).roles, place)
    }
    clauses = [(row.clause, f"{article_label(row.clause)} {row.text[:30]}") for row in found.findings]
    context = {
        "file": found,
        "school": school,
        "state": VISIT_NAMES[InspectionState(found.visit.state)],
        "tone": VISIT_TONES[InspectionState(found.visit.state)],
        "events": events,
        "finding_form": FindingForm() if found.visit.state == InspectionState.RUNNING else None,
        "decision_form": TextForm(auto_id="decision-%s") if "decide" in events else None,
        "order_form": VisitOrderForm(clauses=list(dict(clauses).items()))
        if _may_order(found.visit)
        else None,
    }
    return render(request, "oversight/visit.html", context)


@require_POST
@endpoint(PLAN_INSPECTION)
def beginning(request: KehouRequest, inspection_id: UUID) -> HttpResponse:
    """Begin the visit."""
    begin_inspection(actor=request.actor, now=business_now(), inspection_id=inspection_id)
    messages.success(request, "检查已开始，检查表已按指标提示生成。")
    return redirect("inspection", inspection_id=inspection_id)


@require_POST
@endpoint(PLAN_INSPECTION)
def finding(request: KehouRequest, inspection_id: UUID) -> HttpResponse:
    """Write down what was found."""

    def act(*, evidence: str, **given: Any) -> object:
        return write_finding(**given, evidence=evidence.splitlines())

    take(request, FindingForm(request.POST), "已记录。", act, inspection_id=inspection_id)
    return redirect("inspection", inspection_id=inspection_id)


@require_POST
@endpoint(PLAN_INSPECTION)
def sending(request: KehouRequest, inspection_id: UUID) -> HttpResponse:
    """Send the findings to the school."""
    sheet = send_findings(actor=request.actor, now=business_now(), inspection_id=inspection_id)
    messages.success(request, "已送达学校。" if sheet else "没有发现问题，检查已结束。")
    return redirect("inspection", inspection_id=inspection_id)


@require_POST
@endpoint(DECIDE_INSPECTION)
def decision(request: KehouRequest, inspection_id: UUID) -> HttpResponse:
    """Decide on the findings."""
    take(request, TextForm(request.POST), "已作出决定。", decide_inspection, inspection_id=inspection_id)
    return redirect("inspection", inspection_id=inspection_id)


@require_POST
@endpoint(DECIDE_INSPECTION)
def order(request: KehouRequest, inspection_id: UUID) -> HttpResponse:
    """Order a correction."""
    found = visit_file(inspection_id, viewer=request.actor)
    form = VisitOrderForm(request.POST, clauses=[(row.clause, row.clause) for row in found.findings])

    def act(*, violation: str, demand: str, clause: str, money: Fen | None, **by: Any) -> object:
        return order_from_inspection(**by, demand=Demand(violation, demand, clause, money or ZERO))

    take(request, form, "整改通知已下达学校。", act, inspection_id=inspection_id)
    return redirect("inspection", inspection_id=inspection_id)


@require_POST
@endpoint(PLAN_INSPECTION)
def closing(request: KehouRequest, inspection_id: UUID) -> HttpResponse:
    """Close the visit."""
    close_inspection(actor=request.actor, now=business_now(), inspection_id=inspection_id)
    messages.success(request, "检查已结束。")
    return redirect("inspection", inspection_id=inspection_id)


@require_POST
@endpoint(DECIDE_INSPECTION)
def transfer(request: KehouRequest, inspection_id: UUID) -> HttpResponse:
    """Hand the visit over."""
    transfer_inspection(
        actor=request.actor,
        now=business_now(),
        inspection_id=inspection_id,
        to=request.POST.get("to", ""),
        files=request.POST.get("files", "").splitlines(),
    )
    messages.success(request, "已移交。")
    return redirect("inspection", inspection_id=inspection_id)


@require_POST
@endpoint(ANSWER_INSPECTION)
def sheet_reply(request: KehouRequest, sheet_id: UUID) -> HttpResponse:
    """The school says what it has to say."""
    form = TextForm(request.POST)
    if form.is_valid():
        reply_to_findings(actor=request.actor, now=business_now(), sheet_id=sheet_id, **form.cleaned_data)
        messages.success(request, "已陈述意见。")
    else:
        messages.error(request, "请写明意见，2000字以内。")
    return redirect("corrections")


def _may_order(visit: Inspection) -> bool:
    return visit.state in (InspectionState.DECIDED, InspectionState.CORRECTING)


def _item(row: Inspection, school_name: str) -> QueueItem:
    state = InspectionState(row.state)
    return QueueItem(
        title=school_name,
        about="预先通知" if row.is_announced else "不预先通知",
        url=reverse("inspection", args=[row.id]),
        tone=VISIT_TONES[state],
        state=VISIT_NAMES[state],
    )


def _county(request: KehouRequest) -> tuple[Place, TermInfo]:
    (place, *_) = request.actor.places(PLAN_INSPECTION.roles)
    return place, term_at_hand(place.code, on=business_now().date())
