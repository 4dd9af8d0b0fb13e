"""The aid list: entered by one, confirmed by another. The category is never shown (A3.4, A9.39)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.authority.public import waiver_rule
from kehou.funds.bills.services.waiving import confirm_aid, enter_aid
from kehou.funds.models import AidEntry
from kehou.funds.receipts.access import CONFIRM_AID, ENTER_AID, SEE_AID
from kehou.funds.views.forms import AidForm
from kehou.funds.views.places import school_term
from kehou.funds.views.tabs import ways
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.business import business_now
from kehou.platform.ui.grades import one_grade
from kehou.registry.public import names_of, pupils_of


@endpoint(SEE_AID)
def desk(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Who is on the list of the term, by name and document."""
    school, term = school_term(request, SEE_AID, school_id)
    now = business_now()
    entries = list(AidEntry.objects.filter(school_id=school.id, term_id=term.id).order_by("-entered_at"))
    pupils, grades = one_grade(
        pupils_of(school.id), request.GET.get("grade", ""), grade_of=lambda pupil: pupil.grade
    )
    names = names_of({*(pupil.id for pupil in pupils), *(entry.pupil_id for entry in entries)})
    rule = waiver_rule(school.county_code, on=now.date())
    may_enter = ENTER_AID.permits(request.actor, school.place)
    form = AidForm(request.POST or None, pupils=pupils, names=names, categories=rule.ratios if rule else {})
    if request.method == "POST" and may_enter and form.is_valid():
        enter_aid(actor=request.actor, now=now, place=school.place, term_id=term.id, **form.cleaned_data)
        messages.success(request, "已登记，请校长确认。")
        return redirect("school-waivers", school_id=school_id)
    record(
        "aid.read", actor=request.actor, place=school.place, subject=subject_of("school", school.id), now=now
    )
    context = {
        "school": school,
        "ways": ways(request, school),
        "term": term,
        "rows": [(entry, names.get(entry.pupil_id, "已离校学生")) for entry in entries],
        "form": form,
        "grades": grades,
        "rule": rule,
        "may_enter": may_enter,
        "may_confirm": CONFIRM_AID.permits(request.actor, school.place),
    }
    return render(request, "funds/waivers.html", context)


@require_POST
@endpoint(CONFIRM_AID)
def confirmation(request: KehouRequest, entry_id: UUID) -> HttpResponse:
    """Confirm an entry that another person made."""
    entry = confirm_aid(actor=request.actor, now=business_now(), entry_id=entry_id)
    messages.success(request, "已确认。账单已开出的，减免已经冲减，已缴的转为退费。")
    return redirect("school-waivers", school_id=entry.school_id)
