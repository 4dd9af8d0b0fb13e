"""The states of a bill as its sums tell them (process 9c). Pure."""

from __future__ import annotations

from enum import StrEnum

from kehou.funds.bills.facts import Standing
from kehou.kernel.fen import ZERO


class BillState(StrEnum):
    """Where a bill stands."""

    ISSUED = "issued"
    PART_PAID = "part_paid"
    PAID = "paid"
    REFUNDED_PART = "refunded_part"
    REFUNDED = "refunded"
    CANCELLED = "cancelled"


def state_of(standing: Standing) -> BillState:
    """The state from the sums; a bill of nothing is paid from the start."""
    if standing.is_cancelled:
        return BillState.CANCELLED
    if standing.open > ZERO:
        return BillState.PART_PAID if standing.settled > ZERO else BillState.ISSUED
    if standing.granted == ZERO:
        return BillState.PAID
    return BillState.REFUNDED if standing.kept == ZERO else BillState.REFUNDED_PART
