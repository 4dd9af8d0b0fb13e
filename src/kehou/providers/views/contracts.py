"""The school's desk of third parties: leave, contracts, the people named in them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kehou.platform.access.endpoint import KehouRequest, endpoint
from kehou.platform.clock.business import business_now
from kehou.platform.ui.wording import yuan
from kehou.providers.access import APPROVE_CONTRACT, ASK_USE, DRAFT_CONTRACT, SEE_CONTRACTS
from kehou.providers.forms.contracts import ContractForm, EndForm, StaffForm, UseForm
from kehou.providers.public import providers_at
from kehou.providers.queries.contracts import (
    ContractRow,
    contract_at,
    contracts_at,
    entries_to_contract,
    staff_of_contract,
    staff_to_name,
    uses_at,
)
from kehou.providers.services.contracting import approve_contract, draft_contract, end_contract, name_staff
from kehou.providers.services.using import ask_use
from kehou.providers.views.places import school_of
from kehou.registry.public import current_term

BACK = {"back": "contracts", "back_to": "引进机构和合同"}


@endpoint(SEE_CONTRACTS)
def index(request: KehouRequest) -> HttpResponse:
    """The school's requests and contracts."""
    school, today = school_of(request, SEE_CONTRACTS), business_now().date()
    context = {
        "school": school,
        "uses": uses_at(school.place),
        "rows": contracts_at(school.place, on=today),
        "may_ask": ASK_USE.permits(request.actor, school.place),
        "may_draft": DRAFT_CONTRACT.permits(request.actor, school.place),
    }
    return render(request, "providers/contracts.html", context)


@endpoint(ASK_USE)
def use(request: KehouRequest) -> HttpResponse:
    """Ask the county to use a body."""
    school, now = school_of(request, ASK_USE), business_now()
    bodies = providers_at(school.county_code, on=now.date())
    form = UseForm(request.POST or None, providers=[(row.provider_id, row.name) for row in bodies])
    term = current_term(school.county_code, on=now.date())
    if request.method == "POST" and form.is_valid() and term:
        ask_use(actor=request.actor, now=now, place=school.place, term_id=term.id, **form.given())
        messages.success(request, "已报县教育局批准。")
        return redirect("contracts")
    context = {"form": form, "title": "申请引进机构", "label": "报县教育局批准", **BACK}
    return render(request, "providers/entry.html", context)


@endpoint(DRAFT_CONTRACT)
def entry(request: KehouRequest) -> HttpResponse:
    """Draft a contract."""
    school, now = school_of(request, DRAFT_CONTRACT), business_now()
    lines = [
        (row.id, f"{row.provider_name}　{row.item}　{yuan(row.price_fen)}（{row.minutes}分钟）")
        for row in entries_to_contract(school.county_code, on=now.date())
    ]
    form = ContractForm(request.POST or None, entries=lines)
    term = current_term(school.county_code, on=now.date())
    if request.method == "POST" and form.is_valid() and term:
        found = draft_contract(
            actor=request.actor, now=now, place=school.place, term_id=term.id, **form.given()
        )
        messages.success(request, "合同已登记，请写明派出人员。")
        return redirect("contract", found.id)
    context = {"form": form, "title": "登记合同", "label": "登记合同", **BACK}
    return render(request, "providers/entry.html", context)


@endpoint(SEE_CONTRACTS)
def contract(request: KehouRequest, contract_id: UUID) -> HttpResponse:
    """One contract with its people."""
    row = contract_at(contract_id, viewer=request.actor, on=business_now().date())
    return _show(request, row)


@require_POST
@endpoint(DRAFT_CONTRACT)
def staff(request: KehouRequest, contract_id: UUID) -> HttpResponse:
    """Name the people who may be sent."""
    now = business_now()
    row = contract_at(contract_id, viewer=request.actor, on=now.date())
    form = StaffForm(request.POST, people=staff_to_name(row.contract))
    if form.is_valid():
        name_staff(actor=request.actor, now=now, contract_id=row.contract.id, file_ids=form.given())
        messages.success(request, "派出人员已写入合同。")
        return redirect("contract", contract_id)
    return _show(request, row, staff_form=form)


@require_POST
@endpoint(APPROVE_CONTRACT)
def approval(request: KehouRequest, contract_id: UUID) -> HttpResponse:
    """The head approves."""
    now = business_now()
    row = contract_at(contract_id, viewer=request.actor, on=now.date())
    approve_contract(actor=request.actor, now=now, contract_id=row.contract.id)
    messages.success(request, "合同已批准。")
    return redirect("contract", contract_id)


@require_POST
@endpoint(APPROVE_CONTRACT)
def ending(request: KehouRequest, contract_id: UUID) -> HttpResponse:
    """The head ends a contract."""
    now = business_now()
    row = contract_at(contract_id, viewer=request.actor, on=now.date())
    form = EndForm(request.POST)
    if form.is_valid():
        end_contract(
            actor=request.actor, now=now, contract_id=row.contract.id, reason=form.cleaned_data["reason"]
        )
        messages.success(request, "合同从今天起终止。")
        return redirect("contract", contract_id)
    return _show(request, row, end_form=form)


def _show(
    request: KehouRequest,
    row: ContractRow,
    *,
    staff_form: StaffForm | None = None,
    end_form: EndForm | None = None,
) -> HttpResponse:
    found = row.contract
    people = staff_to_name(found)
    is_open = found.ended_date is None
    may_approve = APPROVE_CONTRACT.permits(request.actor, found.place)
    context = {
        "row": row,
        "people": staff_of_contract(found, on=max(business_now().date(), found.first_date)),
        "staff_form": staff_form or (StaffForm(people=people) if people else None),
        "end_form": end_form or EndForm(),
        "may_name": is_open and DRAFT_CONTRACT.permits(request.actor, found.place),
        "may_approve": is_open and found.approved_at is None and may_approve,
        "may_end": is_open and found.approved_at is not None and may_approve,
    }
    return render(request, "providers/contract.html", context)
