"""Lines and entries, as every part of the book passes them on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from kehou.kernel.fen import Fen
from kehou.ledger.accounts import Key
from kehou.ledger.events import EventKind


class Fund(StrEnum):
    """Whose money it is: families' fees and the subsidy never mix within an entry (A9.2, A9.24)."""

    FEE = "fee"
    SUBSIDY = "subsidy"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an entry; a debit is positive. ``point`` is the short code of the teaching point.

    Keys are opaque: who stands behind them is kept outside the book, so that a graduate can be erased
    while the book's hash stays.
    """

    account: str
    amount: Fen
    point: str
    fund: Fund = Fund.FEE
    pupil_key: str = ""
    person_key: str = ""
    bank_code: str = ""

    @property
    def named(self) -> frozenset[Key]:
        """The keys that the line names."""
        held = {Key.PUPIL: self.pupil_key, Key.PERSON: self.person_key, Key.BANK: self.bank_code}
        return frozenset(key for key, value in held.items() if value)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a recipe gives: a business event as lines, not yet booked."""

    event: EventKind
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A booked entry. ``chain_hash`` is the head of the book once it holds this entry,
    ``sealed_hash`` its inner layer (``chain``).

    ``document`` names the paper it stands on, ``document_hash`` what that paper said. ``made_by`` and
    ``checked_by`` are opaque; the second is empty where one person suffices.
    """

    number: int
    date: date
    posted_at: datetime
    event: EventKind
    lines: tuple[Line, ...]
    document: str
    document_hash: str
    made_by: str
    checked_by: str
    reverses: int | None
    sealed_hash: str
    previous_hash: str
    chain_hash: str


def of_subsidy(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The same lines, of the subsidy."""
    return tuple(replace(line, fund=Fund.SUBSIDY) for line in lines)


def negated(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The red lines that take an entry back."""
    return tuple(replace(line, amount=-line.amount) for line in lines)
