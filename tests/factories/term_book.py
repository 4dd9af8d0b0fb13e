"""A whole term in a book in memory: bills to archive, at a school with a teaching point."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI
from kehou.ledger import recipes as r
from kehou.ledger.accounts import Bearer, Spending
from kehou.ledger.book import Book, Stamp
from kehou.ledger.events import State
from kehou.ledger.exporting import Cover, book_written
from kehou.ledger.lines import Draft
from kehou.ledger.recipes import Item, Purse

BANK, TREASURY = Purse("B1"), Purse("T1", is_treasury=True)
HOME, POINT = "yx", "yx2"
COVER = Cover("book-of-the-test", "演习小学", "2026年上期", {HOME: "演习小学", POINT: "演习教学点"})
BEGAN = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)


class Keeper:
    """Books events a day apart, each on a paper of its own."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._turn = count()

    def stamp(self) -> Stamp:
        """The next day's stamp, prepared by one and checked by another."""
        turn = next(self._turn)
        at = BEGAN + timedelta(days=turn)
        return Stamp(at.date(), at, f"paper/{turn}", f"{turn:064x}", "maker", "checker")

    def post(self, draft: Draft) -> None:
        """Book one event."""
        self.book.post(draft, self.stamp())


def term_book(pupils: int = 4) -> Book:
    """The book of a term that ran its whole way; the first pupil is waived, the last at the point."""
    book = Book(COVER.ledger)
    keep = Keeper(book)
    bills = [
        Item(f"P{i:03d}", POINT if i == pupils - 1 else HOME, Fen(36000 + 100 * i)) for i in range(pupils)
    ]
    waived, paying = bills[:1], bills[1:]
    keep.post(r.bill_issued(bills))
    keep.post(r.waiver_granted(waived, bearer=Bearer.SUBSIDY))
    keep.post(r.receipt_recorded(paying, purse=BANK))
    keep.post(r.overpayment_recorded([Item("P001", HOME, Fen(500))], purse=BANK))
    keep.post(r.overpayment_returned([Item("P001", HOME, Fen(500))], purse=BANK))
    keep.post(r.subsidy_received({HOME: Fen(36000)}, purse=BANK))
    keep.post(r.remitted({HOME: Fen(30000)}, bank=BANK, treasury=TREASURY))
    keep.post(r.allotted({HOME: Fen(30000)}, treasury=TREASURY, bank=BANK))
    keep.post(r.refund_decided([Item("P001", HOME, Fen(2000))]))
    keep.post(r.refund_paid([Item("P001", HOME, Fen(2000))], purse=BANK))
    keep.book.reverse(len(book.entries), keep.stamp())
    keep.post(r.refund_paid([Item("P001", HOME, Fen(2000))], purse=BANK))
    _spend(keep)
    book.state = State.SOFT_CLOSED
    keep.post(r.subsidy_applied({("5001", HOME): Fen(36000)}, {(BANK, HOME): Fen(36000)}))
    _give_back(keep)
    book.state = State.ARCHIVED
    return book


def _spend(keep: Keeper) -> None:
    staff = [Item("S1", HOME, Fen(30000)), Item("S2", POINT, Fen(20000))]
    keep.post(r.allowance_approved(teachers=staff, managers=[Item("S3", HOME, Fen(9000))]))
    keep.post(r.allowance_paid([*staff, Item("S3", HOME, Fen(9000))], purse=BANK))
    keep.post(r.labour_approved([Item("O1", HOME, Fen(4000))], withheld=[Item("O1", HOME, Fen(800))]))
    keep.post(r.labour_paid([Item("O1", HOME, Fen(3200))], purse=BANK))
    keep.post(r.tax_paid([Item("O1", HOME, Fen(800))], purse=BANK))
    keep.post(r.expense_approved(Spending.CONSUMABLES, {HOME: Fen(1500)}))
    keep.post(r.expense_paid({HOME: Fen(1500)}, purse=BANK))


def _give_back(keep: Keeper) -> None:
    book = keep.book
    left: dict[str, Fen] = {}
    for (account, _, point), amount in book.balances().items():
        if account[0] in "45":
            left[point] = left.get(point, Fen(0)) - amount
    shares = [Item("P001", HOME, left[HOME]), Item("P003", POINT, left[POINT])]
    keep.post(r.surplus_fixed(shares))
    book.state = State.SURPLUS_FIXED
    keep.post(r.surplus_returned(shares[:1], purse=BANK))
    keep.post(r.surplus_parked(shares[1:]))
    keep.post(r.parked_paid(shares[1:], purse=BANK))


def exported(book: Book) -> bytes:
    """The book's export."""
    return book_written(COVER, book.entries, head=book.head)
