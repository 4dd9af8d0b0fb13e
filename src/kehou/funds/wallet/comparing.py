"""A day's bill of the channel beside our own orders and refunds. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kehou.funds.wallet.day_bill import DayBill
from kehou.kernel.fen import ZERO, Fen


class Difference(StrEnum):
    """How the two can differ."""

    NOT_HERE = "not_here"
    NOT_THERE = "not_there"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Apart:
    """One order or refund of which the two do not say the same."""

    key: str
    kind: Difference
    here: Fen
    there: Fen

    def written(self) -> dict[str, object]:
        """The row as it is kept."""
        return {
            "key": self.key,
            "kind": self.kind.value,
            "here": self.here.amount,
            "there": self.there.amount,
        }


def differences(bill: DayBill, booked: Mapping[str, Fen], other_days: Mapping[str, Fen]) -> list[Apart]:
    """What the channel and the book do not both say of a day.

    ``booked`` are the day's orders and refunds by number, ``other_days`` those of other days that the bill
    names: a payment at midnight may be booked on the day after.
    """
    return sorted(_apart(bill, booked, other_days), key=lambda row: (row.kind, row.key))


def _apart(bill: DayBill, booked: Mapping[str, Fen], other_days: Mapping[str, Fen]) -> Iterator[Apart]:
    there = {row.key: row.amount + row.refunded for row in bill.rows}
    for key, amount in there.items():
        here = booked.get(key) or other_days.get(key)
        if here is None:
            yield Apart(key, Difference.NOT_HERE, ZERO, amount)
        elif here != amount:
            yield Apart(key, Difference.AMOUNT, here, amount)
    for key, amount in booked.items():
        if key not in there:
            yield Apart(key, Difference.NOT_THERE, amount, ZERO)
