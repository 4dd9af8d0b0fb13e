"""Which events the book knows, which accounts each may touch, when, and by how many people.

The table is closed like the chart: an entry that is none of these events cannot be booked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kehou.ledger import accounts as a
from kehou.ledger.accounts import Account


class EventKind(StrEnum):
    """A business event that moves money or claims."""

    BILL_ISSUED = "bill_issued"
    BILL_CANCELLED = "bill_cancelled"
    WAIVER_GRANTED = "waiver_granted"
    RECEIPT_RECORDED = "receipt_recorded"
    OVERPAYMENT_RECORDED = "overpayment_recorded"
    OVERPAYMENT_RETURNED = "overpayment_returned"
    REMITTED = "remitted"
    ALLOTTED = "allotted"
    SUBSIDY_RECEIVED = "subsidy_received"
    INTEREST_RECEIVED = "interest_received"
    SHORTFALL_COVERED = "shortfall_covered"
    SET_OFF_RECEIVED = "set_off_received"
    SET_OFF_APPLIED = "set_off_applied"
    SET_OFF_RELEASED = "set_off_released"
    SET_OFF_SENT_BACK = "set_off_sent_back"
    REFUND_DECIDED = "refund_decided"
    REFUND_PAID = "refund_paid"
    ALLOWANCE_APPROVED = "allowance_approved"
    ALLOWANCE_PAID = "allowance_paid"
    ALLOWANCE_CORRECTED = "allowance_corrected"
    ALLOWANCE_RECOVERED = "allowance_recovered"
    LABOUR_APPROVED = "labour_approved"
    LABOUR_PAID = "labour_paid"
    LABOUR_CORRECTED = "labour_corrected"
    LABOUR_RECOVERED = "labour_recovered"
    TAX_PAID = "tax_paid"
    PROVIDER_ACCEPTED = "provider_accepted"
    PROVIDER_PAID = "provider_paid"
    EXPENSE_APPROVED = "expense_approved"
    EXPENSE_PAID = "expense_paid"
    PAYMENT_BOUNCED = "payment_bounced"
    ARREARS_CLOSED = "arrears_closed"
    SUBSIDY_APPLIED = "subsidy_applied"
    SURPLUS_FIXED = "surplus_fixed"
    UNSPENT_SUBSIDY_FIXED = "unspent_subsidy_fixed"
    SURPLUS_RETURNED = "surplus_returned"
    SURPLUS_SET_OFF = "surplus_set_off"
    SET_OFF_TAKEN_BACK = "set_off_taken_back"
    SURPLUS_PARKED = "surplus_parked"
    PARKED_PAID = "parked_paid"
    UNSPENT_SUBSIDY_RETURNED = "unspent_subsidy_returned"
    REVERSAL = "reversal"


class State(StrEnum):
    """Where a term's ledger stands (process 9c)."""

    OPEN = "open"
    SOFT_CLOSED = "soft_closed"
    SURPLUS_FIXED = "surplus_fixed"
    RETURNED = "returned"
    DISCLOSED = "disclosed"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Event:
    """What an event is called, where it may stand, in which states, and whether it pays money out."""

    name: str
    debits: frozenset[str]
    credits: frozenset[str]
    states: frozenset[State]
    pays: bool = False


_RUNNING = frozenset({State.OPEN})
_SETTLING = frozenset({State.OPEN, State.SOFT_CLOSED, State.SURPLUS_FIXED})
_CLOSING = frozenset({State.SOFT_CLOSED})
_RETURNING = frozenset({State.SURPLUS_FIXED})
_AFTER = frozenset({State.SURPLUS_FIXED, State.RETURNED, State.DISCLOSED, State.ARCHIVED})


def _event(
    name: str,
    debits: tuple[Account, ...],
    credits: tuple[Account, ...],  # noqa: A002  (what accountants call it)
    states: frozenset[State] = _RUNNING,
    *,
    pays: bool = False,
) -> Event:
    return Event(
        name, frozenset(side.code for side in debits), frozenset(side.code for side in credits), states, pays
    )


_CASH = (a.BANK, a.TREASURY)
_STAFF = (a.TEACHERS, a.MANAGERS)
_OTHER = (a.EQUIPMENT, a.ACTIVITIES, a.CONSUMABLES, a.UTILITIES)
_SPENT = (*_STAFF, a.LABOUR, a.PROVIDERS, *_OTHER)
_PAYABLE = (
    *(a.REFUNDS_DUE, a.OVERPAID, a.ALLOWANCES_DUE, a.LABOUR_DUE, a.TAX_DUE, a.PROVIDERS_DUE, a.EXPENSES_DUE),
    *(a.SURPLUS_DUE, a.SURPLUS_PARKED),
)

