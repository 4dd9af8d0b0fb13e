"""Incidents and hazards (A10.12, A10.13)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.delivery.access import KEEP_HAZARDS, KEEP_INCIDENTS, REPORT_INCIDENT
from kehou.delivery.forms.safety import ActivityForm, HazardForm, IncidentForm, StepForm
from kehou.delivery.models import Hazard, Incident, SafetyActivity
from kehou.delivery.rules import INCIDENT_STEPS
from kehou.delivery.services.safeguarding import record_activity
from kehou.delivery.services.safety import clear_hazard, follow_incident, report_hazard, report_incident
from kehou.delivery.views.here import here
from kehou.delivery.wording import STEP_NAMES
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import names_of

SHOWN = 60


@endpoint(REPORT_INCIDENT)
def index(request: KehouRequest) -> HttpResponse:
    """Open incidents and hazards; anyone of the staff may report."""
    at = here(request, REPORT_INCIDENT)
    keeps = KEEP_INCIDENTS.permits(request.actor, at.place)
    rows = Incident.objects.filter(REPORT_INCIDENT.rows_for(request.actor), term_id=at.term_id)
    if not keeps:
        rows = rows.filter(reported_by=request.actor.person)
    incidents = rows.prefetch_related("steps").order_by("-reported_at")[:SHOWN]
    hazards = Hazard.objects.filter(school_id=at.place.school).select_related("clearing")
    context = {
        "lines": [(row, STEP_NAMES[_last_step(row)]) for row in incidents],
        "hazards": hazards.order_by("-found_at")[:SHOWN],
        "form": IncidentForm(),
        "hazard_form": HazardForm(),
        "keeps": keeps,
        "activity_form": ActivityForm() if keeps else None,
        "activities": SafetyActivity.objects.filter(school_id=at.place.school, term_id=at.term_id).order_by(
            "-recorded_at"
        )[:SHOWN],
    }
    return render(request, "delivery/incidents.html", context)


@require_POST
@endpoint(REPORT_INCIDENT)
def report(request: KehouRequest) -> HttpResponse:
    """Report an incident."""
    at = here(request, REPORT_INCIDENT)
    form = IncidentForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请写明经过。")
        return redirect("incidents")
    row = report_incident(
        actor=request.actor, now=at.now, place=at.place, term_id=at.term_id, **form.cleaned_data
    )
    messages.success(request, "已报告。严重的请马上打电话给家长。")
    return redirect("incident", incident_id=row.id)


@endpoint(REPORT_INCIDENT)
def incident(request: KehouRequest, incident_id: UUID) -> HttpResponse:
    """One incident with its steps; who keeps incidents takes the next one."""
    rows = Incident.objects.filter(REPORT_INCIDENT.rows_for(request.actor))
    row = get_object_or_404(rows, pk=incident_id)
    keeps = KEEP_INCIDENTS.permits(request.actor, row.place)
    if not keeps:
        get_object_or_404(rows.filter(reported_by=request.actor.person), pk=incident_id)
    done = list(row.steps.order_by("taken_at", "id"))
    taken = {step.step for step in done}
    following = next((step for step in INCIDENT_STEPS if step not in taken), None)
    form = StepForm(request.POST or None)
    if request.method == "POST" and keeps and following and form.is_valid():
        follow_incident(
            actor=request.actor,
            now=business_now(),
            incident_id=incident_id,
            step=following,
            **form.cleaned_data,
        )
        messages.success(request, f"已登记：{STEP_NAMES[following]}。")
        return redirect("incident", incident_id=incident_id)
    people = {step.taken_by for step in done} | ({row.pupil_id} if row.pupil_id else set())
    names = names_of(people)
    context = {
        "row": row,
        "pupil": names.get(row.pupil_id, "") if row.pupil_id else "",
        "steps": [(STEP_NAMES[step.step], step, names.get(step.taken_by, "")) for step in done],
        "next_step": STEP_NAMES[following] if following and keeps else "",
        "form": form,
    }
    return render(request, "delivery/incident.html", context)


@require_POST
@endpoint(KEEP_HAZARDS)
def hazards(request: KehouRequest) -> HttpResponse:
    """Report a hazard."""
    at = here(request, KEEP_HAZARDS)
    form = HazardForm(request.POST)
    if form.is_valid():
        report_hazard(actor=request.actor, now=at.now, place=at.place, **form.cleaned_data)
        messages.success(request, "已登记隐患。")
    else:
        messages.error(request, "请写明地点和情况。")
    return redirect("incidents")


@require_POST
@endpoint(KEEP_INCIDENTS)
def clearing(request: KehouRequest, hazard_id: UUID) -> HttpResponse:
    """A hazard was put right."""
    how = request.POST.get("how", "")[:500]
    clear_hazard(actor=request.actor, now=business_now(), hazard_id=hazard_id, how=how)
    messages.success(request, "已登记排除。")
    return redirect("incidents")


@require_POST
@endpoint(KEEP_INCIDENTS)
def activities(request: KehouRequest) -> HttpResponse:
    """Write down a drill, a lesson or a search for hazards."""
    at = here(request, KEEP_INCIDENTS)
    form = ActivityForm(request.POST)
    if form.is_valid():
        record_activity(
            actor=request.actor, now=at.now, place=at.place, term_id=at.term_id, **form.cleaned_data
        )
        messages.success(request, "已登记。")
    else:
        messages.error(request, "请写明做了什么。")
    return redirect("incidents")


def _last_step(row: Incident) -> str:
    taken = {step.step for step in row.steps.all()}
    return next(step for step in reversed(INCIDENT_STEPS) if step in taken)
