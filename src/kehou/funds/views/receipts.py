"""The cashier's desk: counter, bank files, treasury, the day; and the accountant's confirming."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kehou.authority.public import receipt_kind
from kehou.funds.bills.searching import receipts_meant, receipts_named
from kehou.funds.book import ledger_of
from kehou.funds.models import BankLine, BankStatement, DayTotal, Receipt, TreasuryMove
from kehou.funds.receipts.access import (
    ASK_REVERSAL,
    CHECK_DAY,
    CHECK_TREASURY,
    CLOSE_DAY,
    MATCH_RECEIPTS,
    MOVE_TREASURY,
    SEE_RECEIPTS,
    TAKE_MONEY,
)
from kehou.funds.receipts.days import totals_of
from kehou.funds.receipts.desk import (
    TO_CONFIRM,
    accounts_of,
    asked_reversals,
    bill_meant,
    receipt_page,
    receipt_rows,
    receipts_of,
    statement_rows,
    waiting_rows,
    wallet_days,
)
from kehou.funds.receipts.services.closing_days import check_day, close_day
from kehou.funds.receipts.services.recording import match_receipts, take_at_counter
from kehou.funds.receipts.services.statements import assign_row, import_statement
from kehou.funds.treasury.moving import check_move, move_treasury
from kehou.funds.views.finding import NameForm, ReceiptSearch
from kehou.funds.views.forms import CounterForm, DayForm, MoveForm, StatementForm, mistakes
from kehou.funds.views.places import school_term
from kehou.funds.views.tabs import ways
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.audit.trail import record, subject_of
from kehou.platform.clock.business import business_now
from kehou.platform.ui.sent import ids_sent
from kehou.registry.public import TermInfo, school_info, term_info


@endpoint(SEE_RECEIPTS)
def desk(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Receipts of a school's term, all or those looked for; what waits to be confirmed; today's totals."""
    school, term = school_term(request, SEE_RECEIPTS, school_id)
    now, place = business_now(), school.place
    search, by_name = ReceiptSearch(request.GET), NameForm.of(request)
    subject, act = subject_of("school", school.id), "receipts.searched" if by_name.words else "receipts.read"
    record(act, actor=request.actor, place=place, subject=subject, now=now)
    ledger = ledger_of(school.id, term.id)
    paper = {"paper_kind": receipt_kind(school.county_code[:4], on=now.date()), "paid": now.date()}
    accounts = accounts_of(school)
    receipts = receipts_of(school, term)
    to_confirm = receipt_page(receipts.filter(matched_at=None, reversed_at=None), many=TO_CONFIRM)
    page = receipt_page(_looked_for(receipts, term, search, by_name.words), request.GET.get("page"))
    asked = asked_reversals(school, term)
    waiting, latest, to_reverse = receipt_rows(to_confirm, page, [row.receipt for row in asked])
    context = {
        "school": school,
        "ways": ways(request, school),
        "term": term,
        "waiting": waiting,
        "to_confirm": to_confirm.paginator.count,
        "latest": latest,
        "to_reverse": to_reverse,
        "asked": {row.receipt_id for row in asked},
        "search": search,
        "by_name": by_name,
        "is_search": by_name.words or any(search.cleaned_data.values()),
        "page": page,
        "bank_rows": waiting_rows(school.id, term.id),
        "statements": BankStatement.objects.filter(school_id=school.id, term_id=term.id).order_by(
            "-uploaded_at"
        )[:10],
        "wallet_days": wallet_days(school),
        "totals": totals_of(ledger) if ledger else None,
        "days": DayTotal.objects.filter(ledger=ledger).order_by("-day_date")[:10] if ledger else [],
        "moves": TreasuryMove.objects.filter(ledger=ledger).order_by("-made_at")[:20] if ledger else [],
        "counter": CounterForm(accounts=accounts, initial=paper),
        "statement": StatementForm(accounts=accounts),
        "move": MoveForm(accounts=accounts, initial={"moved": now.date()}),
        "day": DayForm(),
        "may_take": TAKE_MONEY.permits(request.actor, place) and ledger is not None,
        "may_reverse": ASK_REVERSAL.permits(request.actor, place),
        "may_match": MATCH_RECEIPTS.permits(request.actor, place),
        "may_move": MOVE_TREASURY.permits(request.actor, place) and ledger is not None,
        "may_check": CHECK_TREASURY.permits(request.actor, place),
    }
    return render(request, "funds/receipts.html", context)


def _looked_for(
    receipts: QuerySet[Receipt], term: TermInfo, search: ReceiptSearch, name: str
) -> QuerySet[Receipt]:
    words = search.cleaned_data["q"] if search.is_valid() else ""
    receipts = receipts_meant(receipts, term, words) if words else receipts
    return receipts_named(receipts, name) if name else receipts


