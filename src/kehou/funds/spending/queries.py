"""Vouchers and contracts as accountant, head and cashier read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import Http404

from kehou.funds.access import SEE_ALLOWANCES
from kehou.funds.models import Expense, ProviderPayment
from kehou.funds.spending.providers import of_contract, unpaid_sessions
from kehou.kernel.actor import Actor
from kehou.kernel.fen import Fen
from kehou.kernel.places import Place
from kehou.plans.public import approved_plan
from kehou.platform.access.actions import require
from kehou.platform.ui.pieces import Tone
from kehou.providers.public import ContractInfo, contracts_of


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A voucher with what it is for."""

    voucher: Expense | ProviderPayment
    title: str
    detail: str

    @property
    def tone(self) -> Tone:
        """The meaning of where it stands."""
        if self.voucher.refused_at:
            return Tone.PLAIN
        return Tone.DONE if self.voucher.paid_at else Tone.ATTENTION

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.voucher.approved_at is None and self.voucher.refused_at is None

    @property
    def is_payable(self) -> bool:
        """Whether it waits for payment."""
        return self.voucher.approved_at is not None and self.voucher.paid_at is None


@dataclass(frozen=True, slots=True)
class DueContract:
    """A contract with the accepted sessions of a month that nobody paid."""

    contract: ContractInfo
    sessions: int
    due: Fen


def courses_at(place: Place, term_id: UUID) -> list[tuple[str, str]]:
    """The courses of the approved plan, which expenses are linked to."""
    plan = approved_plan(place.school, term_id)
    return [(row.key, row.title) for row in plan.content.courses] if plan else []


def expenses_at(place: Place, term_id: UUID, names: dict[str, str]) -> list[VoucherRow]:
    """A term's expenses, the latest first; ``names`` are the categories in words."""
    titles = dict(courses_at(place, term_id))
    rows = Expense.objects.filter(school_id=place.school, ledger__term_id=term_id).order_by("-asked_at")[:100]
    return [_expense(row, names, titles) for row in rows]


def expense_row(voucher_id: UUID, names: dict[str, str]) -> VoucherRow:
    """One expense. Raises Expense.DoesNotExist."""
    row = Expense.objects.select_related("ledger").get(pk=voucher_id)
    return _expense(row, names, dict(courses_at(row.place, row.ledger.term_id)))


def provider_payments_at(place: Place, term_id: UUID) -> list[VoucherRow]:
    """A term's payments to providers, the latest first."""
    names = {row.contract_id: row.provider_name for row in contracts_of(place.school, term_id=term_id)}
    rows = ProviderPayment.objects.filter(school_id=place.school, ledger__term_id=term_id)
    return [_payment(row, names) for row in rows.order_by("-asked_at")[:100]]


def provider_payment_row(voucher_id: UUID) -> VoucherRow:
    """One payment to a provider. Raises ProviderPayment.DoesNotExist."""
    row = ProviderPayment.objects.select_related("ledger").get(pk=voucher_id)
    contracts = contracts_of(row.school_id, term_id=row.ledger.term_id)
    return _payment(row, {found.contract_id: found.provider_name for found in contracts})


def due_contracts(place: Place, term_id: UUID, month: date) -> list[DueContract]:
    """The contracts with accepted sessions of a month that nobody paid."""
    contracts, found = contracts_of(place.school, term_id=term_id), []
    sessions = unpaid_sessions(place.school, term_id, month) if contracts else []
    for contract in contracts:
        count = len(of_contract(sessions, contract))
        if count:
            found.append(DueContract(contract, count, contract.price * count))
    return found


def voucher_at(kind: type[Expense] | type[ProviderPayment], voucher_id: UUID, *, viewer: Actor) -> UUID:
    """The id of a voucher that the viewer may see. Raises Http404."""
    row = kind.objects.filter(pk=voucher_id).first()
    if row is None:
        raise Http404
    require(SEE_ALLOWANCES, viewer, row.place)
    return row.id


def _expense(row: Expense, names: dict[str, str], titles: dict[str, str]) -> VoucherRow:
    detail = f"{titles.get(row.course_key, '')}　{row.purpose}"
    return VoucherRow(row, names.get(row.category, row.category), detail)


def _payment(row: ProviderPayment, names: dict[UUID, str]) -> VoucherRow:
    detail = f"{row.month_date.month}月　{row.session_count}次课"
    return VoucherRow(row, names.get(row.contract_id, ""), detail)
