"""Other expenses and providers' bills: asked by the accountant, approved by the head, paid by the cashier."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.authority.public import edition_at, parameters_for
from kehou.funds.access import APPROVE_PAYMENT, ASK_EXPENSE, PAY_OUT, SEE_ALLOWANCES
from kehou.funds.allowances.forms import PurseForm, ReasonForm
from kehou.funds.allowances.months import month_of
from kehou.funds.book import ledger_of, purses_of
from kehou.funds.models import Expense, ProviderPayment
from kehou.funds.spending.expenses import approve_expense, ask_expense, pay_expense, refuse_expense
from kehou.funds.spending.forms import ClaimForm, ExpenseForm
from kehou.funds.spending.providers import (
    approve_provider_payment,
    ask_provider_payment,
    pay_provider,
    refuse_provider_payment,
)
from kehou.funds.spending.queries import (
    courses_at,
    due_contracts,
    expense_row,
    expenses_at,
    provider_payment_row,
    provider_payments_at,
    voucher_at,
)
from kehou.funds.spending.standing import standing_of
from kehou.funds.views.places import desk_term, month_sent
from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.registry.public import SchoolInfo

REFUSED = "已记下不批准和理由，会计可以改好后重新申请。"


@endpoint(SEE_ALLOWANCES)
def index(request: KehouRequest) -> HttpResponse:
    """A term's vouchers, and what is free for them."""
    school, term = desk_term(request, SEE_ALLOWANCES)
    today = business_now().date()
    ledger = ledger_of(school.id, term.id)
    standing = standing_of(ledger, on=today) if ledger else None
    asks = ASK_EXPENSE.permits(request.actor, school.place)
    context = {
        "school": school,
        "term": term,
        "standing": standing,
        "free": standing.cash - standing.unpaid - standing.projected - standing.open_refunds
        if standing
        else None,
        "expenses": expenses_at(school.place, term.id, dict(_categories(school))),
        "payments": provider_payments_at(school.place, term.id),
        "due": due_contracts(school.place, term.id, month_of(today)) if asks else [],
        "month": month_of(today),
        "may_ask": asks and ledger is not None,
        "may_approve": APPROVE_PAYMENT.permits(request.actor, school.place),
        "purse_form": PurseForm(purses=sorted(purses_of(ledger.school_id)))
        if ledger and PAY_OUT.permits(request.actor, school.place)
        else None,
    }
    return render(request, "funds/spending.html", context)


@endpoint(ASK_EXPENSE)
def entry(request: KehouRequest) -> HttpResponse:
    """Ask for an expense."""
    school, term = desk_term(request, ASK_EXPENSE)
    form = ExpenseForm(
        request.POST or None, categories=_categories(school), courses=courses_at(school.place, term.id)
    )
    if request.method == "POST" and form.is_valid():
        ask_expense(
            actor=request.actor, now=business_now(), place=school.place, term_id=term.id, **form.cleaned_data
        )
        messages.success(request, "支出申请已登记，等校长批准。")
        return redirect("spending")
    return render(request, "funds/expense_entry.html", {"school": school, "form": form})


@require_POST
@endpoint(APPROVE_PAYMENT)
def expense_approval(request: KehouRequest, voucher_id: UUID) -> HttpResponse:
    """Approve an expense."""
    found = voucher_at(Expense, voucher_id, viewer=request.actor)
    approve_expense(actor=request.actor, now=business_now(), expense_id=found)
    messages.success(request, "支出已批准，由出纳支付。")
    return redirect("spending")


@endpoint(APPROVE_PAYMENT)
def expense_refusal(request: KehouRequest, voucher_id: UUID) -> HttpResponse:
    """Turn an expense down, and say why."""
    found = voucher_at(Expense, voucher_id, viewer=request.actor)
    school, form = desk_term(request, APPROVE_PAYMENT)[0], ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refuse_expense(actor=request.actor, now=business_now(), expense_id=found, **form.cleaned_data)
        messages.success(request, REFUSED)
        return redirect("spending")
    row = expense_row(found, dict(_categories(school)))
    return render(request, "funds/voucher_refusal.html", {"row": row, "form": form})


@require_POST
@endpoint(PAY_OUT)
def expense_payment(request: KehouRequest, voucher_id: UUID) -> HttpResponse:
    """Pay an expense."""
    found = voucher_at(Expense, voucher_id, viewer=request.actor)
    pay_expense(
        actor=request.actor,
        now=business_now(),
        expense_id=found,
        purse_code=request.POST.get("purse_code", ""),
    )
    messages.success(request, "已支付并记入专款台账。")
    return redirect("spending")


@endpoint(ASK_EXPENSE)
def bill(request: KehouRequest, contract_id: UUID, year: int, month: int) -> HttpResponse:
    """Ask to pay a provider's bill of a month."""
    school, term = desk_term(request, ASK_EXPENSE)
    first = month_sent(year, month)
    rows = due_contracts(school.place, term.id, first)
    due = next((row for row in rows if row.contract.contract_id == contract_id), None)
    form = ClaimForm(
        request.POST or None, initial={"claimed": due.due.in_yuan().replace(",", "") if due else ""}
    )
    if request.method == "POST" and form.is_valid():
        ask_provider_payment(
            actor=request.actor,
            now=business_now(),
            place=school.place,
            term_id=term.id,
            contract_id=contract_id,
            month=first,
            claimed=form.cleaned_data["claimed"],
        )
        messages.success(request, "结算申请已登记，等校长批准。")
        return redirect("spending")
    context = {"school": school, "form": form, "due": due, "month": first}
    return render(request, "funds/provider_bill.html", context)


@require_POST
@endpoint(APPROVE_PAYMENT)
def bill_approval(request: KehouRequest, voucher_id: UUID) -> HttpResponse:
    """Approve a provider's bill."""
    found = voucher_at(ProviderPayment, voucher_id, viewer=request.actor)
    approve_provider_payment(actor=request.actor, now=business_now(), payment_id=found)
    messages.success(request, "结算已批准，由出纳支付。")
    return redirect("spending")


@endpoint(APPROVE_PAYMENT)
def bill_refusal(request: KehouRequest, voucher_id: UUID) -> HttpResponse:
    """Turn a provider's bill down, and say why."""
    found, form = (
        voucher_at(ProviderPayment, voucher_id, viewer=request.actor),
        ReasonForm(request.POST or None),
    )
    if request.method == "POST" and form.is_valid():
        refuse_provider_payment(
            actor=request.actor, now=business_now(), payment_id=found, **form.cleaned_data
        )
        messages.success(request, REFUSED)
        return redirect("spending")
    row = provider_payment_row(found)
    return render(request, "funds/voucher_refusal.html", {"row": row, "form": form})


@require_POST
@endpoint(PAY_OUT)
def bill_payment(request: KehouRequest, voucher_id: UUID) -> HttpResponse:
    """Pay a provider's bill."""
    found = voucher_at(ProviderPayment, voucher_id, viewer=request.actor)
    pay_provider(
        actor=request.actor,
        now=business_now(),
        payment_id=found,
        purse_code=request.POST.get("purse_code", ""),
    )
    messages.success(request, "已支付并记入专款台账。")
    return redirect("spending")


def _categories(school: SchoolInfo) -> list[tuple[str, str]]:
    """The kinds of spending that the fee may pay, by name."""
    today = business_now().date()
    parameters, words = parameters_for(school.place, on=today), edition_at(today).wording
    own_sheet = {"staff_allowance", "outside_labour", "third_party_contract"}
    allowed = sorted(parameters.codes("expense_whitelist") - own_sheet)
    return [(code, words.written(code)) for code in allowed]
