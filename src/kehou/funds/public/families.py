"""A family's account, and what a school's fees add up to."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from kehou.funds.bills.standing import GRANTED, sums
from kehou.funds.family.facts import FamilyAccount
from kehou.funds.family.reading import family_account
from kehou.funds.models import Bill, Refund
from kehou.kernel.fen import Fen
from kehou.kernel.moments import local_day
from kehou.rulebook.facts.refunds import RefundCause

# What was never this term's fee: paid too much, or of the last term's surplus.
NO_FEE = (RefundCause.OVERCHARGE.value, RefundCause.SET_OFF.value)
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
    """The totals of a school's term, with a fixed number of queries."""
    found = sums(Bill.objects.filter(school_id=school_id, term_id=term_id))
    refunds = Refund.objects.filter(school_id=school_id, term_id=term_id)
    paid = refunds.filter(state=Refund.State.PAID).exclude(cause__in=NO_FEE)
    moments = paid.exclude(cash_fen=0).values_list("requested_at", "paid_at")
    waiting = refunds.filter(state__in=[*(GRANTED - {Refund.State.PAID.value}), Refund.State.REQUESTED])
    return FeeTotals(
        bills=found.bills,
        billed=found.gross,
        waived=found.waived,
        waived_pupils=found.waived_bills,
        paid=found.settled,
        open=found.open,
        refunded=Fen(int(paid.aggregate(sum=Sum("cash_fen"))["sum"] or 0)),
        refunds_waiting=waiting.count(),
        refund_days=tuple(
            (local_day(done) - local_day(asked)).days for asked, done in moments if done is not None
        ),
    )
