"""Closing a term and giving the surplus back, on one page that survives a reload."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.funds.access import (
    ARCHIVE,
    CONFIRM_CLOSING,
    CONFIRM_RETURN,
    CONTINUE_CLOSING,
    PREPARE_RETURN,
    PUBLISH_ACCOUNT,
    REQUEST_CLOSING,
    SEE_LEDGER,
    TELL_FAMILIES,
)
from kehou.funds.accounts.publishing import publish_account
from kehou.funds.accounts.reading import accounts_of
from kehou.funds.closing.reach import share_in_reach
from kehou.funds.closing.running import run_closing
from kehou.funds.closing.services.finishing import archive_term, finish_return
from kehou.funds.closing.services.parking import park_share, tell_family
from kehou.funds.closing.services.requesting import confirm_closing, request_closing, verdicts_at_end
from kehou.funds.closing.services.returning import confirm_return, prepare_return
from kehou.funds.closing.showing import closing_page
from kehou.funds.forms.closing import BatchForm, NoticeForm, PaperChoiceForm, ProofForm, StatementForm
from kehou.funds.models import ReturnBatch, TermClosing, TermLedger
from kehou.funds.queries import confirmed_accounts, visible_ledgers
from kehou.kernel.verdict import Verdict
from kehou.ledger.events import State
from kehou.platform.access.actions import Action
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.business import business_now
from kehou.platform.ui.sent import ids_sent
from kehou.registry.public import school_info, term_info


@endpoint(SEE_LEDGER)
def desk(request: KehouRequest, ledger_id: UUID) -> HttpResponse:
    """Where the closing stands, and the next act of whoever looks."""
    ledger = _ledger(request, ledger_id)
    may = _may(request, ledger)
    named = may["prepare"] or may["settle"] or may["tell"]
    page, accounts = closing_page(ledger, named=named, on=business_now().date()), confirmed_accounts(ledger)
    if named and (page.due or page.to_set_off or page.parked):
        subject = subject_of("ledger", ledger.id)
        record("shares.read", actor=request.actor, place=ledger.place, subject=subject, now=business_now())
    context = {
        "page": page,
        "school": school_info(ledger.school_id),
        "term": term_info(ledger.term_id),
        "verdicts": _in_the_way(ledger) if page.state is State.OPEN else (),
        "statement_form": StatementForm(accounts=accounts),
        "batch_form": BatchForm(accounts=accounts),
        "set_off_batch": BatchForm(accounts=accounts, auto_id="set-off-%s"),
        "proof_form": ProofForm(),
        "notice_form": NoticeForm(),
        "set_off_form": PaperChoiceForm(),
        "accounts": accounts_of(ledger.id),
        "may": may,
    }
    return render(request, "funds/closing.html", context)


@require_POST
@endpoint(REQUEST_CLOSING)
def request_page(request: KehouRequest, ledger_id: UUID) -> HttpResponse:
    """Ask for the term to be closed."""
    form = _statements(request, _ledger(request, ledger_id))
    if form.is_valid():
        request_closing(
            actor=request.actor, now=business_now(), ledger_id=ledger_id, statements=form.statements
        )
        messages.success(request, "已申请结账，等校长复核。")
    else:
        messages.error(request, "请填写每个账户的对账单余额。")
    return redirect("closing", ledger_id=ledger_id)


@require_POST
@endpoint(CONFIRM_CLOSING)
def confirmation(request: KehouRequest, closing_id: UUID) -> HttpResponse:
    """Confirm the closing; its steps run in the background."""
    closing = _closing(request, closing_id)
    form = _statements(request, closing.ledger)
    if form.is_valid():
        confirm_closing(
            actor=request.actor, now=business_now(), closing_id=closing_id, statements=form.statements
        )
        messages.success(request, "已复核，正在结账。这一页可以随时重新打开。")
    else:
        messages.error(request, "请填写每个账户的对账单余额。")
    return redirect("closing", ledger_id=closing.ledger_id)


@require_POST
@endpoint(CONTINUE_CLOSING)
def continuation(request: KehouRequest, closing_id: UUID) -> HttpResponse:
    """Run what is left of the steps now, from wherever an earlier run was cut off."""
    closing = _closing(request, closing_id)
    run_closing(closing.id, county_code=closing.county_code, now=business_now())
    return redirect("closing", ledger_id=closing.ledger_id)


@require_POST
@endpoint(PREPARE_RETURN)
def batch(request: KehouRequest, ledger_id: UUID, kind: str) -> HttpResponse:
    """Put together what leaves in one payment."""
    ledger = _ledger(request, ledger_id)
    form = BatchForm(request.POST, accounts=confirmed_accounts(ledger))
    if form.is_valid():
        prepare_return(
            actor=request.actor,
            now=business_now(),
            ledger_id=ledger_id,
            purse_code=form.cleaned_data["purse_code"],
            kind=kind if kind in ReturnBatch.Kind.values else ReturnBatch.Kind.FAMILIES,
            share_ids=ids_sent(request, "share"),
        )
        messages.success(request, "付款批次已经制好，等会计凭回单确认。")
    else:
        messages.error(request, "请选择付款账户。")
    return redirect("closing", ledger_id=ledger_id)


@require_POST
@endpoint(CONFIRM_RETURN)
def batch_confirmation(request: KehouRequest, batch_id: UUID) -> HttpResponse:
    """Confirm a payment by its paper."""
    row = get_object_or_404(ReturnBatch, pk=batch_id)
    form = ProofForm(request.POST)
    if row.kind == ReturnBatch.Kind.SET_OFF:
        done = confirm_return(actor=request.actor, now=business_now(), batch_id=batch_id)
        messages.success(request, f"已确认：{done.proof}。")
    elif form.is_valid():
        confirm_return(
            actor=request.actor, now=business_now(), batch_id=batch_id, proof=form.cleaned_data["proof"]
        )
        messages.success(request, "已确认付款并记账。")
    else:
        messages.error(request, "请填写回单号。")
    return redirect("closing", ledger_id=row.ledger_id)


@require_POST
@endpoint(TELL_FAMILIES)
def notice(request: KehouRequest, share_id: UUID) -> HttpResponse:
    """Record that a family was told of its share."""
    row = share_in_reach(share_id, actor=request.actor)
    channel = request.POST.get("channel", "")
    tell_family(actor=request.actor, now=business_now(), share_id=share_id, channel=channel)
    messages.success(request, "已记录通知。")
    return redirect("closing", ledger_id=row.ledger_id)


@require_POST
@endpoint(CONFIRM_RETURN)
def parking(request: KehouRequest, share_id: UUID) -> HttpResponse:
    """Keep a share for its family."""
    row = share_in_reach(share_id, actor=request.actor)
    park_share(actor=request.actor, now=business_now(), share_id=share_id)
    messages.success(request, "已转为待领取。家长随时可以领取。")
    return redirect("closing", ledger_id=row.ledger_id)


@require_POST
@endpoint(CONFIRM_RETURN)
def finish(request: KehouRequest, ledger_id: UUID) -> HttpResponse:
    """Say that all is back."""
    finish_return(actor=request.actor, now=business_now(), ledger_id=ledger_id)
    messages.success(request, "结余已经全部退还或转为待领取。")
    return redirect("closing", ledger_id=ledger_id)


@require_POST
@endpoint(PUBLISH_ACCOUNT)
def publication(request: KehouRequest, ledger_id: UUID, kind: str) -> HttpResponse:
    """Publish the account."""
    row = publish_account(actor=request.actor, now=business_now(), ledger_id=ledger_id, kind=kind)
    messages.success(request, "收支公示已经发布。")
    return redirect("public-account", account_id=row.id)


@require_POST
@endpoint(ARCHIVE)
def archive(request: KehouRequest, ledger_id: UUID) -> HttpResponse:
    """Verify the book once more and archive the term."""
    archive_term(actor=request.actor, now=business_now(), ledger_id=ledger_id)
    messages.success(request, "账簿核对无误，本学期已归档。")
    return redirect("closing", ledger_id=ledger_id)


def _ledger(request: KehouRequest, ledger_id: UUID) -> TermLedger:
    return get_object_or_404(visible_ledgers(request.actor), pk=ledger_id)


def _closing(request: KehouRequest, closing_id: UUID) -> TermClosing:
    found = TermClosing.objects.filter(ledger__in=visible_ledgers(request.actor)).select_related("ledger")
    return get_object_or_404(found, pk=closing_id)


def _statements(request: KehouRequest, ledger: TermLedger) -> StatementForm:
    return StatementForm(request.POST, accounts=confirmed_accounts(ledger))


def _in_the_way(ledger: TermLedger) -> tuple[Verdict, ...]:
    """What stands in the way; what the banks say is told only when the closing is asked for."""
    return verdicts_at_end(ledger, None, now=business_now())


def _may(request: KehouRequest, ledger: TermLedger) -> dict[str, bool]:
    acts: dict[str, Action] = {
        "request": REQUEST_CLOSING,
        "confirm": CONFIRM_CLOSING,
        "continue": CONTINUE_CLOSING,
        "prepare": PREPARE_RETURN,
        "settle": CONFIRM_RETURN,
        "tell": TELL_FAMILIES,
        "publish": PUBLISH_ACCOUNT,
        "archive": ARCHIVE,
    }
    return {name: action.permits(request.actor, ledger.place) for name, action in acts.items()}
