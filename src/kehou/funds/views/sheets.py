"""A month's allowances: made and tested by the accountant, approved by the head, paid by the cashier."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.funds.access import APPROVE_PAYMENT, DRAFT_ALLOWANCES, PAY_OUT, SEE_ALLOWANCES, SEE_PUBLISHED_SHEET
from kehou.funds.allowances.capitals import in_capitals
from kehou.funds.allowances.correcting import correct_run, raise_run
from kehou.funds.allowances.drafting import draft_run, judge_run, test_run
from kehou.funds.allowances.forms import ManagersForm, PurseForm, RaiseForm, ReasonForm, RecoverForm
from kehou.funds.allowances.months import month_name, month_of, past_month
from kehou.funds.allowances.printing import classification, workbook_of
from kehou.funds.allowances.queries import SheetPage, on_duty, sheet_at, sheets_at
from kehou.funds.allowances.releasing import (
    approve_run,
    is_payable,
    is_recoverable,
    pay_run,
    publish_run,
    recover_run,
)
from kehou.funds.book import purses_of
from kehou.funds.models import AllowanceLine, AllowanceRun
from kehou.funds.views.places import desk_term, month_sent
from kehou.kernel.verdict import stops
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.downloads import taken_file
from kehou.registry.public import TermInfo

_State = AllowanceRun.State


@endpoint(SEE_PUBLISHED_SHEET)
def index(request: KehouRequest) -> HttpResponse:
    """The sheets of a school, and the months of the term."""
    school, term = desk_term(request, SEE_PUBLISHED_SHEET)
    today = business_now().date()
    may_draft = DRAFT_ALLOWANCES.permits(request.actor, school.place)
    context = {
        "school": school,
        "rows": sheets_at(school.place, only_shown=not SEE_ALLOWANCES.permits(request.actor, school.place)),
        "months": _months(term, today) if may_draft else [],
    }
    return render(request, "funds/sheets.html", context)


@endpoint(DRAFT_ALLOWANCES)
def entry(request: KehouRequest, year: int, month: int) -> HttpResponse:
    """Make the sheet of a month."""
    school, term = desk_term(request, DRAFT_ALLOWANCES)
    first = month_sent(year, month)
    people = on_duty(school.place, first)
    form = ManagersForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        run = draft_run(
            actor=request.actor,
            now=business_now(),
            place=school.place,
            term_id=term.id,
            month=first,
            managers=form.managers(),
        )
        return redirect("pay-sheet", run.id)
    context = {"school": school, "form": form, "month": month_name(first), "people": people}
    return render(request, "funds/sheet_entry.html", context)


@endpoint(SEE_PUBLISHED_SHEET)
def sheet(request: KehouRequest, run_id: UUID) -> HttpResponse:
    """One sheet, with what the rules say of it while it is open."""
    return _show(request, sheet_at(run_id, viewer=request.actor))


@require_POST
@endpoint(DRAFT_ALLOWANCES)
def test(request: KehouRequest, run_id: UUID) -> HttpResponse:
    """Test a sheet."""
    page = sheet_at(run_id, viewer=request.actor)
    test_run(actor=request.actor, now=business_now(), run_id=page.row.run.id)
    messages.success(request, "检验通过，可以在校内公示。")
    return redirect("pay-sheet", run_id)


@require_POST
@endpoint(DRAFT_ALLOWANCES)
def publication(request: KehouRequest, run_id: UUID) -> HttpResponse:
    """Show a sheet in the school."""
    page = sheet_at(run_id, viewer=request.actor)
    publish_run(actor=request.actor, now=business_now(), run_id=page.row.run.id)
    messages.success(request, "已在校内公示。")
    return redirect("pay-sheet", run_id)


@require_POST
@endpoint(APPROVE_PAYMENT)
def approval(request: KehouRequest, run_id: UUID) -> HttpResponse:
    """Approve a sheet."""
    page = sheet_at(run_id, viewer=request.actor)
    approve_run(actor=request.actor, now=business_now(), run_id=page.row.run.id)
    messages.success(request, "已批准，由出纳发放。")
    return redirect("pay-sheet", run_id)


@require_POST
@endpoint(PAY_OUT)
def payment(request: KehouRequest, run_id: UUID) -> HttpResponse:
    """Pay a sheet."""
    page = sheet_at(run_id, viewer=request.actor)
    form = PurseForm(request.POST, purses=_purses(page))
    if not form.is_valid():
        return _show(request, page, purse_form=form)
    code = form.cleaned_data["purse_code"]
    pay_run(actor=request.actor, now=business_now(), run_id=page.row.run.id, purse_code=code)
    messages.success(request, "已发放并记入专款台账。")
    return redirect("pay-sheet", run_id)


@require_POST
@endpoint(DRAFT_ALLOWANCES)
def correction(request: KehouRequest, run_id: UUID) -> HttpResponse:
    """Make a sheet that takes back what was paid too much."""
    page = sheet_at(run_id, viewer=request.actor)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _show(request, page, reason_form=form)
    reason = form.cleaned_data["reason"]
    run = correct_run(actor=request.actor, now=business_now(), run_id=page.row.run.id, reason=reason)
    messages.success(request, "更正表已生成，公示后由校长批准。")
    return redirect("pay-sheet", run.id)


@require_POST
@endpoint(DRAFT_ALLOWANCES)
def raising(request: KehouRequest, run_id: UUID) -> HttpResponse:
    """Make a sheet that pays what was paid too little."""
    page = sheet_at(run_id, viewer=request.actor)
    form = _raise_form(page, request.POST)
    if not form.is_valid():
        return _show(request, page, raise_form=form)
    run = raise_run(
        actor=request.actor,
        now=business_now(),
        run_id=page.row.run.id,
        reason=form.cleaned_data["reason"],
        managers=form.managers(),
    )
    messages.success(request, "补发表已生成，公示后由校长批准。")
    return redirect("pay-sheet", run.id)


@require_POST
@endpoint(PAY_OUT)
def recovery(request: KehouRequest, run_id: UUID) -> HttpResponse:
    """Record that what was paid too much came back."""
    page = sheet_at(run_id, viewer=request.actor)
    form = RecoverForm(request.POST, purses=_purses(page))
    if not form.is_valid():
        return _show(request, page, recover_form=form)
    code = form.cleaned_data["purse_code"]
    recover_run(actor=request.actor, now=business_now(), run_id=page.row.run.id, purse_code=code)
    messages.success(request, "已收回并记入专款台账。")
    return redirect("pay-sheet", run_id)


@endpoint(SEE_PUBLISHED_SHEET)
def paper(request: KehouRequest, run_id: UUID) -> HttpResponse:
    """The sheet on paper, to be signed."""
    page = sheet_at(run_id, viewer=request.actor)
    rows = [(row, in_capitals(row.net), classification(row.line.capacity)) for row in page.lines]
    context = {"page": page, "rows": rows, "capitals": in_capitals(page.net)}
    return render(request, "funds/sheet_paper.html", context)


@endpoint(SEE_ALLOWANCES)
def workbook(request: KehouRequest, run_id: UUID) -> HttpResponse:
    """The sheet for the government's accounting."""
    page = sheet_at(run_id, viewer=request.actor)
    content = workbook_of(page, at=business_now())
    name = f"allowances-{page.row.run.month_date:%Y-%m}-{page.row.run.number}.xlsx"
    return taken_file(content, name)