EVENTS: Mapping[EventKind, Event] = {
    EventKind.BILL_ISSUED: _event("开出缴费通知", (a.RECEIVABLE,), (a.FEES,)),
    EventKind.BILL_CANCELLED: _event("撤销或减少缴费通知", (a.FEES,), (a.RECEIVABLE,)),
    EventKind.WAIVER_GRANTED: _event(
        "减免", (a.WAIVED_BY_SUBSIDY, a.WAIVED_BY_SCHOOL), (a.RECEIVABLE, a.REFUNDS_DUE)
    ),
    EventKind.RECEIPT_RECORDED: _event("收到缴费", _CASH, (a.RECEIVABLE,)),
    EventKind.OVERPAYMENT_RECORDED: _event("收到多缴或重复缴费", _CASH, (a.OVERPAID,), _SETTLING),
    EventKind.OVERPAYMENT_RETURNED: _event("清退多收款", (a.OVERPAID,), _CASH, _SETTLING, pays=True),
    EventKind.REMITTED: _event("缴库", (a.TREASURY,), (a.BANK,), _SETTLING, pays=True),
    EventKind.ALLOTTED: _event("用款返还", (a.BANK,), (a.TREASURY,), _SETTLING),
    EventKind.SUBSIDY_RECEIVED: _event("收到财政补助", _CASH, (a.SUBSIDY,)),
    EventKind.INTEREST_RECEIVED: _event("收到利息", _CASH, (a.INTEREST,)),
    EventKind.SHORTFALL_COVERED: _event("学校补足差额", _CASH, (a.SHORTFALL,)),
    EventKind.SET_OFF_RECEIVED: _event("转入家长选择抵缴的上学期结余", _CASH, (a.SET_ASIDE,)),
    EventKind.SET_OFF_APPLIED: _event("上学期结余抵缴", (a.SET_ASIDE,), (a.RECEIVABLE,)),
    EventKind.SET_OFF_RELEASED: _event("未抵缴的结余改为退款", (a.SET_ASIDE,), (a.REFUNDS_DUE,)),
    EventKind.SET_OFF_SENT_BACK: _event(
        "抵缴有误，退回上学期账簿", (a.RECEIVABLE, a.REFUNDS_DUE, a.SET_ASIDE), _CASH, pays=True
    ),
    EventKind.REFUND_DECIDED: _event("决定退费", (a.REFUNDED,), (a.REFUNDS_DUE,)),
    EventKind.REFUND_PAID: _event("支付退费", (a.REFUNDS_DUE,), _CASH, _SETTLING, pays=True),
    EventKind.ALLOWANCE_APPROVED: _event("核定补助", _STAFF, (a.ALLOWANCES_DUE,)),
    EventKind.ALLOWANCE_PAID: _event(
        "发放补助", (a.ALLOWANCES_DUE,), (*_CASH, a.TAX_DUE), _SETTLING, pays=True
    ),
    EventKind.ALLOWANCE_CORRECTED: _event("更正补助", (a.ALLOWANCES_DUE,), _STAFF),
    EventKind.ALLOWANCE_RECOVERED: _event("收回多发补助", _CASH, (a.ALLOWANCES_DUE,), _SETTLING),
    EventKind.LABOUR_APPROVED: _event("核定劳务费", (a.LABOUR,), (a.LABOUR_DUE, a.TAX_DUE)),
    EventKind.LABOUR_PAID: _event("支付劳务费", (a.LABOUR_DUE,), _CASH, _SETTLING, pays=True),
    EventKind.LABOUR_CORRECTED: _event("更正劳务费", (a.LABOUR_DUE, a.TAX_DUE), (a.LABOUR,)),
    EventKind.LABOUR_RECOVERED: _event("收回多发劳务费", _CASH, (a.LABOUR_DUE,), _SETTLING),
    EventKind.TAX_PAID: _event("缴纳代扣税款", (a.TAX_DUE,), _CASH, _SETTLING, pays=True),
    EventKind.PROVIDER_ACCEPTED: _event("验收第三方服务", (a.PROVIDERS,), (a.PROVIDERS_DUE,)),
    EventKind.PROVIDER_PAID: _event("支付第三方机构", (a.PROVIDERS_DUE,), _CASH, _SETTLING, pays=True),
    EventKind.EXPENSE_APPROVED: _event("核准其他服务支出", _OTHER, (a.EXPENSES_DUE,)),
    EventKind.EXPENSE_PAID: _event("支付其他服务支出", (a.EXPENSES_DUE,), _CASH, _SETTLING, pays=True),
    EventKind.PAYMENT_BOUNCED: _event("付款被退回", _CASH, _PAYABLE, _SETTLING | _AFTER),
    EventKind.ARREARS_CLOSED: _event("期末未收款销记", (a.ARREARS,), (a.RECEIVABLE,), _CLOSING),
    EventKind.SUBSIDY_APPLIED: _event("补助先用于支出", (*_SPENT, *_CASH), (*_SPENT, *_CASH), _CLOSING),
    EventKind.SURPLUS_FIXED: _event("确定返还家长的结余", (a.SURPLUS,), (a.SURPLUS_DUE,), _CLOSING),
    EventKind.UNSPENT_SUBSIDY_FIXED: _event(
        "确定缴回的补助结余", (a.SUBSIDY_BACK,), (a.SUBSIDY_DUE_BACK,), _CLOSING
    ),
    EventKind.SURPLUS_RETURNED: _event("返还结余", (a.SURPLUS_DUE,), _CASH, _RETURNING, pays=True),
    EventKind.SURPLUS_SET_OFF: _event(
        "结余按家长选择转入下学期抵缴", (a.SURPLUS_DUE,), _CASH, _RETURNING, pays=True
    ),
    EventKind.SET_OFF_TAKEN_BACK: _event(
        "抵缴有误，结余转回本学期", _CASH, (a.SURPLUS_DUE, a.SURPLUS_PARKED), _AFTER
    ),
    EventKind.SURPLUS_PARKED: _event("结余无人领取", (a.SURPLUS_DUE,), (a.SURPLUS_PARKED,), _RETURNING),
    EventKind.PARKED_PAID: _event("补发未领取结余", (a.SURPLUS_PARKED,), _CASH, _AFTER, pays=True),
    EventKind.UNSPENT_SUBSIDY_RETURNED: _event(
        "缴回补助结余", (a.SUBSIDY_DUE_BACK,), _CASH, _RETURNING, pays=True
    ),
    EventKind.REVERSAL: _event("红字冲销", (), (), _RUNNING),
}
