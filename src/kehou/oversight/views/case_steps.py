"""Each step of a case as an address of its own that takes a form and goes back to the case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.places import Place
from kehou.oversight.access import CONCLUDE_TRANSFER, DECIDE_CASE, WORK_CASE
from kehou.oversight.forms.cases import (
    AcceptForm,
    AnswerForm,
    BriefForm,
    DecisionForm,
    DemandForm,
    ReasonForm,
    RecheckForm,
    TransferForm,
)
from kehou.oversight.queries.cases import case_file
from kehou.oversight.services.correcting import Demand, order_correction, recheck_correction
from kehou.oversight.services.deciding import close_case, decide_case, reply_to_reporter, transfer_case
from kehou.oversight.services.investigating import assign_handler, brief_school, extend_case
from kehou.oversight.services.sorting import accept_case, pass_case_on, reject_case
from kehou.oversight.views.case_forms import concerned_choices
from kehou.oversight.views.taking import take
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now


@require_POST
@endpoint(WORK_CASE)
def acceptance(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Take the report on."""
    case = case_file(case_id, viewer=request.actor).case
    people = concerned_choices(case, Place(case.county_code), business_now())
    take(request, AcceptForm(request.POST, people=people), "已受理。", accept_case, case_id=case_id)
    return redirect("case", case_id=case_id)


@require_POST
@endpoint(WORK_CASE)
def rejection(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Do not take the report on, or pass it to the body in charge."""
    act = pass_case_on if request.POST.get("act") == "pass_on" else reject_case
    take(request, ReasonForm(request.POST), "已办理。", act, case_id=case_id)
    return redirect("case", case_id=case_id)


@require_POST
@endpoint(WORK_CASE)
def handler(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Give the case to someone."""
    chosen = request.POST.get("handler_id", "")
    try:
        handler_id = UUID(chosen)
    except ValueError:
        messages.error(request, "请选择经办人。")
    else:
        assign_handler(actor=request.actor, now=business_now(), case_id=case_id, handler_id=handler_id)
        messages.success(request, "已指定经办人。")
    return redirect("case", case_id=case_id)


@require_POST
@endpoint(WORK_CASE)
def extension(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """More time."""
    take(request, ReasonForm(request.POST), "已延长期限。", extend_case, case_id=case_id)
    return redirect("case", case_id=case_id)


@require_POST
@endpoint(WORK_CASE)
def brief(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Tell the school."""
    take(request, BriefForm(request.POST), "已告知学校。", brief_school, case_id=case_id)
    return redirect("case", case_id=case_id)


@require_POST
@endpoint(CONCLUDE_TRANSFER)
def decision(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Decide."""
    take(request, DecisionForm(request.POST), "已作出决定。", decide_case, case_id=case_id)
    return redirect("case", case_id=case_id)


@require_POST
@endpoint(DECIDE_CASE)
def transfer(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Hand over."""

    def act(*, listing: str, **given: Any) -> object:
        return transfer_case(**given, files=listing.splitlines())

    take(request, TransferForm(request.POST), "已移交。", act, case_id=case_id)
    return redirect("case", case_id=case_id)


@require_POST
@endpoint(WORK_CASE)
def reply(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Answer the reporter."""
    done = "已答复，举报人凭编号可以看到。"
    take(request, AnswerForm(request.POST), done, reply_to_reporter, case_id=case_id)
    return redirect("case", case_id=case_id)


@require_POST
@endpoint(DECIDE_CASE)
def order(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Order a correction; it is measured by the case's own statement."""
    clause = case_file(case_id, viewer=request.actor).case.clause

    def act(*, violation: str, demand: str, money: Fen | None, **by: Any) -> object:
        return order_correction(**by, demand=Demand(violation, demand, clause, money or ZERO))

    take(request, DemandForm(request.POST), "整改通知已下达学校。", act, case_id=case_id)
    return redirect("case", case_id=case_id)


@require_POST
@endpoint(WORK_CASE)
def recheck(request: KehouRequest, case_id: UUID, correction_id: UUID) -> HttpResponse:
    """Look at a correction again."""
    form = RecheckForm(request.POST)
    take(request, form, "已记录复查结果。", recheck_correction, correction_id=correction_id)
    return redirect("case", case_id=case_id)


@require_POST
@endpoint(WORK_CASE)
def closing(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Close the case."""
    close_case(actor=request.actor, now=business_now(), case_id=case_id)
    messages.success(request, "已办结。")
    return redirect("case", case_id=case_id)
