"""Pupils who left: the school proposes whose names go, the county decides without seeing one (A7.10)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kehou.oversight.access import DECIDE_ERASURE, PROPOSE_ERASURE, SEE_ERASURES
from kehou.oversight.forms.erasures import ReasonForm
from kehou.oversight.models import Erasure
from kehou.oversight.queries.erasures import due_pupils, visible_erasures
from kehou.oversight.services.erasing import confirm_erasure, decline_erasure, propose_erasure
from kehou.platform.access.actions import require
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.business import business_now
from kehou.platform.ui.sent import ids_sent
from kehou.registry.public import SchoolInfo, names_of, school_info, schools_by_id, schools_under

MOST = 100
AT_ONCE = 200


@endpoint(SEE_ERASURES)
def index(request: KehouRequest) -> HttpResponse:
    """What was proposed, and for the county what waits; schools go on to their pupils who left."""
    rows = list(visible_erasures(request.actor)[:MOST])
    schools = schools_by_id({row.school_id for row in rows})
    context = {
        "rows": [(row, schools[row.school_id]) for row in rows],
        "may_decide": DECIDE_ERASURE.open_to(request.actor),
        "own": schools_under(request.actor.places(PROPOSE_ERASURE.roles)),
    }
    return render(request, "oversight/erasures.html", context)


@endpoint(PROPOSE_ERASURE)
def proposal(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Pupils of a school who left long enough ago; those ticked are proposed."""
    school, now = _school(request, school_id), business_now()
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = ids_sent(request, "pupil")
        propose_erasure(actor=request.actor, now=now, school_id=school_id, pupils=chosen, **form.cleaned_data)
        messages.success(request, f"已提请删除{len(chosen)}名学生的姓名等信息，等县教育局确认。")
        return redirect("erasures")
    due = due_pupils(school.place, on=now.date())
    shown = due[:AT_ONCE]
    names = names_of(row.pupil.id for row in shown)
    subject = subject_of("school", school.id)
    record("former_pupils.read", actor=request.actor, place=school.place, subject=subject, now=now)
    context = {
        "school": school,
        "rows": [(row, names[row.pupil.id]) for row in shown],
        "more": len(due) - len(shown),
        "form": form,
    }
    return render(request, "oversight/erasure_proposal.html", context)


@endpoint(SEE_ERASURES)
def erasure(request: KehouRequest, erasure_id: UUID) -> HttpResponse:
    """One proposal: how many pupils of which years, why, and what was decided. It shows no name."""
    row = get_object_or_404(visible_erasures(request.actor), pk=erasure_id)
    may_decide = DECIDE_ERASURE.permits(request.actor, row.place) and not row.outcome
    context = {
        "row": row,
        "school": schools_by_id([row.school_id])[row.school_id],
        "form": ReasonForm() if may_decide else None,
        "proposed_by": names_of([row.proposed_by]).get(row.proposed_by, ""),
    }
    return render(request, "oversight/erasure.html", context)


@require_POST
@endpoint(DECIDE_ERASURE)
def decision(request: KehouRequest, erasure_id: UUID) -> HttpResponse:
    """Confirm, and the keys are gone; or send it back."""
    row = get_object_or_404(Erasure.objects.filter(DECIDE_ERASURE.rows_for(request.actor)), pk=erasure_id)
    form, by = ReasonForm(request.POST), {"actor": request.actor, "now": business_now()}
    if not form.is_valid():
        messages.error(request, "请写明理由，500字以内。")
    elif request.POST.get("outcome") == Erasure.Outcome.CONFIRMED:
        count = confirm_erasure(**by, erasure_id=row.id, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, f"已删除{count}名学生的姓名等信息。")
    else:
        decline_erasure(**by, erasure_id=row.id, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "已退回学校。")
    return redirect(reverse("erasure", args=[row.id]))


def _school(request: KehouRequest, school_id: UUID) -> SchoolInfo:
    school = school_info(school_id)
    require(PROPOSE_ERASURE, request.actor, school.place)
    return school
