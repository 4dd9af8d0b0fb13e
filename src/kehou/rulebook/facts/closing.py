"""Facts about the end of a term: closing, surplus list, its return, public account (A9, A11.8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.moments import HolidayCalendar


@dataclass(frozen=True, slots=True)
class PointMeans:
    """What one teaching point took in and spent in a term.

    ``net_paid`` is what families paid less their refunds (N), ``interest`` what the bank gave on it,
    ``given`` the subsidy and what the school put in (G), ``spent`` the eligible costs with what is still
    owed (E).
    """

    point: str
    net_paid: Fen
    interest: Fen
    given: Fen
    spent: Fen


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is left of a term: ``pool`` for families, ``back`` for the finance office, or a ``shortfall``."""

    pool: Fen
    back: Fen
    shortfall: Fen


@dataclass(frozen=True, slots=True)
class TermEnd:
    """What is still open when a ledger is to be closed, each counted."""

    last_date: date
    today: date
    sessions_open: int = 0
    refunds_undecided: int = 0
    allowances_unsettled: int = 0
    receipts_unmatched: int = 0
    bank_difference: Fen = ZERO
    shortfalls: Mapping[str, Fen] = field(default_factory=dict)
    allowances: Fen = ZERO
    spent: Fen = ZERO
    share_departure: bool = False
    set_offs_waiting: int = 0


@dataclass(frozen=True, slots=True)
class PayerShare:
    """What one family paid net and what it is to get."""

    key: str
    net_paid: Fen
    share: Fen


@dataclass(frozen=True, slots=True)
class SurplusList:
    """The list by which a surplus goes back. ``payers`` are all who paid anything net, leavers included."""

    pool: Fen
    shares: tuple[PayerShare, ...]
    payers: frozenset[str]


@dataclass(frozen=True, slots=True)
class SurplusReturn:
    """Where the return of a surplus stands: what is neither paid nor parked, and what was kept back.

    ``set_off`` are the shares that were carried into the next term's book, ``set_off_unasked`` those of them
    whose families did not choose so.
    """

    unpaid: frozenset[str]
    parked_without_notice: frozenset[str]
    fee_balance: Fen
    set_off: frozenset[str] = frozenset()
    set_off_unasked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SetOff:
    """A share that is to stand against the next term's bill of the same child (A9.11).

    ``in_writing`` says that the family's last word was so, given in writing once it knew its share; ``stays``
    that the child is on the roll of the same school and does not leave its last grade; ``is_next_term`` that
    the bill is of the term that follows, at that school.
    """

    in_writing: bool
    stays: bool
    is_next_term: bool


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """The figures of a public account beside those of the ledger, by line."""

    shown: Mapping[str, Fen]
    booked: Mapping[str, Fen]
    is_final: bool
    surplus_returned: bool


@dataclass(frozen=True, slots=True)
class DisclosureDay:
    """When a public account is published; ``since`` is the term's end, or the day the surplus was back."""

    since: date
    published: date
    calendar: HolidayCalendar
    is_final: bool


@dataclass(frozen=True, slots=True)
class BookState:
    """A book at the end of a term: sums that should be nothing, and whether the chain holds."""

    difference: Fen
    is_chained: bool
    fee_balance: Fen
