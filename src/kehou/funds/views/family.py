"""A family's account, paying it by phone, and receipts to print."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kehou.funds.family.reading import care_accounts, family_account
from kehou.funds.family.showing import account_page, receipt_facts
from kehou.funds.models import Bill, Receipt, WalletOrder
from kehou.funds.receipts.access import PAY_OWN_BILL, SEE_OWN_BILL, SEE_RECEIPTS
from kehou.funds.setting_off.family import latest_share
from kehou.funds.views.forms import BillForm
from kehou.funds.wallet.merchants import merchant_of
from kehou.funds.wallet.port import ChannelDown
from kehou.funds.wallet.services.asking import ask_about_order
from kehou.funds.wallet.services.ordering import order_payment
from kehou.kernel.actor import Ward
from kehou.platform.access.actions import ward_of
from kehou.platform.access.endpoint import KehouRequest, endpoint, in_sight
from kehou.platform.clock.business import business_now
from kehou.platform.ui.wording import yuan
from kehou.registry.public import TermInfo, names_of, school_info, term_at_hand
from kehou.rulebook.facts.fees import SERVICE_ITEM

CHANNEL_DOWN = "微信支付暂时没有应答，请稍后再试，或到学校窗口、用银行转账缴费。"


@endpoint(SEE_OWN_BILL)
def account(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """One child's account of the term: bill, payments, what was delivered, refunds and why."""
    ward, term = _ward(request, pupil_id)
    found = family_account(pupil_id, term.id)
    context = {
        "pupil_id": pupil_id,
        "name": names_of([pupil_id]).get(pupil_id, "孩子"),
        "term": term,
        "school": school_info(ward.place.school),
        "page": account_page(found, school_id=ward.place.school) if found else None,
        "care": care_accounts(pupil_id, term.id),
        "has_share": latest_share(pupil_id, ward.place.school) is not None,
        "by_phone": merchant_of(ward.place.school) is not None,
    }
    return render(request, "funds/family_account.html", context)


@require_POST
@endpoint(PAY_OWN_BILL, asks_outside=True)
def payment(request: KehouRequest, pupil_id: UUID) -> HttpResponse:
    """Start to pay what is open by phone."""
    form = BillForm(request.POST)
    wanted = form.cleaned_data["bill"] if form.is_valid() else None
    with in_sight(request):
        _, term = _ward(request, pupil_id)
        own = Bill.objects.filter(pupil_id=pupil_id, term_id=term.id, cancelled_at=None)
        row = get_object_or_404(own, pk=wanted) if wanted else get_object_or_404(own, item=SERVICE_ITEM)
    try:
        order = order_payment(actor=request.actor, now=business_now(), bill_id=row.id)
    except ChannelDown:
        messages.error(request, CHANNEL_DOWN)
        return redirect("family-account", pupil_id=pupil_id)
    return redirect("family-payment", pupil_id=pupil_id, order_id=order.id)


@endpoint(PAY_OWN_BILL, asks_outside=True)
def order(request: KehouRequest, pupil_id: UUID, order_id: UUID) -> HttpResponse:
    """The code to pay with; after paying, the answer of the channel."""
    with in_sight(request):
        ward, _ = _ward(request, pupil_id)
        row = get_object_or_404(WalletOrder, pk=order_id, bill__pupil_id=pupil_id)
    if request.method == "POST":
        state = ask_about_order(row.id, place=ward.place, now=business_now())
        if state == WalletOrder.State.PAID:
            messages.success(request, f"已收到{yuan(row.amount_fen)}，谢谢。")
            return redirect("family-account", pupil_id=pupil_id)
        messages.info(request, "还没有收到付款。付款后稍等片刻，再查一次。")
        return redirect("family-payment", pupil_id=pupil_id, order_id=order_id)
    with in_sight(request):
        return render(request, "funds/payment.html", {"order": row, "pupil_id": pupil_id})


@endpoint(SEE_OWN_BILL)
def family_receipt(request: KehouRequest, receipt_id: UUID) -> HttpResponse:
    """A receipt of one's own child, to print."""
    rows = Receipt.objects.select_related("bill", "account")
    row = get_object_or_404(rows, pk=receipt_id, reversed_at=None)
    if row.bill is None or request.actor.ward(row.bill.pupil_id) is None:
        raise Http404
    return _printed(request, row, reverse("family-account", args=[row.bill.pupil_id]), "课后服务费")


@endpoint(SEE_RECEIPTS)
def receipt(request: KehouRequest, receipt_id: UUID) -> HttpResponse:
    """A receipt at the school's desk, to print."""
    rows = Receipt.objects.filter(SEE_RECEIPTS.rows_for(request.actor)).select_related("bill", "account")
    row = get_object_or_404(rows, pk=receipt_id)
    return _printed(request, row, reverse("school-receipts", args=[row.school_id]), "收款和对账")


def _printed(request: KehouRequest, row: Receipt, back: str, back_to: str) -> HttpResponse:
    context = {"receipt": row, "facts": receipt_facts(row), "back": back, "back_to": back_to}
    return render(request, "funds/receipt.html", context)


def _ward(request: KehouRequest, pupil_id: UUID) -> tuple[Ward, TermInfo]:
    ward = ward_of(request.actor, pupil_id)
    return ward, term_at_hand(ward.place.code, on=business_now().date())
