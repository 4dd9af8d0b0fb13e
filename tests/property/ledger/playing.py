"""A term played against a plain model: dictionaries of fen beside the book.

Each act draws from a chooser (Hypothesis or a seeded chance), does to the model what a person would note on
paper, and books the same by recipe. An act that the model forbids must be refused by the book.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from factories.term_book import BANK, BEGAN, HOME, POINT, TREASURY
from kehou.kernel.fen import Fen
from kehou.ledger import recipes as r
from kehou.ledger.accounts import Bearer, Spending
from kehou.ledger.book import Book, Stamp
from kehou.ledger.checking import UnableToPost
from kehou.ledger.lines import Draft, Fund
from kehou.ledger.recipes import Item, Purse

PUPILS = [(f"P{i}", HOME if i < 5 else POINT) for i in range(7)]
STAFF = [(f"S{i}", HOME if i < 2 else POINT) for i in range(3)]
Chooser = Callable[[int, int], int]


@dataclass
class Play:
    """The book and the plain model beside it."""

    choose: Chooser
    book: Book = field(default_factory=lambda: Book("play"))
    purse: Counter[tuple[str, str]] = field(default_factory=Counter)  # bank code, fund
    owed: Counter[str] = field(default_factory=Counter)
    paid: Counter[str] = field(default_factory=Counter)
    refund_due: Counter[str] = field(default_factory=Counter)
    pay_due: Counter[str] = field(default_factory=Counter)
    earned: Counter[str] = field(default_factory=Counter)  # by point
    refused: int = 0
    turn: int = 0

    def pick(self, people: list[tuple[str, str]]) -> tuple[str, str]:
        """One of some people, with the point."""
        return people[self.choose(0, len(people) - 1)]

    def amount(self, most: int) -> int:
        """Something from 1 fen to ``most``, small amounts too."""
        return self.choose(1, max(1, most))

    def try_post(self, draft: Draft, *, allowed: bool) -> bool:
        """Book an event; the book must refuse exactly what the model forbids."""
        self.turn += 1
        at = BEGAN + timedelta(hours=self.turn)
        stamp = Stamp(at.date(), at, f"play/{self.turn}", "", "maker", "checker")
        before = self.book.head
        try:
            self.book.post(draft, stamp)
        except UnableToPost:
            assert not allowed
            assert self.book.head == before
            self.refused += 1
            return False
        assert allowed
        return True

    def bill(self) -> None:
        key, point = self.pick(PUPILS)
        fen = self.amount(60000)
        self.try_post(r.bill_issued([Item(key, point, Fen(fen))]), allowed=True)
        self.owed[key] += fen

    def waive(self) -> None:
        key, point = self.pick(PUPILS)
        if not self.owed[key]:
            return
        fen = self.amount(self.owed[key])
        self.try_post(r.waiver_granted([Item(key, point, Fen(fen))], bearer=Bearer.SCHOOL), allowed=True)
        self.owed[key] -= fen

    def receive(self) -> None:
        key, point = self.pick(PUPILS)
        if not self.owed[key]:
            return
        fen, purse = self.amount(self.owed[key]), self._purse()
        self.try_post(r.receipt_recorded([Item(key, point, Fen(fen))], purse=purse), allowed=True)
        self.owed[key] -= fen
        self.paid[key] += fen
        self.purse[purse.code, "fee"] += fen

    def move(self) -> None:
        """To the treasury or back, also more than there is."""
        source, target = (BANK, TREASURY) if self.choose(0, 1) else (TREASURY, BANK)
        fen = self.amount(40000)
        made = (
            r.remitted({HOME: Fen(fen)}, bank=BANK, treasury=TREASURY)
            if source is BANK
            else r.allotted({HOME: Fen(fen)}, treasury=TREASURY, bank=BANK)
        )
        if self.try_post(made, allowed=self._held(source) >= fen):
            self.purse[source.code, "fee"] -= fen
            self.purse[target.code, "fee"] += fen

    def subsidise(self) -> None:
        fen = self.amount(30000)
        self.try_post(r.subsidy_received({HOME: Fen(fen)}, purse=BANK), allowed=True)
        self.purse["B1", "subsidy"] += fen
        self.earned[HOME] += fen

    def decide_refund(self) -> None:
        key, point = self.pick(PUPILS)
        if not self.paid[key]:
            return
        fen = self.amount(self.paid[key])
        self.try_post(r.refund_decided([Item(key, point, Fen(fen))]), allowed=True)
        self.paid[key] -= fen
        self.refund_due[key] += fen

    def pay_refund(self) -> None:
        key, point = self.pick(PUPILS)
        fen, purse = self.refund_due[key], self._purse()
        if fen and self.try_post(
            r.refund_paid([Item(key, point, Fen(fen))], purse=purse), allowed=self._held(purse) >= fen
        ):
            self.refund_due[key] -= fen
            self.purse[purse.code, "fee"] -= fen

    def approve(self) -> None:
        key, point = self.pick(STAFF)
        fen = self.amount(20000)
        self.try_post(r.allowance_approved(teachers=[Item(key, point, Fen(fen))]), allowed=True)
        self.pay_due[key] += fen
        self.earned[point] -= fen

    def pay(self) -> None:
        key, point = self.pick(STAFF)
        fen, purse = self.pay_due[key], self._purse()
        if fen and self.try_post(
            r.allowance_paid([Item(key, point, Fen(fen))], purse=purse), allowed=self._held(purse) >= fen
        ):
            self.pay_due[key] -= fen
            self.purse[purse.code, "fee"] -= fen

    def spend(self) -> None:
        fen = self.amount(5000)
        spent = {POINT: Fen(fen)}
        self.try_post(r.expense_approved(Spending.UTILITIES, spent), allowed=True)
        self.earned[POINT] -= fen
        self.pay_due["other"] += fen
        if self.try_post(r.expense_paid(spent, purse=BANK), allowed=self._held(BANK) >= fen):
            self.pay_due["other"] -= fen
            self.purse["B1", "fee"] -= fen

    def reverse_the_last(self) -> None:
        """In red, and at once booked again, so that the model need not know."""
        if not self.book.entries:
            return
        last = self.book.entries[-1]
        self.turn += 1
        at = BEGAN + timedelta(hours=self.turn)
        try:
            self.book.reverse(last.number, Stamp(at.date(), at, f"play/{self.turn}", "", "m", "c"))
        except UnableToPost:
            self.refused += 1
            return
        self.try_post(Draft(last.event, last.lines), allowed=True)

    def unbalanced(self) -> None:
        """A fen too much is refused."""
        key, point = self.pick(PUPILS)
        draft = r.bill_issued([Item(key, point, Fen(self.amount(9)))])
        more = r.bill_issued([Item(key, point, Fen(10))]).lines[0]
        self.try_post(Draft(draft.event, (*draft.lines, more)), allowed=False)

    def _purse(self) -> Purse:
        return BANK if self.choose(0, 2) else TREASURY

    def _held(self, purse: Purse) -> int:
        return self.purse[purse.code, "fee"] + self.purse[purse.code, "subsidy"]

    def compare(self) -> None:
        """The book says of every fen what the model says."""
        held = self.book.balances()
        assert sum(amount.amount for amount in held.values()) == 0
        by_account: Counter[str] = Counter()
        for (account, _, _), amount in held.items():
            by_account[account] += amount.amount
        assert by_account["1101"] == sum(self.owed.values())
        assert by_account["2001"] == -sum(self.refund_due.values())
        assert by_account["2101"] + by_account["2105"] == -sum(self.pay_due.values())
        for account, code in (("1001", "B1"), ("1002", "T1")):
            for fund in Fund:
                moved = sum(a.amount for (c, f, _), a in held.items() if c == account and f is fund)
                assert moved == self.purse[code, fund.value]
        # What families paid net, and what was given, less what was spent: all of it, nothing else.
        left = -sum(by_account[code] for code in by_account if code[0] in "45") - by_account["1101"]
        assert left == sum(self.paid.values()) + sum(self.earned.values())


ACTS = (
    "bill",
    "waive",
    "receive",
    "receive",
    "move",
    "subsidise",
    "decide_refund",
    "pay_refund",
    "approve",
    "pay",
    "spend",
    "reverse_the_last",
    "unbalanced",
)
