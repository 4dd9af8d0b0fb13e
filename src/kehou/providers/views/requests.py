"""The county decides who from outside may serve, and which school may use which body."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.providers.access import DECIDE_PERSON, DECIDE_USE, SEE_REQUESTS
from kehou.providers.forms.people import DecisionForm
from kehou.providers.queries.bodies import open_uses, use_at
from kehou.providers.queries.people import open_requests, request_at
from kehou.providers.services.asking import decide_person
from kehou.providers.services.using import decide_use


@endpoint(SEE_REQUESTS)
def index(request: KehouRequest) -> HttpResponse:
    """What waits for the county's decision."""
    context = {
        "people": open_requests(request.actor, on=business_now().date()),
        "uses": open_uses(request.actor) if DECIDE_USE.open_to(request.actor) else [],
    }
    return render(request, "providers/requests.html", context)


@endpoint(SEE_REQUESTS)
def person(request: KehouRequest, request_id: UUID) -> HttpResponse:
    """One person whom a school asks for."""
    found = request_at(request_id, viewer=request.actor, on=business_now().date())
    context = {
        "found": found,
        "checks": found.request.file.checks.order_by("check_item", "-checked_date"),
        "form": DecisionForm(),
        "may_decide": DECIDE_PERSON.open_to(request.actor),
    }
    return render(request, "providers/person_request.html", context)


@endpoint(DECIDE_PERSON)
def person_decision(request: KehouRequest, request_id: UUID) -> HttpResponse:
    """Approve or refuse a person."""
    now = business_now()
    found = request_at(request_id, viewer=request.actor, on=now.date())
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decide_person(actor=request.actor, now=now, request_id=found.request.id, **form.given())
        messages.success(request, "决定已记录，学校可以看到。")
        return redirect("person-requests")
    context = {"found": found, "checks": (), "form": form, "may_decide": True}
    return render(request, "providers/person_request.html", context)


@endpoint(DECIDE_USE)
def use_decision(request: KehouRequest, request_id: UUID) -> HttpResponse:
    """Approve or refuse a school's use of a body."""
    now = business_now()
    found = use_at(request_id, viewer=request.actor)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.given()
        decide_use(
            actor=request.actor,
            now=now,
            request_id=found.request.id,
            approved=given["approved"],
            reason=given["reason"],
        )
        messages.success(request, "决定已记录，学校可以看到。")
        return redirect("person-requests")
    return render(request, "providers/use_request.html", {"found": found, "form": form})
