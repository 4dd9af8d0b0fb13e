"""Closing a month: the ledger balances and the bank says the same (9.13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from kehou.funds.access import CLOSE_MONTH
from kehou.funds.book.exporting import entries_of
from kehou.funds.book.posting import within
from kehou.funds.closing.gathering import bank_difference, unmatched
from kehou.funds.models import MonthClose, TermLedger
from kehou.kernel.actor import Actor
from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import local_day
from kehou.kernel.verdict import UnableTo, Verdict, refusal
from kehou.ledger.soundness import is_chained
from kehou.platform.access.actions import require
from kehou.platform.audit.trail import record, subject_of


class UnableToCloseMonth(UnableTo):
    """A month cannot be closed yet, or was closed before."""


def close_month(
    *, actor: Actor, now: datetime, ledger_id: UUID, month: date, statements: Mapping[str, Fen]
) -> MonthClose:
    """Close a month of a ledger; ``month`` is its first day, ``statements`` what the banks say at its end.

    From then on no entry is dated in it. Raises UnableToCloseMonth.
    """
    ledger = TermLedger.objects.select_for_update().get(pk=ledger_id)
    require(CLOSE_MONTH, actor, ledger.place)
    with within(ledger):
        verdicts = _faults(ledger, month, statements, today=local_day(now))
    if verdicts:
        raise UnableToCloseMonth(verdicts)
    row = MonthClose.objects.create(
        county_code=ledger.county_code,
        school_id=ledger.school_id,
        ledger=ledger,
        month_date=month,
        statements={code: amount.amount for code, amount in statements.items()},
        entry_count=ledger.last_number,
        head=ledger.head,
        closed_by=actor.person,
        closed_at=now,
    )
    record(
        "ledger.month_closed",
        actor=actor,
        place=ledger.place,
        subject=subject_of("ledger", ledger.id),
        now=now,
    )
    return row


def next_month(day: date) -> date:
    """The first day of the month after a day's."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _faults(ledger: TermLedger, month: date, statements: Mapping[str, Fen], *, today: date) -> list[Verdict]:
    found = []
    if today < next_month(month):
        found.append(
            refusal("A9.22", "month_not_over", subject="month", found=today, required=next_month(month))
        )
    if ledger.months.filter(month_date__gte=month).exists():
        found.append(refusal("A7.11", "month_closed_before", subject="month", found=month))
    if unknown := unmatched(ledger):
        found.append(refusal("A9.23", "receipts_unmatched", subject="month", found=unknown, required=0))
    apart = bank_difference(ledger, statements, past=next_month(month))
    if apart != ZERO:
        found.append(refusal("A9.23", "bank_differs", subject="month", found=apart, required=ZERO))
    if not is_chained(str(ledger.id), entries_of(ledger)):
        found.append(refusal("A9.22", "book_chain_broken", subject="month"))
    return found