@require_POST
@endpoint(TAKE_MONEY)
def counter(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Record money paid at the counter."""
    school, term = school_term(request, TAKE_MONEY, school_id)
    form = CounterForm(request.POST, accounts=accounts_of(school))
    bill = bill_meant(school, term, form.data.get("code", ""))
    if not form.is_valid():
        messages.error(request, mistakes(form))
    elif bill is None:
        messages.error(request, "没有找到这个编号的账单，请核对。")
    else:
        row = take_at_counter(
            actor=request.actor,
            now=business_now(),
            bill_id=bill.id,
            amount=form.cleaned_data["amount"],
            payee=form.the_payee(),
            paper_kind=form.cleaned_data["paper_kind"],
            paper_number=form.cleaned_data["paper_number"],
            paid=form.cleaned_data["paid"],
        )
        messages.success(request, f"已记第{bill.number}号账单缴费，票据号{row.paper_number}。")
    return redirect("school-receipts", school_id=school_id)


@require_POST
@endpoint(TAKE_MONEY)
def statements(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Take a bank's file in."""
    school, term = school_term(request, TAKE_MONEY, school_id)
    form = StatementForm(request.POST, request.FILES, accounts=accounts_of(school))
    if not form.is_valid():
        messages.error(request, mistakes(form))
        return redirect("school-receipts", school_id=school_id)
    upload = form.cleaned_data["file"]
    row = import_statement(
        actor=request.actor,
        now=business_now(),
        place=school.place,
        term_id=term.id,
        account_id=form.cleaned_data["account"],
        file_name=upload.name,
        content=upload.read(),
    )
    return redirect("bank-statement", statement_id=row.id)


@endpoint(SEE_RECEIPTS)
def statement(request: KehouRequest, statement_id: UUID) -> HttpResponse:
    """What came of each row of a bank's file."""
    rows = BankStatement.objects.filter(SEE_RECEIPTS.rows_for(request.actor))
    row = get_object_or_404(rows, pk=statement_id)
    now, subject = business_now(), subject_of("statement", row.id)
    record("statement.read", actor=request.actor, place=row.place, subject=subject, now=now)
    lines = row.rows.exclude(outcome=BankLine.Outcome.MATCHED).order_by("row")[:500]
    context = {
        "statement": row,
        "rows": statement_rows(lines),
        "counts": [(label, row.counts.get(value, 0)) for value, label in BankLine.Outcome.choices],
        "may_take": TAKE_MONEY.permits(request.actor, row.place),
    }
    return render(request, "funds/statement.html", context)


@require_POST
@endpoint(TAKE_MONEY)
def assignment(request: KehouRequest, row_id: UUID) -> HttpResponse:
    """Say which bill a row pays."""
    rows = BankLine.objects.filter(TAKE_MONEY.rows_for(request.actor)).select_related("statement")
    row = get_object_or_404(rows, pk=row_id)
    school, term = school_info(row.school_id), term_info(row.statement.term_id)
    bill = bill_meant(school, term, request.POST.get("code", ""))
    if bill is None:
        messages.error(request, "没有找到这个编号的账单，请核对。")
    else:
        assign_row(actor=request.actor, now=business_now(), row_id=row_id, bill_id=bill.id)
        messages.success(request, f"已认作第{bill.number}号账单的缴费。")
    return redirect("bank-statement", statement_id=row.statement_id)


@require_POST
@endpoint(MATCH_RECEIPTS)
def matching(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Confirm that recorded money lies in the account."""
    school_term(request, MATCH_RECEIPTS, school_id)
    chosen = ids_sent(request, "receipt")
    count = match_receipts(actor=request.actor, now=business_now(), receipts=chosen) if chosen else 0
    messages.success(request, f"已复核{count}笔。")
    return redirect("school-receipts", school_id=school_id)


@require_POST
@endpoint(MOVE_TREASURY)
def moves(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Enter money to the treasury or back."""
    school, term = school_term(request, MOVE_TREASURY, school_id)
    form = MoveForm(request.POST, accounts=accounts_of(school))
    if form.is_valid():
        move_treasury(
            actor=request.actor, now=business_now(), place=school.place, term_id=term.id, **form.cleaned_data
        )
        messages.success(request, "已登记，请会计复核入账。")
    else:
        messages.error(request, mistakes(form))
    return redirect("school-receipts", school_id=school_id)


@require_POST
@endpoint(CHECK_TREASURY)
def move_confirmation(request: KehouRequest, move_id: UUID) -> HttpResponse:
    """Confirm and book a move."""
    row = check_move(actor=request.actor, now=business_now(), move_id=move_id)
    messages.success(request, "已复核入账。")
    return redirect("school-receipts", school_id=row.school_id)


@require_POST
@endpoint(CLOSE_DAY)
def days(request: KehouRequest, school_id: UUID) -> HttpResponse:
    """Put the totals of the day down."""
    school, term = school_term(request, CLOSE_DAY, school_id)
    close_day(
        actor=request.actor,
        now=business_now(),
        place=school.place,
        term_id=term.id,
        explanation=request.POST.get("explanation", ""),
    )
    messages.success(request, "今天的账已结，请会计复核。")
    return redirect("school-receipts", school_id=school_id)


@require_POST
@endpoint(CHECK_DAY)
def day_confirmation(request: KehouRequest, day_id: UUID) -> HttpResponse:
    """Confirm a day that another person closed."""
    row = check_day(actor=request.actor, now=business_now(), day_id=day_id)
    messages.success(request, "已复核。")
    return redirect("school-receipts", school_id=row.school_id)
