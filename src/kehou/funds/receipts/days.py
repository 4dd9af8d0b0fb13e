"""The control totals of a day (process 9b.8): bills and cash each come out to the fen."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import QuerySet, Sum

from kehou.funds.bills.standing import GRANTED, sums
from kehou.funds.book import balances
from kehou.funds.models import Bill, Receipt, Refund, SetOff, TermLedger
from kehou.funds.refunds.asking import schools_of
from kehou.ledger import accounts as a

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
    """The totals of a ledger now, with a fixed number of queries."""
    here = {"school_id__in": schools_of(ledger), "term_id": ledger.term_id}
    bills = Bill.objects.filter(**here)
    cancelled = bills.exclude(cancelled_at=None)
    held = balances(ledger.id)
    asked = _sums(bills, "gross_fen", "waived_fen")
    came = _sums(Receipt.objects.filter(**here, reversed_at=None), "settled_fen", "excess_fen")
    aside = _sums(SetOff.objects.filter(ledger=ledger, undone_fen=0), "amount_fen", "applied_fen")
    granted = Refund.objects.filter(**here, state__in=GRANTED)
    families = -held.of(*FAMILIES).amount
    return Totals(
        billed=asked["gross_fen"],
        waived=asked["waived_fen"],
        settled=came["settled_fen"],
        offset=_sums(granted, "offset_fen")["offset_fen"],
        open=sums(bills).open.amount,
        cancelled=_sums(cancelled, "net_fen")["net_fen"],
        excess=came["excess_fen"],
        set_aside=aside["amount_fen"] - aside["applied_fen"],
        returned=_sums(granted.filter(state=Refund.State.PAID), "cash_fen")["cash_fen"],
        receivable_in_book=held.of(a.RECEIVABLE).amount,
        in_book=families,
        other_in_book=held.of(a.BANK, a.TREASURY).amount - families,
    )


def _sums(rows: QuerySet[Any], *columns: str) -> dict[str, int]:
    """What some columns add up to, in one query."""
    found = rows.aggregate(**{f"sum_{column}": Sum(column, default=0) for column in columns})
    return {column: int(found[f"sum_{column}"]) for column in columns}
