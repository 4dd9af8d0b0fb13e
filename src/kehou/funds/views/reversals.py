"""Taking a receipt back: the cashier asks on paper, the accountant confirms (A9.22, A9.23)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.funds.family.showing import receipt_facts
from kehou.funds.models import Receipt
from kehou.funds.receipts.access import ASK_REVERSAL, CONFIRM_REVERSAL, DROP_REVERSAL, SEE_RECEIPTS
from kehou.funds.receipts.services.reversing import against, ask_reversal, drop_reversal, reverse_receipt
from kehou.funds.views.forms import ReversalForm
from kehou.platform.access.actions import Action
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.business import business_now


@endpoint(SEE_RECEIPTS)
def reversal(request: KehouRequest, receipt_id: UUID) -> HttpResponse:
    """One receipt, what speaks against taking it back, and where that stands."""
    return _show(request, _receipt(request, SEE_RECEIPTS, receipt_id), ReversalForm())


@require_POST
@endpoint(ASK_REVERSAL)
def asking(request: KehouRequest, receipt_id: UUID) -> HttpResponse:
    """Ask that a receipt be taken back."""
    row, form = _receipt(request, ASK_REVERSAL, receipt_id), ReversalForm(request.POST)
    if not form.is_valid():
        return _show(request, row, form)
    ask_reversal(actor=request.actor, now=business_now(), receipt_id=row.id, **form.cleaned_data)
    messages.success(request, "已申请冲销，等会计确认。")
    return redirect("receipt-reversal", receipt_id=row.id)


@require_POST
@endpoint(DROP_REVERSAL)
def dropping(request: KehouRequest, receipt_id: UUID) -> HttpResponse:
    """Let a receipt stand after all."""
    row = _receipt(request, DROP_REVERSAL, receipt_id)
    drop_reversal(actor=request.actor, now=business_now(), receipt_id=row.id)
    messages.success(request, "申请已撤回，这笔收款照旧。")
    return redirect("receipt-reversal", receipt_id=row.id)


@require_POST
@endpoint(CONFIRM_REVERSAL)
def confirmation(request: KehouRequest, receipt_id: UUID) -> HttpResponse:
    """Take a receipt back in red."""
    row = _receipt(request, CONFIRM_REVERSAL, receipt_id)
    reverse_receipt(actor=request.actor, now=business_now(), receipt_id=row.id)
    messages.success(request, "已红字冲销，账单恢复待缴，已通知家长。")
    return redirect("receipt-reversal", receipt_id=row.id)


def _show(request: KehouRequest, row: Receipt, form: ReversalForm) -> HttpResponse:
    subject = subject_of("receipt", row.id)
    record("receipt.read", actor=request.actor, place=row.place, subject=subject, now=business_now())
    asked = row.reversals.filter(dropped_at=None).first()
    context = {
        "receipt": row,
        "facts": receipt_facts(row),
        "asked": asked,
        "against": () if row.reversed_at else tuple(against(row)),
        "form": form,
        "may_ask": ASK_REVERSAL.permits(request.actor, row.place),
        "may_drop": DROP_REVERSAL.permits(request.actor, row.place),
        "may_confirm": CONFIRM_REVERSAL.permits(request.actor, row.place),
    }
    return render(request, "funds/receipt_reversal.html", context)


def _receipt(request: KehouRequest, action: Action, receipt_id: UUID) -> Receipt:
    rows = Receipt.objects.filter(action.rows_for(request.actor)).select_related("bill", "account")
    return get_object_or_404(rows, pk=receipt_id)
