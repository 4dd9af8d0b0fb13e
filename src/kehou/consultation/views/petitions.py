"""Petitions at the school: opened, keyed in from paper, closed and verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kehou.authority.public import judge_at, parameters_for
from kehou.consultation.access import (
    CHECK_PETITION,
    KEY_SIGNATURE,
    RUN_CONSULTATION,
    SEE_PETITION,
)
from kehou.consultation.forms.opening import PetitionForm
from kehou.consultation.forms.sheets import SignatureSheetForm
from kehou.consultation.gate import petition_facts
from kehou.consultation.models import Petition
from kehou.consultation.printing import petition_sheet
from kehou.consultation.queries import petition_view
from kehou.consultation.rules import PetitionState
from kehou.consultation.services.checking import close_petition, verify_petition
from kehou.consultation.services.petitioning import open_petition
from kehou.consultation.services.signing import key_signature
from kehou.consultation.views.paper import signers_of
from kehou.consultation.views.school import coming_terms, own_school
from kehou.kernel.moments import SHANGHAI, local_day
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.downloads import shown_file
from kehou.registry.public import classes_of, names_of, pupils_of
from kehou.rulebook.facts.petition import PetitionRoute

A_PAGE = 50


@endpoint(RUN_CONSULTATION)
def opening(request: KehouRequest) -> HttpResponse:
    """Open a petition over the roll of now."""
    now = business_now()
    school = own_school(request.actor)
    days = parameters_for(school.place, on=now.date()).count("petition_min_days")
    initial = {"closes_date": now.date() + timedelta(days=days)}
    form = PetitionForm(request.POST or None, terms=coming_terms(school), initial=initial)
    if request.method == "POST" and form.is_valid():
        petition_id = open_petition(
            actor=request.actor,
            now=now,
            school_id=school.id,
            term_id=form.term_id(),
            route=form.chosen_route(),
            closes_date=form.last_day(),
        )
        messages.success(request, "家长申请已开放签名，名册已固定。")
        return redirect("petition", petition_id=petition_id)
    return render(request, "consultation/petition_opening.html", {"form": form, "school": school})


@endpoint(SEE_PETITION)
def desk(request: KehouRequest, petition_id: UUID) -> HttpResponse:
    """One petition: how many signed of how many, and what comes next."""
    view = petition_view(petition_id, viewer=request.actor)
    row, now = view.row, business_now()
    facts = petition_facts(row)
    is_counted = row.state in (PetitionState.MET, PetitionState.NOT_MET)
    counted_on = local_day(row.verified_at or now)
    context = {
        "view": view,
        "base_count": len(facts.base),
        "signed_count": len(facts.signatures),
        "found": judge_at(row.place, facts, on=counted_on) if is_counted else (),
        "may_run": CHECK_PETITION.permits(request.actor, row.place),
        "may_close": local_day(now) > row.closes_date,
        "classes": classes_of(row.school_id),
    }
    return render(request, "consultation/petition.html", context)


@endpoint(KEY_SIGNATURE)
def sheet(request: KehouRequest, petition_id: UUID) -> HttpResponse:
    """The petition on paper, with blank lines."""
    view = petition_view(petition_id, viewer=request.actor)
    if view.row.route != PetitionRoute.SIGN_ALL:
        raise Http404
    address = request.build_absolute_uri(reverse("family-consultation"))
    pdf = petition_sheet(view, address=address, now=business_now())
    return shown_file(pdf, "petition.pdf")


@endpoint(KEY_SIGNATURE)
def class_signatures(request: KehouRequest, petition_id: UUID, class_id: UUID) -> HttpResponse:
    """The pupils of a class on the frozen roll, to key a signature in for one."""
    view = petition_view(petition_id, viewer=request.actor)
    base = set(view.row.pupils.filter(leaves=False).values_list("pupil_id", flat=True))
    signed = set(view.row.signatures.values_list("pupil_id", flat=True))
    members = [pupil for pupil in pupils_of(view.school.id, class_id=class_id) if pupil.id in base]
    names = names_of(pupil.id for pupil in members)
    rows = [(pupil, names.get(pupil.id, ""), pupil.id in signed) for pupil in members]
    return render(request, "consultation/class_signatures.html", {"view": view, "rows": rows})


@endpoint(KEY_SIGNATURE)
def keying(request: KehouRequest, petition_id: UUID, pupil_id: UUID) -> HttpResponse:
    """Key in one signature with its scan."""
    view = petition_view(petition_id, viewer=request.actor)
    pupil = next(iter(pupils_of(view.school.id, pupils=[pupil_id])), None)
    if pupil is None:
        raise Http404
    form = SignatureSheetForm(
        request.POST or None, request.FILES or None, signers=signers_of(view.school.id, pupil_id)
    )
    if request.method == "POST" and form.is_valid():
        now = business_now()
        noon = datetime.combine(form.cleaned_data["signed_date"], time(12), SHANGHAI)
        key_signature(
            actor=request.actor,
            now=now,
            petition_id=petition_id,
            pupil_id=pupil_id,
            signer_id=form.signer_id(),
            signed_at=max(min(noon, now), _first_moment(view.row, noon)),
            identity_checked=form.cleaned_data["identity_checked"],
            sheet=form.sheet(),
        )
        messages.success(request, "签名已录入。")
        return redirect("petition-class", petition_id, pupil.class_id)
    context = {"view": view, "pupil": pupil, "name": names_of([pupil_id])[pupil_id], "form": form}
    return render(request, "consultation/keying_signature.html", context)


def _first_moment(row: Petition, noon: datetime) -> datetime:
    """A sheet has a day only: on the day of opening it counts from the opening."""
    return row.opened_at if local_day(row.opened_at) == local_day(noon) else noon


@require_POST
@endpoint(CHECK_PETITION)
def closing(request: KehouRequest, petition_id: UUID) -> HttpResponse:
    """Take no more signatures."""
    petition_view(petition_id, viewer=request.actor)
    close_petition(actor=request.actor, now=business_now(), petition_id=petition_id)
    messages.success(request, "已截止，请核实签名。")
    return redirect("petition-verification", petition_id=petition_id)


@endpoint(CHECK_PETITION)
def verification(request: KehouRequest, petition_id: UUID) -> HttpResponse:
    """Every signature, page by page; those that do not count are given a reason, the others count.

    What was entered on one page goes along to the next: nothing counts before all is sent.
    """
    view = petition_view(petition_id, viewer=request.actor)
    rows = view.row.signatures.order_by("signed_at", "id")
    doubts = [_Doubt.of(request, row_id) for row_id in rows.values_list("id", flat=True)]
    if request.method == "POST" and "page" not in request.POST:
        refused = {doubt.row_id: doubt.reason for doubt in doubts if doubt.is_refused}
        verify_petition(actor=request.actor, now=business_now(), petition_id=petition_id, refused=refused)
        messages.success(request, "签名已核实，结果已计算。")
        return redirect("petition", petition_id=petition_id)
    page = Paginator(rows, A_PAGE).get_page(request.POST.get("page"))
    names = names_of({row.signer_id for row in page} | {row.pupil_id for row in page})
    entered = {doubt.row_id: doubt for doubt in doubts}
    listed = [
        (row, names.get(row.pupil_id, ""), names.get(row.signer_id, ""), entered.pop(row.id)) for row in page
    ]
    elsewhere = [doubt for doubt in entered.values() if doubt.is_refused or doubt.reason]
    refusals = sum(doubt.is_refused for doubt in doubts)
    context = {"view": view, "page": page, "rows": listed, "elsewhere": elsewhere, "refusals": refusals}
    return render(request, "consultation/verification.html", context)


@dataclass(frozen=True, slots=True)
class _Doubt:
    """What was entered of one signature."""

    row_id: UUID
    is_refused: bool
    reason: str

    @classmethod
    def of(cls, request: KehouRequest, row_id: UUID) -> _Doubt:
        """As it came with the form."""
        reason = request.POST.get(f"reason-{row_id}", "")[:200]
        return cls(row_id, bool(request.POST.get(f"refused-{row_id}")), reason)
