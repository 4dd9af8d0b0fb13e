"""Each step of a case as an address of its own that takes a form and goes back to the case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kehou.kernel.fen import ZERO
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
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.forms import KehouForm


def _take(
    request: KehouRequest, case_id: UUID, form: KehouForm, done: str, act: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Act on a form that holds, say what is wrong with one that does not, and go back to the case."""
    if form.is_valid():
        act(form.cleaned_data)
        messages.success(request, done)
    else:
        for faults in form.errors.values():
            messages.error(request, str(faults[0]))
    return redirect("case", case_id=case_id)


def _by(request: KehouRequest, case_id: UUID) -> dict[str, Any]:
    return {"actor": request.actor, "now": business_now(), "case_id": case_id}


@require_POST
@endpoint(WORK_CASE)
def acceptance(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Take the report on."""
    by = _by(request, case_id)
    case = case_file(case_id, viewer=request.actor).case
    people = concerned_choices(case, Place(case.county_code), business_now())
    form = AcceptForm(request.POST, people=people)
    return _take(request, case_id, form, "已受理。", lambda given: accept_case(**by, **given))


@require_POST
@endpoint(WORK_CASE)
def rejection(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Do not take the report on, or pass it to the body in charge."""
    by = _by(request, case_id)
    service = pass_case_on if request.POST.get("act") == "pass_on" else reject_case
    return _take(request, case_id, ReasonForm(request.POST), "已办理。", lambda given: service(**by, **given))


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
        assign_handler(**_by(request, case_id), handler_id=handler_id)
        messages.success(request, "已指定经办人。")
    return redirect("case", case_id=case_id)


@require_POST
@endpoint(WORK_CASE)
def extension(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """More time."""
    by = _by(request, case_id)
    return _take(
        request, case_id, ReasonForm(request.POST), "已延长期限。", lambda given: extend_case(**by, **given)
    )


@require_POST
@endpoint(WORK_CASE)
def brief(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Tell the school."""
    by = _by(request, case_id)
    return _take(
        request, case_id, BriefForm(request.POST), "已告知学校。", lambda given: brief_school(**by, **given)
    )


@require_POST
@endpoint(CONCLUDE_TRANSFER)
def decision(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Decide."""
    by = _by(request, case_id)
    return _take(
        request,
        case_id,
        DecisionForm(request.POST),
        "已作出决定。",
        lambda given: decide_case(**by, **given),
    )


@require_POST
@endpoint(DECIDE_CASE)
def transfer(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Hand over."""
    by = _by(request, case_id)

    def act(given: dict[str, Any]) -> object:
        files = given["listing"].splitlines()
        return transfer_case(**by, to=given["to"], files=files, reason=given["reason"])

    return _take(request, case_id, TransferForm(request.POST), "已移交。", act)


@require_POST
@endpoint(WORK_CASE)
def reply(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Answer the reporter."""
    by = _by(request, case_id)
    return _take(
        request,
        case_id,
        AnswerForm(request.POST),
        "已答复，举报人凭编号可以看到。",
        lambda given: reply_to_reporter(**by, **given),
    )


@require_POST
@endpoint(DECIDE_CASE)
def order(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Order a correction; it is measured by the case's own statement."""
    by = _by(request, case_id)
    clause = case_file(case_id, viewer=request.actor).case.clause

    def act(given: dict[str, Any]) -> object:
        demand = Demand(given["violation"], given["demand"], clause, given["money"] or ZERO)
        return order_correction(**by, demand=demand)

    return _take(request, case_id, DemandForm(request.POST), "整改通知已下达学校。", act)


@require_POST
@endpoint(WORK_CASE)
def recheck(request: KehouRequest, case_id: UUID, correction_id: UUID) -> HttpResponse:
    """Look at a correction again."""

    def act(given: dict[str, Any]) -> object:
        return recheck_correction(
            actor=request.actor, now=business_now(), correction_id=correction_id, **given
        )

    return _take(request, case_id, RecheckForm(request.POST), "已记录复查结果。", act)


@require_POST
@endpoint(WORK_CASE)
def closing(request: KehouRequest, case_id: UUID) -> HttpResponse:
    """Close the case."""
    close_case(**_by(request, case_id))
    messages.success(request, "已办结。")
    return redirect("case", case_id=case_id)
