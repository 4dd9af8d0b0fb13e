"""Facts about bills, receipts and refunds that are in order, to be changed one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from factories.plan_facts import a_tariff
from kehou.kernel.fen import Fen
from kehou.rulebook.facts.bills import BillFacts, ServiceLine
from kehou.rulebook.facts.receipts import PayeeKind, ReceiptFacts
from kehou.rulebook.facts.refunds import RefundCause, RefundFacts


def a_line(**changes: Any) -> ServiceLine:
    """Homework on two Mondays for a third-grader."""
    line = ServiceLine("homework-0", 40, 3, 1, (date(2026, 3, 2), date(2026, 3, 9)))
    return replace(line, **changes)


def a_bill(**changes: Any) -> BillFacts:
    """Two periods at 2.00 yuan in the spring of 2026, under a ceiling of 4.00."""
    bill = BillFacts(
        lines=(a_line(),),
        price=Fen(200),
        approved_price=Fen(200),
        gross=Fen(400),
        tariff=a_tariff(ceiling=Fen(400)),
        first_day=date(2026, 3, 2),
        last_day=date(2026, 7, 3),
        approved_slots=frozenset({"homework-0"}),
    )
    return replace(bill, **changes)


def a_receipt(**changes: Any) -> ReceiptFacts:
    """Paid to the school's own account, taken by its cashier."""
    return replace(ReceiptFacts(PayeeKind.SCHOOL, True, True), **changes)


def a_refund(**changes: Any) -> RefundFacts:
    """Five periods at 4.00 yuan, missed by illness and told before."""
    refund = RefundFacts(
        RefundCause.SPECIAL,
        amount=Fen(2_000),
        due=Fen(2_000),
        granted_before=Fen(0),
        billed=Fen(30_000),
        reason="illness",
    )
    return replace(refund, **changes)