def _show(
    request: KehouRequest,
    page: SheetPage,
    *,
    purse_form: PurseForm | None = None,
    recover_form: RecoverForm | None = None,
    reason_form: ReasonForm | None = None,
    raise_form: RaiseForm | None = None,
) -> HttpResponse:
    run, today = page.row.run, business_now().date()
    may = {
        action.name: action.permits(request.actor, run.place)
        for action in (DRAFT_ALLOWANCES, APPROVE_PAYMENT, PAY_OUT)
    }
    drafts, approves, pays = may.values()
    is_open = run.state in (_State.DRAFT, _State.TESTED) and run.corrects_id is None
    context = {
        "page": page,
        "verdicts": stops(judge_run(run, on=today)) if is_open and drafts else (),
        "is_shown": run.shown_until_date is not None and run.shown_until_date <= today,
        "may_test": drafts and run.state == _State.DRAFT,
        "may_publish": drafts and run.state == _State.TESTED,
        "may_approve": approves and run.state == _State.PUBLISHED,
        "may_correct": drafts and run.state in (_State.APPROVED, _State.PAID) and run.corrects_id is None,
        "purse_form": (purse_form or PurseForm(purses=_purses(page))) if pays and is_payable(run) else None,
        "recover_form": (recover_form or RecoverForm(purses=_purses(page)))
        if pays and is_recoverable(run)
        else None,
        "reason_form": reason_form or ReasonForm(),
        "raise_form": raise_form or _raise_form(page),
        "may_export": SEE_ALLOWANCES.permits(request.actor, run.place),
    }
    return render(request, "funds/sheet.html", context)


def _raise_form(page: SheetPage, posted: QueryDict | None = None) -> RaiseForm:
    managed = [row for row in page.lines if row.line.capacity == AllowanceLine.Capacity.MANAGEMENT]
    return RaiseForm(posted, people=[(row.line.person_id, row.name, row.line.duty_days) for row in managed])


def _purses(page: SheetPage) -> list[str]:
    return sorted(purses_of(page.row.run.ledger.school_id))


def _months(term: TermInfo, today: date) -> list[tuple[date, str]]:
    """The months of a term that have begun, the latest first."""
    found, first = [], month_of(term.first_date)
    while first <= min(term.last_date, today):
        found.append((first, month_name(first)))
        first = past_month(first)
    return found[::-1]
