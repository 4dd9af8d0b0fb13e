"""What of a term's pay is not settled yet, which keeps the term from closing (A9.28)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from kehou.delivery.public import unpaid_months
from kehou.funds.allowances.months import month_name
from kehou.funds.models import AllowanceRun, Expense, PaidSlot, ProviderPayment, ProviderSession, TermLedger
from kehou.platform.database.questions import Asked, Rows, question

_UNDER_WAY = (AllowanceRun.State.DRAFT, AllowanceRun.State.TESTED, AllowanceRun.State.PUBLISHED)


def unsettled(ledger_id: UUID) -> tuple[str, ...]:
    """In words what is not settled: payable sessions on no sheet, sheets and vouchers that wait."""
    return AskedUnsettled.of(TermLedger.objects.get(pk=ledger_id)).words


@dataclass(frozen=True, slots=True)
class AskedUnsettled:
    """What must be asked of a ledger's sheets and vouchers, to be asked together with other things."""

    ledger: TermLedger
    runs: Asked[Rows]
    back: Asked[Rows]
    vouchers: Mapping[str, Asked[Rows]]

    @classmethod
    def of(cls, ledger: TermLedger) -> AskedUnsettled:
        """The questions about one ledger."""
        here = {"ledger_id": ledger.id}
        vouchers = {"支出申请": _expenses(**here), "机构结算": _payments(**here)}
        return cls(ledger, _under_way(**here), _to_take_back(**here), vouchers)

    @property
    def questions(self) -> tuple[Asked[Rows], ...]:
        """All of them."""
        return self.runs, self.back, *self.vouchers.values()

    @property
    def words(self) -> tuple[str, ...]:
        """In words what is not settled."""
        found = [f"{month_name(month)}：补助还没有批准" for month in _unpaid_months(self.ledger)]
        states = {state.value: state.label for state in _UNDER_WAY}
        found += [f"{month_name(month)}：{states[state]}的发放表" for month, state in self.runs.answer]
        found += [f"{month_name(month)}：多发的补助还没有收回" for (month,) in self.back.answer]
        found += [f"{row[1]}份{name}待批准" for name, asked in self.vouchers.items() for row in asked.answer]
        return tuple(dict.fromkeys(found))


@question
def _under_way(ledger_id: UUID) -> QuerySet[AllowanceRun, Any]:
    rows = AllowanceRun.objects.filter(ledger_id=ledger_id, state__in=_UNDER_WAY)
    return rows.order_by("month_date").values_list("month_date", "state")


@question
def _to_take_back(ledger_id: UUID) -> QuerySet[AllowanceRun, Any]:
    rows = AllowanceRun.objects.filter(
        ledger_id=ledger_id, state=AllowanceRun.State.APPROVED, raises=False, corrects__paid_at__isnull=False
    )
    return rows.order_by("month_date").values_list("month_date")


@question
def _expenses(ledger_id: UUID) -> QuerySet[Expense, Any]:
    rows = Expense.objects.filter(ledger_id=ledger_id, approved_at=None, refused_at=None)
    return rows.order_by().values_list("ledger_id").annotate(Count("id"))


@question
def _payments(ledger_id: UUID) -> QuerySet[ProviderPayment, Any]:
    rows = ProviderPayment.objects.filter(ledger_id=ledger_id, approved_at=None, refused_at=None)
    return rows.order_by().values_list("ledger_id").annotate(Count("id"))


def _unpaid_months(ledger: TermLedger) -> list[date]:
    paid = PaidSlot.objects.filter(run__ledger=ledger).values_list("session_id", flat=True)
    by_bill = ProviderSession.objects.filter(payment__ledger=ledger).values_list("session_id", flat=True)
    points = map(UUID, ledger.points.values())
    return sorted(set().union(*(unpaid_months(point, ledger.term_id, paid, by_bill) for point in points)))
