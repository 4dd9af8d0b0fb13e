"""What of a term's pay is not settled yet, which keeps the term from closing (A9.28)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kehou.delivery.public import unpaid_months
from kehou.funds.allowances.months import month_name
from kehou.funds.models import AllowanceRun, Expense, PaidSlot, ProviderPayment, ProviderSession, TermLedger

_UNDER_WAY = (AllowanceRun.State.DRAFT, AllowanceRun.State.TESTED, AllowanceRun.State.PUBLISHED)


def unsettled(ledger_id: UUID) -> tuple[str, ...]:
    """In words what is not settled: payable sessions on no sheet, sheets and vouchers that wait."""
    ledger = TermLedger.objects.get(pk=ledger_id)
    found = [f"{month_name(month)}：补助还没有批准" for month in _unpaid_months(ledger)]
    runs = AllowanceRun.objects.filter(ledger=ledger, state__in=_UNDER_WAY).order_by("month_date")
    found += [f"{month_name(row.month_date)}：{row.get_state_display()}的发放表" for row in runs]
    back = AllowanceRun.objects.filter(
        ledger=ledger, state=AllowanceRun.State.APPROVED, raises=False, corrects__paid_at__isnull=False
    )
    found += [f"{month_name(row.month_date)}：多发的补助还没有收回" for row in back.order_by("month_date")]
    for model, name in ((Expense, "支出申请"), (ProviderPayment, "机构结算")):
        count = model.objects.filter(ledger=ledger, approved_at=None, refused_at=None).count()
        if count:
            found.append(f"{count}份{name}待批准")
    return tuple(dict.fromkeys(found))


def _unpaid_months(ledger: TermLedger) -> list[date]:
    paid = PaidSlot.objects.filter(run__ledger=ledger).values_list("session_id", flat=True)
    by_bill = ProviderSession.objects.filter(payment__ledger=ledger).values_list("session_id", flat=True)
    points = map(UUID, ledger.points.values())
    return sorted(set().union(*(unpaid_months(point, ledger.term_id, paid, by_bill) for point in points)))
