"""Petitions on the phone: a family begins one, or reads and signs one (A7.12)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kehou.authority.public import parameters_for
from kehou.consultation.access import OPEN_PETITION, SIGN_PETITION
from kehou.consultation.forms.opening import RouteForm
from kehou.consultation.models import Petition
from kehou.consultation.services.petitioning import open_petition
from kehou.consultation.services.signing import sign_petition
from kehou.platform.access.actions import ward_of
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import names_of, school_info, term_at_hand, term_info


@endpoint(OPEN_PETITION)
def opening(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """A family of a rural school begins a petition for the term at hand, then signs it."""
    ward = ward_of(request.actor, pupil_id)
    now = business_now()
    term = term_at_hand(ward.place.code, on=now.date())
    form = RouteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        days = parameters_for(ward.place, on=now.date()).count("petition_min_days")
        petition_id = open_petition(
            actor=request.actor,
            now=now,
            school_id=ward.place.school,
            term_id=term.id,
            route=form.chosen_route(),
            closes_date=now.date() + timedelta(days=days),
        )
        messages.success(request, "申请已经发起，其他家长可以在手机上签名。")
        return redirect("family-petition", petition_id, pupil_id)
    context = {"form": form, "school": school_info(ward.place.school), "term": term}
    return render(request, "consultation/family_opening.html", context)


@endpoint(SIGN_PETITION)
def signing(request: KehouRequest, petition_id: UUID, pupil_id: UUID) -> HttpResponse:
    """A family reads what the petition means, and signs or leaves it."""
    ward = ward_of(request.actor, pupil_id)
    row = Petition.objects.filter(pk=petition_id).first()
    if row is None or row.place != ward.place:
        raise Http404
    if request.method == "POST":
        sign_petition(actor=request.actor, now=business_now(), petition_id=petition_id, pupil_id=pupil_id)
        messages.success(request, "签名已记录。")
        return redirect("family-consultation")
    context = {
        "petition": row,
        "school": school_info(row.school_id),
        "term": term_info(row.term_id),
        "name": names_of([pupil_id]).get(pupil_id, ""),
        "is_signed": row.signatures.filter(pupil_id=pupil_id).exists(),
    }
    return render(request, "consultation/signing.html", context)
