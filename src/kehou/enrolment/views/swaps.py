"""Two families change places: one offers, another one takes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.agreements.public import SIGN_AGREEMENT
from kehou.enrolment.changes import change_until, open_to
from kehou.enrolment.children import ChildNow
from kehou.enrolment.desk import run_of
from kehou.enrolment.facts import Offering
from kehou.enrolment.family import children_now
from kehou.enrolment.forms.changes import read_choice
from kehou.enrolment.forms.swaps import SwapForm
from kehou.enrolment.models import SwapOffer
from kehou.enrolment.services.swapping import end_offer, offer_swap, take_offer
from kehou.enrolment.showing import band_name, switcher
from kehou.enrolment.swaps import offers_for, wanted_in
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now


@endpoint(SIGN_AGREEMENT)
def swaps(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """The child's own offers, those of others that fit, and a form for another one."""
    now, family, child = business_now(), *_family(request, pupil_id)
    run = run_of(child.at.window) if child.at.window else None
    offering, agreement = child.at.offering, child.stand.agreement
    if run is None or offering is None or agreement is None:
        raise Http404
    bands = open_to(run, child.pupil, offering, agreement.days)
    able = [
        (
            f"{each.band.key}|{option.key}",
            f"{band_name(offering, each.band.key)}：用{each.held.title}换{option.title}",
        )
        for each in bands
        if each.held
        for option in wanted_in(each, offering, child.pupil.grade)
    ]
    form = SwapForm(request.POST or None, offers=able)
    if request.method == "POST" and form.is_valid():
        band, wants = read_choice(form.cleaned_data["offer"])
        offer_swap(actor=request.actor, now=now, band=band, wants=wants, **_who(child))
        messages.success(request, "已提出换课。有家庭同意，马上换好并通知您。")
        return redirect("family-swaps", pupil_id=pupil_id)
    held = {each.band.key: each.held.key for each in bands if each.held}
    own = SwapOffer.objects.filter(run=run, pupil_id=pupil_id, ended_at=None).order_by("band")
    until = change_until(child.ward.place, child.at.term, on=now.date())
    context = {
        "child": child,
        "form": form,
        "able": able,
        "own": [(row, _said(offering, row.gives), _said(offering, row.wants)) for row in own],
        "others": [
            (each, band_name(offering, each.band)) for each in offers_for(run, child.pupil, offering, held)
        ],
        "change_until": until,
        "is_over": now.date() > until,
        "family": switcher(family, child, name="family-swaps") if len(family) > 1 else [],
    }
    return render(request, "enrolment/swaps.html", context)


@require_POST
@endpoint(SIGN_AGREEMENT)
def taking(request: KehouRequest, pupil_id: UUID, offer_id: UUID) -> HttpResponse:
    """Take another family's offer."""
    _, child = _family(request, pupil_id)
    take_offer(actor=request.actor, now=business_now(), offer_id=offer_id, **_who(child))
    messages.success(request, "已经换好，两个孩子的课程都已更新。")
    return redirect("family-result", pupil_id=pupil_id)


@require_POST
@endpoint(SIGN_AGREEMENT)
def ending(request: KehouRequest, pupil_id: UUID, offer_id: UUID) -> HttpResponse:
    """Take one's own offer back."""
    _, child = _family(request, pupil_id)
    place = child.ward.place
    end_offer(actor=request.actor, now=business_now(), place=place, pupil_id=pupil_id, offer_id=offer_id)
    messages.success(request, "已撤回换课，孩子的课程没有变。")
    return redirect("family-swaps", pupil_id=pupil_id)


def _family(request: KehouRequest, pupil_id: UUID) -> tuple[list[ChildNow], ChildNow]:
    family = children_now(request.actor, now=business_now())
    child = next((each for each in family if each.pupil_id == pupil_id), None)
    if child is None:
        raise Http404
    return family, child


def _who(child: ChildNow) -> dict[str, Any]:
    return {"place": child.ward.place, "pupil_id": child.pupil_id, "term_id": child.at.term.id}


def _said(offering: Offering, key: str) -> str:
    option = offering.option(key)
    return option.title if option else ""
