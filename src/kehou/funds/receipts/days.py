"""The control totals of a day (process 9b.8): bills and cash each come out to the fen."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from kehou.funds.bills.standing import GRANTED, AskedSums
from kehou.funds.book.reading import asked_balances
from kehou.funds.models import Bill, Receipt, Refund, SetOff, TermLedger
from kehou.funds.refunds.asking import schools_of
from kehou.ledger import accounts as a
from kehou.platform.database.questions import Asked, Rows, question, together

FAMILIES = (
    a.RECEIVABLE,
    a.REFUNDS_DUE,
    a.OVERPAID,
    a.SET_ASIDE,
    a.FEES,
    a.WAIVED_BY_SUBSIDY,
    a.WAIVED_BY_SCHOOL,
    a.REFUNDED,
    a.ARREARS,
)


@dataclass(frozen=True, slots=True)
class Totals:
    """What the papers say and what the book says, in fen, of a whole term so far.

    ``set_aside`` came in from the last term's surplus and paid no bill; ``in_book`` is the money that
    families paid and did not get back, by the book; ``other_in_book`` what else came in less what was paid.
    """

    billed: int
    waived: int
    settled: int
    offset: int
    open: int
    cancelled: int
    excess: int
    set_aside: int
    returned: int
    receivable_in_book: int
    in_book: int
    other_in_book: int

    @property
    def bills_differ(self) -> int:
        """Bills less receipts, waivers, credits, what is open and what was cancelled: 0 where they agree."""
        return self.billed - self.waived - self.settled - self.offset - self.open - self.cancelled

    @property
    def open_differs(self) -> int:
        """What is open on bills less what families owe by the book."""
        return self.open - self.receivable_in_book

    @property
    def cash_differs(self) -> int:
        """Receipts and what was set aside less refunds paid, less the same by the book."""
        return self.settled + self.excess + self.set_aside - self.returned - self.in_book

    @property
    def holds(self) -> bool:
        """Whether everything comes out to the fen."""
        return not (self.bills_differ or self.open_differs or self.cash_differs)

    def figures(self) -> dict[str, int]:
        """As they are kept."""
        return asdict(self)


def totals_of(ledger: TermLedger) -> Totals:
    """The totals of a ledger now: a fixed number of questions, asked together."""
    schools, term = schools_of(ledger), ledger.term_id
    here = {"schools": schools, "term_id": term}
    booked, billed, live = asked_balances(ledger.id), _billed(**here), AskedSums.of(schools, term)
    came, given, aside = _came(**here), _given(**here), _aside(ledger_id=ledger.id)
    together(booked, billed, *live.questions, came, given, aside)
    gross, waived, cancelled = _sums(billed, 3)
    settled, excess = _sums(came, 2)
    credited, returned = _sums(given, 2)
    (carried, applied), held = _sums(aside, 2), booked.answer
    families = -held.of(*FAMILIES).amount
    return Totals(
        billed=gross,
        waived=waived,
        settled=settled,
        offset=credited,
        open=live.sums.open.amount,
        cancelled=cancelled,
        excess=excess,
        set_aside=carried - applied,
        returned=returned,
        receivable_in_book=held.of(a.RECEIVABLE).amount,
        in_book=families,
        other_in_book=held.of(a.BANK, a.TREASURY).amount - families,
    )


def _sums(asked: Asked[Rows], columns: int) -> list[int]:
    """What each column adds up to, after the one by which the rows were put together."""
    return [sum(int(row[place]) for row in asked.answer) for place in range(1, columns + 1)]


def _sum(column: str, **only: Any) -> Sum:
    return Sum(column, default=0, filter=Q(**only) if only else None)


@question
def _billed(schools: list[UUID], term_id: UUID) -> QuerySet[Bill, Any]:
    rows = Bill.objects.filter(school_id__among=schools, term_id=term_id).order_by()
    cancelled = _sum("net_fen", cancelled_at__isnull=False)
    return rows.values_list("term_id").annotate(
        gross=_sum("gross_fen"), waived=_sum("waived_fen"), cancelled=cancelled
    )


@question
def _came(schools: list[UUID], term_id: UUID) -> QuerySet[Receipt, Any]:
    rows = Receipt.objects.filter(school_id__among=schools, term_id=term_id, reversed_at=None).order_by()
    return rows.values_list("term_id").annotate(settled=_sum("settled_fen"), excess=_sum("excess_fen"))


@question
def _given(schools: list[UUID], term_id: UUID) -> QuerySet[Refund, Any]:
    rows = Refund.objects.filter(school_id__among=schools, term_id=term_id, state__in=sorted(GRANTED))
    returned = _sum("cash_fen", state=Refund.State.PAID)
    return rows.order_by().values_list("term_id").annotate(offset=_sum("offset_fen"), returned=returned)


@question
def _aside(ledger_id: UUID) -> QuerySet[SetOff, Any]:
    rows = SetOff.objects.filter(ledger_id=ledger_id, undone_fen=0).order_by()
    return rows.values_list("ledger_id").annotate(carried=_sum("amount_fen"), applied=_sum("applied_fen"))
