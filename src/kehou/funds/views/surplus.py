"""A family's share of the surplus and its choice; shares that wait for a bill at the school's desk."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.funds.access import CHOOSE_SHARE, ENTER_CHOICE, RELEASE_SET_OFF
from kehou.funds.closing.reach import share_in_reach
from kehou.funds.forms.closing import ChoiceForm, PaperChoiceForm
from kehou.funds.models import SetOff
from kehou.funds.setting_off.choosing import choose_for_share, enter_choice
from kehou.funds.setting_off.family import family_share
from kehou.funds.setting_off.releasing import release_set_off
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import names_of, school_info


@endpoint(CHOOSE_SHARE)
def family_surplus(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """One child's share: how much, where it is, and the choice where there is one."""
    ward, now = request.actor.ward(pupil_id), business_now()
    if ward is None:
        raise Http404
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
    rows = SetOff.objects.filter(RELEASE_SET_OFF.rows_for(request.actor))
    row = get_object_or_404(rows, pk=set_off_id)
    release_set_off(actor=request.actor, now=business_now(), set_off_id=row.id)
    messages.success(request, "已改为退款，审批后支付。")
    return redirect("school-refunds", school_id=row.school_id)
