"""A batch of shares, and what a bank gave back of it (A9.11)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kehou.funds.access import CONFIRM_RETURN, PREPARE_RETURN, SEE_LEDGER, TELL_FAMILIES
from kehou.funds.closing.batches import return_row, returns_page
from kehou.funds.closing.reach import return_in_reach
from kehou.funds.closing.services.returning import record_bounce
from kehou.funds.forms.closing import BounceForm
from kehou.funds.models import ReturnBatch
from kehou.funds.queries import visible_ledgers
from kehou.funds.views.finding import NameForm
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.business import business_now
from kehou.registry.public import school_info, term_info


@endpoint(SEE_LEDGER)
def batch(request: KehouRequest, batch_id: UUID) -> HttpResponse:
    """Who is paid in a batch, all or those looked for by name."""
    rows = ReturnBatch.objects.filter(ledger__in=visible_ledgers(request.actor)).select_related("ledger")
    row, by_name = get_object_or_404(rows, pk=batch_id), NameForm.of(request)
    place = row.ledger.place
    may_settle = CONFIRM_RETURN.permits(request.actor, place)
    named = may_settle or any(
        action.permits(request.actor, place) for action in (PREPARE_RETURN, TELL_FAMILIES)
    )
    page, shown = returns_page(row, named=named, words=by_name.words, page=request.GET.get("page"))
    if named:
        subject = subject_of("batch", row.id)
        record("shares.read", actor=request.actor, place=place, subject=subject, now=business_now())
    context = {
        "batch": row,
        "school": school_info(row.ledger.school_id),
        "term": term_info(row.ledger.term_id),
        "page": page,
        "rows": shown,
        "by_name": by_name,
        "named": named,
        "may_bounce": may_settle and any(line.may_bounce for line in shown),
    }
    return render(request, "funds/batch.html", context)


@endpoint(CONFIRM_RETURN)
def bounce(request: KehouRequest, return_id: UUID) -> HttpResponse:
    """Record that a bank gave one payment back, by its own paper."""
    row = return_in_reach(return_id, actor=request.actor)
    form = BounceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record_bounce(actor=request.actor, now=business_now(), return_id=return_id, **form.cleaned_data)
        messages.success(request, "已登记退回：这笔钱仍归这家，已通知家长核对账户。")
        return redirect("batch", batch_id=row.batch_id)
    context = {"shown": return_row(row), "batch": row.batch, "share": row.share, "form": form}
    return render(request, "funds/bounce.html", context)
