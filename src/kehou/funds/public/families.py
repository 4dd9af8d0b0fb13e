"""A family's account, and what a school's fees add up to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from kehou.funds.bills.standing import GRANTED, AskedSums
from kehou.funds.family.facts import FamilyAccount
from kehou.funds.family.reading import family_account
from kehou.funds.models import Refund
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.platform.database.questions import question, together
from kehou.rulebook.facts.refunds import RefundCause

# What was never this term's fee: paid too much, or of the last term's surplus.
NO_FEE = (RefundCause.OVERCHARGE.value, RefundCause.SET_OFF.value)
_WAITING = sorted((GRANTED - {Refund.State.PAID.value}) | {Refund.State.REQUESTED.value})
__all__ = ["FamilyAccount", "FeeTotals", "family_account", "fee_totals"]


@dataclass(frozen=True, slots=True)
class FeeTotals:
    """What a school's families were billed, paid and got back in a term.

    ``refund_days`` are the calendar days from request to payment of each refund that was paid.
    """

    bills: int
    billed: Fen
    waived: Fen
    waived_pupils: int
    paid: Fen
    open: Fen
    refunded: Fen
    refunds_waiting: int
    refund_days: tuple[int, ...]


def fee_totals(school_id: UUID, term_id: UUID) -> FeeTotals:
    """The totals of a school's term: a fixed number of questions, asked together."""
    bills, here = AskedSums.of([school_id], term_id), {"school_id": school_id, "term_id": term_id}
    paid, waiting = _paid(**here), _waiting(**here)
    together(*bills.questions, paid, waiting)
    found = bills.sums
    return FeeTotals(
        bills=found.bills,
        billed=found.gross,
        waived=found.waived,
        waived_pupils=found.waived_bills,
        paid=found.settled,
        open=found.open,
        refunded=Fen(sum(cash for cash, _, _ in paid.answer)),
        refunds_waiting=sum(count for _, count in waiting.answer),
        refund_days=tuple(
            (local_day(done) - local_day(asked)).days
            for cash, asked, done in paid.answer
            if cash and done is not None
        ),
    )


@question
def _paid(school_id: UUID, term_id: UUID) -> QuerySet[Refund, Any]:
    rows = Refund.objects.filter(school_id=school_id, term_id=term_id, state=Refund.State.PAID)
    return rows.exclude(cause__in=NO_FEE).values_list("cash_fen", "requested_at", "paid_at")


@question
def _waiting(school_id: UUID, term_id: UUID) -> QuerySet[Refund, Any]:
    rows = Refund.objects.filter(school_id=school_id, term_id=term_id, state__in=_WAITING)
    return rows.order_by().values_list("term_id").annotate(Count("id"))
