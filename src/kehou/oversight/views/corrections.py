"""The school's pages: what the county told it and asks of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.kernel.fen import ZERO
from kehou.oversight.access import ANSWER_COUNTY, SEE_CORRECTION, WORK_CASE
from kehou.oversight.forms.cases import AnswerForm, CorrectionForm, RecheckForm
from kehou.oversight.queries.corrections import order_for, visible_briefs, visible_orders
from kehou.oversight.queries.inspections import visible_sheets
from kehou.oversight.services.correcting import recheck_correction, report_correction
from kehou.oversight.services.investigating import answer_brief
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import rest_until, schools_by_id

MOST = 100


@endpoint(SEE_CORRECTION)
def index(request: KehouRequest) -> HttpResponse:
    """Briefs and orders, the latest first."""
    today = business_now().date()
    orders = list(visible_orders(request.actor)[:MOST])
    briefs = list(visible_briefs(request.actor)[:MOST])
    sheets = list(visible_sheets(request.actor)[:MOST])
    schools = schools_by_id([row.school_id for row in (*orders, *briefs, *sheets)])
    context = {
        "orders": [(order, schools[order.school_id], rest_until(order.due_date, today)) for order in orders],
        "briefs": [(brief, schools[brief.school_id], rest_until(brief.due_date, today)) for brief in briefs],
        "sheets": [(sheet, schools[sheet.school_id], rest_until(sheet.due_date, today)) for sheet in sheets],
        "may_answer": ANSWER_COUNTY.open_to(request.actor),
    }
    return render(request, "oversight/corrections.html", context)


@endpoint(SEE_CORRECTION)
def order(request: KehouRequest, order_id: UUID) -> HttpResponse:
    """One correction order with what was done about it; the school reports here."""
    found = order_for(order_id, viewer=request.actor)
    may_answer = ANSWER_COUNTY.permits(request.actor, found.place)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and may_answer and form.is_valid():
        given = form.cleaned_data | {"returned": form.cleaned_data["returned"] or ZERO}
        report_correction(actor=request.actor, now=business_now(), order_id=order_id, **given)
        messages.success(request, "已报告整改情况，等县教育局复查。")
        return redirect("correction", order_id=order_id)
    context = {
        "order": found,
        "rest": rest_until(found.due_date, business_now().date()),
        "form": form,
        "may_answer": may_answer,
        "recheck_form": RecheckForm() if WORK_CASE.permits(request.actor, found.place) else None,
    }
    return render(request, "oversight/correction.html", context)


@require_POST
@endpoint(WORK_CASE)
def recheck(request: KehouRequest, order_id: UUID, correction_id: UUID) -> HttpResponse:
    """The county looks again."""
    order_for(order_id, viewer=request.actor)
    form = RecheckForm(request.POST)
    if form.is_valid():
        recheck_correction(
            actor=request.actor, now=business_now(), correction_id=correction_id, **form.cleaned_data
        )
        messages.success(request, "已记录复查结果。")
    else:
        messages.error(request, "请选择复查结果，并写明情况。")
    return redirect("correction", order_id=order_id)


@require_POST
@endpoint(ANSWER_COUNTY)
def brief_answer(request: KehouRequest, brief_id: UUID) -> HttpResponse:
    """Answer what the county asked."""
    brief = get_object_or_404(visible_briefs(request.actor), pk=brief_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        answer_brief(actor=request.actor, now=business_now(), brief_id=brief.id, **form.cleaned_data)
        messages.success(request, "已答复县教育局。")
    else:
        messages.error(request, "请填写答复，2000字以内。")
    return redirect("corrections")
