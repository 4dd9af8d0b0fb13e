"""The refunds' desk: decided, approved, paid, failed; overdue ones are shown (A9.12)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.funds.access import RELEASE_SET_OFF
from kehou.funds.models import Refund
from kehou.funds.receipts.access import APPROVE_REFUND, DECIDE_REFUND, PAY_REFUND, SEE_REFUNDS
from kehou.funds.receipts.desk import accounts_of
from kehou.funds.refunds.desk import refund_lines, refund_page
from kehou.funds.refunds.services.deciding import decide_refund, refuse_refund
from kehou.funds.refunds.services.paying import approve_refunds, await_treasury, fail_refund, pay_refund
from kehou.funds.setting_off.desk import any_carried, waiting_rows
from kehou.funds.views.finding import NameForm
from kehou.funds.views.forms import PayingForm, RefusedRefundForm
from kehou.funds.views.places import school_term
from kehou.funds.views.tabs import ways
from kehou.funds.wallet.port import ChannelDown
from kehou.funds.wallet.services.refunding import pay_to_wallet, wallet_order_for
from kehou.platform.access.actions import Action
from kehou.platform.access.endpoint import KehouRequest, endpoint, in_sight
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.business import business_now
from kehou.platform.ui.sent import ids_sent
from kehou.registry.public import names_of, school_info


@endpoint(SEE_REFUNDS)
def desk(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """What waits to be decided, approved or paid."""
    school, term = school_term(request, SEE_REFUNDS, school_id)
    now, done, by_name = business_now(), request.GET.get("state") == "done", NameForm.of(request)
    record(
        "refunds.searched" if by_name.words else "refunds.read",
        actor=request.actor,
        place=school.place,
        subject=subject_of("school", school.id),
        now=now,
    )
    page = refund_page(school, term, done=done, words=by_name.words, number=request.GET.get("page"))
    lines = refund_lines(page, today=now.date())
    context = {
        "school": school,
        "ways": ways(request, school),
        "term": term,
        "lines": lines,
        "page": page,
        "by_name": by_name,
        "done": done,
        "overdue": sum(line.is_overdue for line in lines),
        "waiting": [] if done or by_name.words else waiting_rows(school.id, term.id),
        "any_carried": not done and any_carried(school.id, term.id),
        "may_release": RELEASE_SET_OFF.permits(request.actor, school.place),
        "may_decide": DECIDE_REFUND.permits(request.actor, school.place),
        "may_approve": APPROVE_REFUND.permits(request.actor, school.place),
        "may_pay": PAY_REFUND.permits(request.actor, school.place),
    }
    return render(request, "funds/refunds.html", context)


@require_POST
@endpoint(DECIDE_REFUND)
def decision(request: KehouRequest, refund_id: UUID) -> HttpResponse:
    """Grant a refund that was asked for."""
    row = _refund(request, DECIDE_REFUND, refund_id)
    decide_refund(actor=request.actor, now=business_now(), refund_id=row.id)
    messages.success(request, "已决定退费。")
    return redirect("school-refunds", school_id=row.school_id)


@endpoint(DECIDE_REFUND)
def refusal(request: KehouRequest, refund_id: UUID) -> HttpResponse:
    """Say no to a refund, and why."""
    row, form = _refund(request, DECIDE_REFUND, refund_id), RefusedRefundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refuse_refund(actor=request.actor, now=business_now(), refund_id=row.id, **form.cleaned_data)
        messages.success(request, "已记下不予退费和理由，并告知家长怎样申诉。")
        return redirect("school-refunds", school_id=row.school_id)
    (line,) = refund_lines([row], today=business_now().date())
    return render(request, "funds/refund_refusal.html", {"line": line, "form": form})


@require_POST
@endpoint(APPROVE_REFUND)
def approval(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Approve the chosen refunds for payment."""
    school_term(request, APPROVE_REFUND, school_id)
    chosen = ids_sent(request, "refund")
    count = approve_refunds(actor=request.actor, now=business_now(), refunds=chosen) if chosen else 0
    messages.success(request, f"已审批{count}笔，请出纳支付。")
    return redirect("school-refunds", school_id=school_id)


@endpoint(PAY_REFUND)
def payment(request: KehouRequest, refund_id: UUID) -> HttpResponse:
    """Pay a refund out, and say how."""
    row = _refund(request, PAY_REFUND, refund_id)
    form = PayingForm(request.POST or None, accounts=accounts_of(school_info(row.school_id)))
    if request.method == "POST" and form.is_valid():
        pay_refund(actor=request.actor, now=business_now(), refund_id=row.id, **form.cleaned_data)
        messages.success(request, "已记退费。")
        return redirect("school-refunds", school_id=row.school_id)
    context = {
        "refund": row,
        "name": names_of([row.pupil_id]).get(row.pupil_id, "") if row.pupil_id else "",
        "form": form,
        "by_wallet": wallet_order_for(row) is not None,
    }
    return render(request, "funds/refund.html", context)


@require_POST
@endpoint(PAY_REFUND, asks_outside=True)
def wallet(request: KehouRequest, refund_id: UUID) -> HttpResponse:
    """Send a refund back to the wallet that paid."""
    with in_sight(request):
        row = _refund(request, PAY_REFUND, refund_id)
    try:
        done = pay_to_wallet(actor=request.actor, now=business_now(), refund_id=row.id)
        messages.success(request, "已原路退回。" if done else "微信支付正在办理，办妥后自动入账。")
    except ChannelDown:
        messages.error(request, "微信支付暂时没有应答，请稍后再试。")
    return redirect("school-refunds", school_id=row.school_id)


@require_POST
@endpoint(PAY_REFUND)
def treasury(request: KehouRequest, refund_id: UUID) -> HttpResponse:
    """Ask the treasury to give a refund back."""
    row = await_treasury(actor=request.actor, now=business_now(), refund_id=refund_id)
    messages.success(request, "已转国库退付，到账后再记退费。")
    return redirect("school-refunds", school_id=row.school_id)


@require_POST
@endpoint(PAY_REFUND)
def failure(request: KehouRequest, refund_id: UUID) -> HttpResponse:
    """A payment failed or came back."""
    row = fail_refund(actor=request.actor, now=business_now(), refund_id=refund_id, failure="bounced")
    parked = row.state == Refund.State.PARKED
    messages.info(
        request, "三次没有退成，已暂存待领，请联系家长。" if parked else "已记支付失败，请核对账户后再退。"
    )
    return redirect("school-refunds", school_id=row.school_id)


def _refund(request: KehouRequest, action: Action, refund_id: UUID) -> Refund:
    return get_object_or_404(Refund.objects.filter(action.rows_for(request.actor)), pk=refund_id)
