"""Facts about who is paid for what: a month's allowances, outside labour, providers, other spending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from kehou.kernel.fen import ZERO, Fen


class Capacity(StrEnum):
    """In which capacity somebody is paid in a month (A9.26, A9.27, A9.29)."""

    DIRECT = "direct"
    MANAGEMENT = "management"
    LABOUR = "labour"


@dataclass(frozen=True, slots=True)
class PaidSession:
    """A session that a line pays for. ``is_payable``: recorded, accepted and, if late, confirmed (A7.10).

    ``is_cleared``: whoever led it was cleared on its day (A10.6). ``paid_elsewhere``: another school pays
    the same person for this time.
    """

    key: str
    date: date
    starts: time
    ends: time
    units: int
    is_payable: bool
    is_cleared: bool
    paid_elsewhere: bool = False
    paid_before: bool = False


@dataclass(frozen=True, slots=True)
class PayLine:
    """What one person is paid in one capacity for a month. ``duty_days`` are recorded days of duty.

    ``is_administrator``: administration or logistics, who count neither to the sum nor to the heads of the
    mean, unless the county has it otherwise (A9.26).
    """

    person: str
    capacity: Capacity
    amount: Fen
    sessions: tuple[PaidSession, ...] = ()
    duty_days: int = 0
    tax: Fen | None = None
    is_administrator: bool = False

    @property
    def units(self) -> int:
        """The periods that are paid."""
        return sum(row.units for row in self.sessions)


@dataclass(frozen=True, slots=True)
class MonthPay:
    """All lines of a school's month, at a rate a period."""

    rate: Fen
    lines: tuple[PayLine, ...]


class Payee(StrEnum):
    """Who an expense goes to."""

    SUPPLIER = "supplier"
    STAFF = "staff"
    CENTRAL_SCHOOL = "central_school"
    AUTHORITY = "authority"
    OTHER_ACCOUNT = "other_account"


@dataclass(frozen=True, slots=True)
class ExpenseFacts:
    """A voucher before it is approved, and what stands of the book and the term on the day.

    ``link`` names the session, course or line of the plan that causes it. ``projected`` are the remaining
    planned periods at the rate.
    """

    category: str
    amount: Fen
    link: str
    payee: Payee
    purpose: str = ""
    cash: Fen = ZERO
    unpaid_allowances: Fen = ZERO
    projected: Fen = ZERO
    open_refunds: Fen = ZERO
    days_to_term_end: int = 0


@dataclass(frozen=True, slots=True)
class ProviderPay:
    """A payment to a provider for a month. ``extra`` is what its people would get from the fee beside it."""

    claimed: Fen
    accepted_sessions: int
    price: Fen
    paid_before: Fen = ZERO
    due_before: Fen = ZERO
    extra: Fen = ZERO
