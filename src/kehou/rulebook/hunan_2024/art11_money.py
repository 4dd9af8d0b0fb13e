"""Indicators of the money of a term, to the fen (A9.6, A9.11, A9.12, A9.25, A9.26, A11.12)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kehou.rulebook.engine import computes
from kehou.rulebook.facts.indicators import EvidenceRow, Reading, RefundRow, TermMoney, read


@computes("A9.6", "A11.12")
def fee_burden(money: TermMoney) -> Reading:
    """What was billed beside the same periods at the tariff: above one is a sign of overcharging (A9.6)."""
    if money.at_ceiling is None:
        return Reading(0, 0)
    return Reading(money.billed.amount, money.at_ceiling.amount)


@computes("A9.6")
def paid_per_period(money: TermMoney) -> Reading:
    """What families paid on average for a pupil-period, in fen (A9.6)."""
    return Reading(money.paid.amount, money.periods)


@computes("A9.25")
def allowance_share(money: TermMoney) -> Reading:
    """Of all that was spent, how much went to allowances (A9.25)."""
    return Reading(money.allowances.amount, money.spending.amount)


@computes("A9.26")
def manager_ratio(money: TermMoney) -> Reading:
    """A manager's mean allowance of the term beside that of the direct participants (A9.26).

    The monthly limit is the ledger's to refuse; over a term no mean can pass it either.
    """
    return Reading(money.managers.amount * money.teacher_count, money.teachers.amount * money.manager_count)


@computes("A9.12")
def timely_refunds(refunds: Iterable[RefundRow], *, today: date) -> Reading:
    """Of the refunds whose day has come or that are paid, how many were paid in time (A9.12)."""
    return read(
        EvidenceRow(row.key, int(timely), 1, not timely)
        for row in refunds
        if row.paid_date or row.due_date < today
        for timely in (row.paid_date is not None and row.paid_date <= row.due_date,)
    )


@computes("A9.11")
def surplus_returned(money: TermMoney) -> Reading:
    """Of the surplus pool, how much is back with those who paid (A9.11)."""
    return Reading(money.surplus_returned.amount, money.surplus_pool.amount)
