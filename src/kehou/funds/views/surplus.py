"""A family's share of the surplus and its choice; shares that wait for a bill at the school's desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.funds.access import (
    ASK_CORRECTION,
    CHOOSE_SHARE,
    CONFIRM_CORRECTION,
    ENTER_CHOICE,
    RELEASE_SET_OFF,
)
from kehou.funds.closing.reach import share_in_reach
from kehou.funds.forms.closing import ChoiceForm, CorrectionForm, PaperChoiceForm
from kehou.funds.models import SetOff
from kehou.funds.receipts.access import SEE_REFUNDS
from kehou.funds.setting_off.choosing import choose_for_share, enter_choice
from kehou.funds.setting_off.correcting import ask_correction, confirm_correction
from kehou.funds.setting_off.desk import carried_rows
from kehou.funds.setting_off.family import family_share
from kehou.funds.setting_off.releasing import release_set_off
from kehou.funds.views.places import school_term
from kehou.kernel.places import Place
from kehou.platform.access.actions import Action, ward_of
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.business import business_now
from kehou.registry.public import names_of, school_info


@endpoint(CHOOSE_SHARE)
def family_surplus(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """One child's share: how much, where it is, and the choice where there is one."""
    ward, now = ward_of(request.actor, pupil_id), business_now()
    found = family_share(ward, on=now.date())
    form = ChoiceForm(
        request.POST or None, initial={"what": "set_off" if found and found.sets_off else "money"}
    )
    if request.method == "POST" and found and form.is_valid():
        sets_off = form.cleaned_data["what"] == "set_off"
        choose_for_share(
            actor=request.actor, now=now, share_id=found.share_id, pupil_id=pupil_id, sets_off=sets_off
        )
        messages.success(request, "已记下：抵下学期课后服务费。" if sets_off else "已记下：退钱。")
        return redirect("family-surplus", pupil_id=pupil_id)
    context = {
        "pupil_id": pupil_id,
        "name": names_of([pupil_id]).get(pupil_id, "孩子"),
        "school": school_info(ward.place.school),
        "found": found,
        "form": form,
        "may_sign": ward.may_sign,
    }
    return render(request, "funds/family_surplus.html", context)


@require_POST
@endpoint(ENTER_CHOICE)
def paper_choice(request: KehouRequest, share_id: UUID) -> HttpResponse:
    """Enter what a family chose on paper."""
    share, form = share_in_reach(share_id, actor=request.actor), PaperChoiceForm(request.POST)
    if form.is_valid():
        enter_choice(
            actor=request.actor,
            now=business_now(),
            share_id=share_id,
            paper_number=form.cleaned_data["paper_number"],
            sets_off=form.cleaned_data["what"] == "set_off",
        )
        messages.success(request, "已登记家长的书面选择。")
    else:
        messages.error(request, "请填写选择书的编号，并选一种。")
    return redirect("closing", ledger_id=share.ledger_id)


@require_POST
@endpoint(RELEASE_SET_OFF)
def release(request: KehouRequest, set_off_id: UUID) -> HttpResponse:
    """Turn what waits into money for the family."""
    row = _set_off(request, RELEASE_SET_OFF, set_off_id)
    _act(request, release_set_off, row, "已改为退款，审批后支付。")
    return redirect("school-refunds", school_id=row.school_id)


@endpoint(SEE_REFUNDS)
def set_offs(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """What came from the last term at the families' choice, and what is to be taken back."""
    school, term = school_term(request, SEE_REFUNDS, school_id)
    page, rows = carried_rows(school.id, term.id, request.GET.get("page"))
    _read(request, "set_offs.read", school.place, subject_of("school", school.id))
    context = {"school": school, "term": term, "page": page, "rows": rows}
    return render(request, "funds/set_offs.html", context)


@endpoint(SEE_REFUNDS)
def set_off(request: KehouRequest, set_off_id: UUID) -> HttpResponse:
    """One share that crossed, and its correction."""
    row = _set_off(request, SEE_REFUNDS, set_off_id)
    _read(request, "set_off.read", row.place, subject_of("set_off", row.id))
    context = {
        "row": row,
        "name": names_of([row.pupil_id]).get(row.pupil_id, "已离校学生"),
        "correction": row.corrections.first(),
        "form": CorrectionForm(),
        "may_ask": ASK_CORRECTION.permits(request.actor, row.ledger.place),
        "may_confirm": CONFIRM_CORRECTION.permits(request.actor, row.ledger.place),
    }
    return render(request, "funds/set_off.html", context)


@require_POST
@endpoint(ASK_CORRECTION)
def correction(request: KehouRequest, set_off_id: UUID) -> HttpResponse:
    """Ask that a share be taken back."""
    row, form = _set_off(request, ASK_CORRECTION, set_off_id), CorrectionForm(request.POST)
    if form.is_valid():
        _act(request, ask_correction, row, "已申请更正，等会计确认。", **form.cleaned_data)
    else:
        messages.error(request, "请选择原因，并填写书面材料的编号。")
    return redirect("set-off", set_off_id=row.id)


@require_POST
@endpoint(CONFIRM_CORRECTION)
def correction_confirmation(request: KehouRequest, set_off_id: UUID) -> HttpResponse:
    """Take a share back in both books."""
    row = _set_off(request, CONFIRM_CORRECTION, set_off_id)
    _act(request, confirm_correction, row, "已更正：结余退回上学期账簿，账单恢复待缴，已通知家长。")
    return redirect("set-off", set_off_id=row.id)


def _set_off(request: KehouRequest, action: Action, set_off_id: UUID) -> SetOff:
    rows = SetOff.objects.filter(action.rows_for(request.actor)).select_related("ledger")
    return get_object_or_404(rows, pk=set_off_id)


def _act(request: KehouRequest, service: Callable[..., object], row: SetOff, said: str, **given: Any) -> None:
    """One step of a share that crossed, and what is said when it was taken."""
    service(actor=request.actor, now=business_now(), set_off_id=row.id, **given)
    messages.success(request, said)


def _read(request: KehouRequest, what: str, place: Place, subject: str) -> None:
    record(what, actor=request.actor, place=place, subject=subject, now=business_now())
