"""The case desk of the county: the queue, one case, and each step."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kehou.kernel.places import Place
from kehou.oversight.access import SEE_CASE, WORK_CASE
from kehou.oversight.forms.cases import OrderEntryForm
from kehou.oversight.queries.cases import CaseFile, case_file, case_rows
from kehou.oversight.rules import CaseState
from kehou.oversight.services.reporting import Told, enter_order
from kehou.oversight.services.unsealing import read_report
from kehou.oversight.showing import case_facts, queue_items, step_lines, tone_of
from kehou.oversight.views.case_forms import forms_of
from kehou.oversight.wording import STATE_NAMES
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import names_of, rest_until, schools_under


@endpoint(SEE_CASE)
def index(request: KehouRequest) -> HttpResponse:
    """Cases by what is due; with ``?done=1`` those that are over."""
    is_done = request.GET.get("done") == "1"
    rows = case_rows(request.actor, only_open=not is_done)
    context = {
        "items": queue_items(rows, today=business_now().date()),
        "is_done": is_done,
        "may_work": WORK_CASE.open_to(request.actor),
    }
    return render(request, "oversight/cases.html", context)


@endpoint(SEE_CASE)
def case(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """One case: what was reported, its steps, and what may be done now."""
    found = case_file(case_id, viewer=request.actor)
    now = business_now()
    may_work = WORK_CASE.permits(request.actor, Place(found.case.county_code))
    contents = read_report(actor=request.actor, now=now, case_id=case_id) if may_work else None
    names = _names(found)
    context = {
        "file": found,
        "rest": rest_until(found.row.due_date, now.date()),
        "facts": case_facts(found.row, names),
        "steps": step_lines(found.steps, names),
        "contents": contents,
        "state": STATE_NAMES[CaseState(found.case.state)],
        "tone": tone_of(found.case.state),
        "items": queue_items(case_rows(request.actor), today=now.date(), current=case_id),
        **forms_of(found, request.actor, now),
    }
    return render(request, "oversight/case.html", context)


@endpoint(WORK_CASE)
def entry(request: KehouRequest) -> HttpResponse:
    """Enter a work order of 12345 or 12315, a call or a letter."""
    (place, *_) = request.actor.places(WORK_CASE.roles)
    schools = [(str(school.id), school.name) for school in schools_under([place])]
    form = OrderEntryForm(request.POST or None, schools=schools)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        told = Told(given["kind"], given["text"], given["name"], given["phone"])
        receipt = enter_order(
            actor=request.actor,
            now=business_now(),
            county_code=place.code,
            origin=given["origin"],
            told=told,
            school_id=UUID(given["school_id"]) if given["school_id"] else None,
            outer_number=given["outer_number"],
            outer_due_date=given["outer_due_date"],
        )
        messages.success(request, f"已登记。请把查询编号告诉反映人：{receipt.number}。编号只显示这一次。")
        return redirect("case", case_id=receipt.case_id)
    return render(request, "oversight/case_entry.html", {"form": form})


def _names(found: CaseFile) -> dict[UUID, str]:
    people = {step.taken_by for step in found.steps if step.taken_by}
    if found.case.handler_id:
        people.add(found.case.handler_id)
    return names_of(people)
