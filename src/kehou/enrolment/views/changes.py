"""Changing a course after the draw, on a phone and without a script."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kehou.agreements.public import SIGN_AGREEMENT
from kehou.enrolment.changes import change_until, open_to
from kehou.enrolment.desk import run_of
from kehou.enrolment.family import children_now
from kehou.enrolment.forms.changes import ChangeForm, read_choice
from kehou.enrolment.services.changing import change_course
from kehou.enrolment.showing import band_name, switcher
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now


@endpoint(SIGN_AGREEMENT)
def change(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Every time of the child's week with the courses that still have a free seat; one changes at a time."""
    now = business_now()
    family = children_now(request.actor, now=now)
    child = next((each for each in family if each.pupil_id == pupil_id), None)
    run = run_of(child.at.window) if child and child.at.window else None
    if child is None or run is None or child.at.offering is None or child.stand.agreement is None:
        raise Http404
    offering = child.at.offering
    bands = open_to(run, child.pupil, offering, child.stand.agreement.days)
    form = ChangeForm(
        request.POST or None, bands=[(band_name(offering, each.band.key), each) for each in bands]
    )
    if request.method == "POST" and form.is_valid():
        band, option = read_choice(form.cleaned_data["choice"])
        change_course(
            actor=request.actor,
            now=now,
            place=child.ward.place,
            pupil_id=pupil_id,
            term_id=child.at.term.id,
            band=band,
            option_key=option,
        )
        messages.success(request, "已改选。原来的名额已让给候补的孩子。")
        return redirect("family-result", pupil_id=pupil_id)
    until = change_until(child.ward.place, child.at.term, on=now.date())
    context = {
        "child": child,
        "form": form,
        "change_until": until,
        "is_over": now.date() > until,
        "family": switcher(family, child, name="family-change") if len(family) > 1 else [],
    }
    return render(request, "enrolment/change.html", context)
