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
from kehou.platform.database.questions import Asked, Rows, question, together
from kehou.rulebook.facts.refunds import RefundCause

UNGRANTED = (
    *(Refund.State.REQUESTED, Refund.State.REFUSED),
    *(Refund.State.WITHDRAWN, Refund.State.CORRECTED),
)
GRANTED = frozenset(Refund.State.values) - {state.value for state in UNGRANTED}


def standings(bills: Iterable[Bill]) -> dict[UUID, Standing]:
    """The standing of each bill; those of a query are named to the database by that query, not one by one."""
    if isinstance(bills, QuerySet) and not bills.query.is_sliced:
        ids, rows = bills.order_by().values("id"), list(bills)
        return _standings(rows, _settled_of(bill_id__in=ids), _credited_of(bill_id__in=ids))
    rows = list(bills)
    asked = AskedStandings.of(row.id for row in rows)
    together(*asked.questions)
    return asked.of_bills(rows)


@dataclass(frozen=True, slots=True)
class AskedStandings:
    """What must be asked to know where some bills stand, to be asked together with other things."""

    settled: Asked[Rows]
    credited: Asked[Rows]

    @classmethod
    def of(cls, bill_ids: Iterable[UUID]) -> AskedStandings:
        """The questions about some bills."""
        wanted = list(bill_ids)
        return cls(_settled(bills=wanted), _credited(bills=wanted))

    @property
    def questions(self) -> tuple[Asked[Rows], Asked[Rows]]:
        """All of them."""
        return self.settled, self.credited

    def of_bills(self, rows: Iterable[Bill]) -> dict[UUID, Standing]:
        """The standing of each of the bills that were asked about."""
        return _standings(rows, self.settled.answer, self.credited.answer)


@question
def _settled(bills: list[UUID]) -> QuerySet[Receipt, Any]:
    return _settled_of(bill_id__among=bills)


@question
def _credited(bills: list[UUID]) -> QuerySet[Refund, Any]:
    return _credited_of(bill_id__among=bills)


def _settled_of(**bills: Any) -> QuerySet[Receipt, Any]:
    rows = Receipt.objects.filter(**bills, reversed_at=None)
    return rows.values_list("bill_id").annotate(Sum("settled_fen"))


def _credited_of(**bills: Any) -> QuerySet[Refund, Any]:
    """What granted refunds take off each bill, give back of it, and have given back."""
    return (
        _granted(**bills)
        .values_list("bill_id")
        .annotate(
            offset=Sum("offset_fen"),
            granted=Sum("cash_fen"),
            returned=Sum("cash_fen", filter=Q(state=Refund.State.PAID)),
        )
    )


def _standings(rows: Iterable[Bill], settled: Iterable[Any], credited: Iterable[Any]) -> dict[UUID, Standing]:
    paid, by_bill = dict(settled), {bill: sums for bill, *sums in credited}
    nothing = (0, 0, 0)
    return {row.id: _standing(row, paid.get(row.id, 0), *by_bill.get(row.id, nothing)) for row in rows}


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


@dataclass(frozen=True, slots=True)
class AskedSums:
    """What must be asked to know what live bills add up to, to be asked together with other things."""

    billed: Asked[Rows]
    settled: Asked[Rows]
    offset: Asked[Rows]

    @classmethod
    def of(cls, schools: Iterable[UUID], term_id: UUID) -> AskedSums:
        """The questions about the bills of some schools' term."""
        here = {"schools": list(schools), "term_id": term_id}
        return cls(_billed(**here), _settled_in(**here), _offset_in(**here))

    @property
    def questions(self) -> tuple[Asked[Rows], Asked[Rows], Asked[Rows]]:
        """All of them."""
        return self.billed, self.settled, self.offset

    @property
    def sums(self) -> Sums:
        """What they add up to."""
        found = self.billed.answer[0][1:] if self.billed.answer else (0, 0, 0, 0, 0)
        bills, gross, waived, waived_bills, net = map(int, found)
        return Sums(
            bills=bills,
            gross=Fen(gross),
            waived=Fen(waived),
            waived_bills=waived_bills,
            net=Fen(net),
            settled=Fen(sum(int(fen) for _, fen in self.settled.answer)),
            offset=Fen(sum(int(fen) for _, fen in self.offset.answer)),
        )


@question
def _billed(schools: list[UUID], term_id: UUID) -> QuerySet[Bill, Any]:
    live = Bill.objects.filter(school_id__among=schools, term_id=term_id, cancelled_at=None).order_by()
    return live.values_list("term_id").annotate(
        bills=Count("id"),
        gross=Sum("gross_fen", default=0),
        waived=Sum("waived_fen", default=0),
        waived_bills=Count("id", filter=Q(waived_fen__gt=0)),
        net=Sum("net_fen", default=0),
    )


@question
def _settled_in(schools: list[UUID], term_id: UUID) -> QuerySet[Receipt, Any]:
    rows = Receipt.objects.filter(**_live(schools, term_id), reversed_at=None).order_by()
    return rows.values_list("bill__term_id").annotate(settled=Sum("settled_fen", default=0))


@question
def _offset_in(schools: list[UUID], term_id: UUID) -> QuerySet[Refund, Any]:
    rows = _granted(**_live(schools, term_id)).order_by()
    return rows.values_list("bill__term_id").annotate(offset=Sum("offset_fen", default=0))


def _live(schools: list[UUID], term_id: UUID) -> dict[str, Any]:
    return {"bill__school_id__among": schools, "bill__term_id": term_id, "bill__cancelled_at": None}


def standing_of(bill: Bill) -> Standing:
    """The standing of one bill."""
    return standings([bill])[bill.id]


def locked(bill_id: UUID) -> Bill:
    """A bill that nobody else pays, credits or cancels until the transaction ends."""
    return Bill.objects.select_for_update().get(pk=bill_id)


def _granted(**bills: Any) -> QuerySet[Refund]:
    """The granted refunds of some bills that lower what the bill asks: an overcharge was never on it."""
    rows = Refund.objects.filter(**bills, state__in=sorted(GRANTED))
    return rows.exclude(cause=RefundCause.OVERCHARGE.value)


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
