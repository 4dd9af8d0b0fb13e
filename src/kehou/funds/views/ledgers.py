"""The book on the screen: which there are, what one holds, taking it out, closing a month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.funds.access import CLOSE_MONTH, OPEN_LEDGER, SEE_COUNTY_ACCOUNTS, SEE_LEDGER
from kehou.funds.book.exporting import export_journal, export_ledger
from kehou.funds.book.opening import open_ledger
from kehou.funds.book.posting import within
from kehou.funds.closing.services.months import close_month, next_month
from kehou.funds.closing.showing import STATE_NAMES
from kehou.funds.forms.closing import MonthForm
from kehou.funds.models import MonthClose, TermLedger
from kehou.funds.queries import (
    column_sum,
    confirmed_accounts,
    entry_rows,
    trial_balance,
    unopened,
    visible_ledgers,
)
from kehou.kernel.limits import PAGE_ROWS
from kehou.ledger.events import State
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.downloads import taken_file
from kehou.registry.public import school_info, schools_by_id, term_info, terms_of

VOUCHERS = 20  # a page: each has several lines


@endpoint(SEE_LEDGER)
def index(request: KehouRequest) -> HttpResponse:
    """Every ledger in sight, and the books that are still to be opened."""
    page = Paginator(visible_ledgers(request.actor), PAGE_ROWS).get_page(request.GET.get("page"))
    schools = schools_by_id(row.school_id for row in page)
    terms = {term.id: term for code in {row.county_code for row in page} for term in terms_of(code)}
    rows = [
        (row, schools[row.school_id].name, terms[row.term_id].label, STATE_NAMES[State(row.state)])
        for row in page
    ]
    waiting = unopened(request.actor, on=business_now().date()) if OPEN_LEDGER.open_to(request.actor) else []
    may = SEE_COUNTY_ACCOUNTS.open_to(request.actor)
    return render(
        request, "funds/ledgers.html", {"page": page, "rows": rows, "waiting": waiting, "may_export": may}
    )


@endpoint(SEE_LEDGER)
def book(request: KehouRequest, ledger_id: UUID) -> HttpResponse:
    """One book: the balance of every account, and its entries, the latest first."""
    ledger = _ledger(request, ledger_id)
    with within(ledger):
        return render(request, "funds/ledger.html", _book(request, ledger))


def _book(request: KehouRequest, ledger: TermLedger) -> dict[str, object]:
    page = Paginator(ledger.entries.order_by("-number"), VOUCHERS).get_page(request.GET.get("page"))
    balance, months = trial_balance(ledger), list(ledger.months.order_by("-month_date"))
    return {
        **_heading(ledger),
        "balance": balance,
        "balance_sum": column_sum(balance),
        "page": page,
        "entries": entry_rows(list(page)),
        "months": months,
        "month_form": _month_form(request, ledger, months),
        "may_close_month": CLOSE_MONTH.permits(request.actor, ledger.place) and ledger.state == State.OPEN,
    }


@require_POST
@endpoint(OPEN_LEDGER)
def opening(request: KehouRequest, school_id: UUID, term_id: UUID) -> HttpResponse:
    """Open the book of a term."""
    row = open_ledger(actor=request.actor, now=business_now(), school_id=school_id, term_id=term_id)
    messages.success(request, "账簿已经建立。")
    return redirect("ledger", ledger_id=row.id)


@require_POST
@endpoint(CLOSE_MONTH)
def month(request: KehouRequest, ledger_id: UUID) -> HttpResponse:
    """Close a month with the banks' balances."""
    ledger = _ledger(request, ledger_id)
    form = _month_form(request, ledger, ledger.months.all())
    if form.is_valid():
        close_month(
            actor=request.actor,
            now=business_now(),
            ledger_id=ledger_id,
            month=form.cleaned_data["month"],
            statements=form.statements,
        )
        messages.success(request, "本月已经结账，账面与银行一致。")
    else:
        messages.error(request, "请选择月份，并填写每个账户的对账单余额。")
    return redirect("ledger", ledger_id=ledger_id)


@endpoint(SEE_LEDGER)
def file(request: KehouRequest, ledger_id: UUID, kind: str) -> HttpResponse:
    """The whole book to take away: JSON for the verifier, or a journal for hledger."""
    ledger = _ledger(request, ledger_id)
    with within(ledger):
        content = export_journal(ledger) if kind == "journal" else export_ledger(ledger)
    if kind == "journal":
        return taken_file(content, f"ledger-{ledger.id}.journal", kind="text/plain; charset=utf-8")
    return taken_file(content, f"ledger-{ledger.id}.json", kind="application/json")


def _ledger(request: KehouRequest, ledger_id: UUID) -> TermLedger:
    return get_object_or_404(visible_ledgers(request.actor), pk=ledger_id)


def _heading(ledger: TermLedger) -> dict[str, object]:
    school = school_info(ledger.school_id)
    return {
        "ledger": ledger,
        "school": school,
        "term": term_info(ledger.term_id),
        "state_name": STATE_NAMES[State(ledger.state)],
    }


def _month_form(request: KehouRequest, ledger: TermLedger, closed: Iterable[MonthClose]) -> MonthForm:
    posted = request.POST if request.method == "POST" else None
    return MonthForm(posted, accounts=confirmed_accounts(ledger), months=_months(ledger, closed))


def _months(ledger: TermLedger, closed: Iterable[MonthClose]) -> list[tuple[str, str]]:
    """The months of the term that may be closed next, oldest first."""
    term, found = term_info(ledger.term_id), []
    done = {row.month_date for row in closed}
    at = term.first_date.replace(day=1)
    past: date = next_month(term.last_date)
    while at < past:
        if at not in done:
            found.append((at.isoformat(), f"{at.year}年{at.month}月"))
        at = next_month(at)
    return found
