"""A family's account as frozen rows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kehou.funds.bills.facts import BilledTime, Standing
from kehou.funds.bills.rules import BillState
from kehou.funds.closing.facts import ShareInfo
from kehou.kernel.fen import Fen


@dataclass(frozen=True, slots=True)
class PaymentInfo:
    """One payment; ``excess`` is what was above the bill and goes back."""

    receipt_id: UUID
    date: date
    channel: str
    amount: Fen
    excess: Fen
    paper_kind: str
    paper_number: str


@dataclass(frozen=True, slots=True)
class RefundInfo:
    """One refund with its reason; ``offset`` came off what was open, ``cash`` goes back."""

    cause: str
    reason: str
    units: int
    amount: Fen
    offset: Fen
    cash: Fen
    state: str
    first_date: date | None
    last_date: date | None
    due_date: date | None
    paid_at: datetime | None
    refused_for: str = ""


@dataclass(frozen=True, slots=True)
class FamilyAccount:
    """One pupil's term: the bill, what it pays for, what was paid, delivered, refunded and why."""

    bill_id: UUID
    pupil_id: UUID
    term_id: UUID
    number: int
    pay_code: str
    state: BillState
    price: Fen
    units: int
    gross: Fen
    waived: Fen
    standing: Standing
    times: tuple[BilledTime, ...]
    issued_at: datetime
    due_date: date | None
    payments: tuple[PaymentInfo, ...]
    refunds: tuple[RefundInfo, ...]
    delivered_units: int
    attended_units: int
    surplus: ShareInfo | None

    @property
    def paid(self) -> Fen:
        """All that the family paid."""
        return sum((payment.amount for payment in self.payments), Fen(0))
