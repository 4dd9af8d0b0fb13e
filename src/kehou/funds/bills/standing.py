"""Where bills stand, from their receipts and refunds: two queries however many they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from kehou.funds.bills.facts import Standing
from kehou.funds.models import Bill, Receipt, Refund
from kehou.kernel.fen import Fen
from kehou.rulebook.facts.refunds import RefundCause

UNGRANTED = (
    *(Refund.State.REQUESTED, Refund.State.REFUSED),
    *(Refund.State.WITHDRAWN, Refund.State.CORRECTED),
)
GRANTED = frozenset(Refund.State.values) - {state.value for state in UNGRANTED}


def standings(bills: Iterable[Bill]) -> dict[UUID, Standing]:
    """The standing of each bill; those of a query are named to the database by that query, not one by one."""
    rows = list(bills)
    whole = isinstance(bills, QuerySet) and not bills.query.is_sliced
    ids = bills.order_by().values("id") if whole else [row.id for row in rows]  # type: ignore[attr-defined]
    settled = dict(
        Receipt.objects.filter(bill_id__in=ids, reversed_at=None)
        .values_list("bill_id")
        .annotate(Sum("settled_fen"))
    )
    totals = (
        _granted(ids)
        .values("bill_id")
        .annotate(
            offset=Sum("offset_fen"),
            granted=Sum("cash_fen"),
            returned=Sum("cash_fen", filter=Q(state=Refund.State.PAID)),
        )
    )
    by_bill = {each["bill_id"]: (each["offset"], each["granted"], each["returned"]) for each in totals}
    nothing = (0, 0, 0)
    return {row.id: _standing(row, settled.get(row.id, 0), *by_bill.get(row.id, nothing)) for row in rows}


@dataclass(frozen=True, slots=True)
class Sums:
    """What some live bills add up to; ``waived_bills`` counts those with a waiver."""

    bills: int
    gross: Fen
    waived: Fen
    waived_bills: int
    net: Fen
    settled: Fen
    offset: Fen

    @property
    def open(self) -> Fen:
        """What the families together still owe: the sum of what each bill leaves open."""
        return self.net - self.offset - self.settled


def sums(bills: QuerySet[Bill]) -> Sums:
    """The sums of the live bills of a query, with three queries that no bill passes through."""
    live = bills.filter(cancelled_at=None).order_by()
    ids = live.values("id")
    receipts = Receipt.objects.filter(bill_id__in=ids, reversed_at=None)
    credited = _granted(ids)
    found = live.aggregate(
        bills=Count("id"),
        gross=Sum("gross_fen", default=0),
        waived=Sum("waived_fen", default=0),
        waived_bills=Count("id", filter=Q(waived_fen__gt=0)),
        net=Sum("net_fen", default=0),
    )
    return Sums(
        bills=found["bills"],
        gross=Fen(int(found["gross"])),
        waived=Fen(int(found["waived"])),
        waived_bills=found["waived_bills"],
        net=Fen(int(found["net"])),
        settled=Fen(int(receipts.aggregate(sum=Sum("settled_fen", default=0))["sum"])),
        offset=Fen(int(credited.aggregate(sum=Sum("offset_fen", default=0))["sum"])),
    )


def standing_of(bill: Bill) -> Standing:
    """The standing of one bill."""
    return standings([bill])[bill.id]


def locked(bill_id: UUID) -> Bill:
    """A bill that nobody else pays, credits or cancels until the transaction ends."""
    return Bill.objects.select_for_update().get(pk=bill_id)


def granted_refunds(**bills: Any) -> QuerySet[Refund]:
    """The granted refunds of some bills that lower what the bill asks: an overcharge was never on it."""
    rows = Refund.objects.filter(**bills, state__in=sorted(GRANTED))
    return rows.exclude(cause=RefundCause.OVERCHARGE.value)


def _granted(bill_ids: Any) -> QuerySet[Refund]:
    return granted_refunds(bill_id__in=bill_ids)


def _standing(
    row: Bill, settled: int, offset: int | None, granted: int | None, returned: int | None
) -> Standing:
    return Standing(
        net=Fen(row.net_fen),
        settled=Fen(int(settled)),
        offset=Fen(int(offset or 0)),
        granted=Fen(int(granted or 0)),
        returned=Fen(int(returned or 0)),
        is_cancelled=row.cancelled_at is not None,
    )
