"""A child's result: every wish with its reason; and the slips of a class for those without a phone."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from kehou.agreements.public import State
from kehou.enrolment.access import DRAW, SEE_RESULT
from kehou.enrolment.balance import balance_at
from kehou.enrolment.changes import change_until
from kehou.enrolment.desk import code_of, run_of, term_of, visible_windows
from kehou.enrolment.family import children_now
from kehou.enrolment.models import ChoiceWindow, Run
from kehou.enrolment.offering import offering_at
from kehou.enrolment.paper.lists import slip, slips_pdf
from kehou.enrolment.results import results_of
from kehou.enrolment.showing import switcher
from kehou.platform.access.actions import require
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.business import business_now
from kehou.platform.paper.documents.placement import PlacementSlip
from kehou.platform.ui.downloads import shown_file
from kehou.registry.public import names_of, pupils_of, school_info

COST = "按实际参加的课时收费，没有派到的课程不收费。"


@endpoint(SEE_RESULT)
def result(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Every wish of a child, and what proves it."""
    now = business_now()
    family = children_now(request.actor, now=now)
    child = next((each for each in family if each.pupil_id == pupil_id), None)
    run = run_of(child.at.window) if child and child.at.window else None
    if child is None or run is None or child.at.offering is None or child.at.window is None:
        raise Http404
    until = change_until(child.ward.place, child.at.term, on=now.date())
    found = results_of(run, pupil_id, child.at.offering)
    placed = [band.option for band in found if band.option]
    context = {
        "child": child,
        "window": child.at.window,
        "run": run,
        "code": code_of(child.at.window, pupil_id),
        "results": found,
        "balance": balance_at(placed, grade=child.pupil.grade, place=child.ward.place, on=now.date()),
        "waits": any(wish.waits for band in found for wish in band.wishes),
        "change_until": until,
        "may_change": child.stand.state is State.ACTIVE and now.date() <= until,
        "may_leave": child.stand.state is State.ACTIVE,
        "family": switcher(family, child, name="family-result") if len(family) > 1 else [],
    }
    return render(request, "enrolment/result.html", context)


@endpoint(DRAW)
def slips(request: KehouRequest, window_id: UUID, class_id: UUID) -> HttpResponse:
    """The slips of a class as PDF; the read is recorded."""
    window = get_object_or_404(visible_windows(request.actor), pk=window_id)
    run, now = run_of(window), business_now()
    if run is None:
        raise Http404
    require(DRAW, request.actor, window.place)
    subject = subject_of("class", class_id)
    record("slips.read", actor=request.actor, place=window.place, subject=subject, now=now)
    address = request.build_absolute_uri(reverse("draw", args=[window.code]))
    content = slips_pdf(_slips(window, run, class_id, address, now.date()), at=now)
    return shown_file(content, "slips.pdf")


def _slips(window: ChoiceWindow, run: Run, class_id: UUID, address: str, on: date) -> list[PlacementSlip]:
    school, term, offering = school_info(window.school_id), term_of(window), offering_at(window.version_id)
    pupils = [p for p in pupils_of(window.school_id, class_id=class_id) if code_of(window, p.id)]
    names = names_of(pupil.id for pupil in pupils)
    until = change_until(window.place, term, on=on)
    return [
        slip(
            school.name,
            term.label,
            (names.get(pupil.id, ""), pupil.class_name),
            results_of(run, pupil.id, offering),
            cost=COST,
            change_until=until,
            address=address,
            code=code_of(window, pupil.id),
            on=on,
        )
        for pupil in pupils
    ]
