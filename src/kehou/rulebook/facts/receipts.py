"""Facts about money that comes in: to which account, through whose hands, and what if it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from kehou.kernel.fen import Fen
from kehou.kernel.moments import HolidayCalendar


class PayeeKind(StrEnum):
    """Whose account takes the money. Only the first three may (A9.17)."""

    SCHOOL = "school"
    CENTRAL_SCHOOL = "central_school"
    TREASURY = "treasury"
    PERSON = "person"
    COMMITTEE = "committee"
    PROVIDER = "provider"
    UNKNOWN = "unknown"


class ArrearsMeasure(StrEnum):
    """What a school does where a bill is not paid. Only the first two may be thought of (A9.15)."""

    REMIND = "remind"
    STOP_FUTURE_SERVICE = "stop_future_service"
    KEEP_FROM_LESSONS = "keep_from_lessons"
    NAME_IN_CLASS = "name_in_class"
    CLASS_QUOTA = "class_quota"
    LATE_FEE = "late_fee"
    WITHHOLD_PAPERS = "withhold_papers"


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """One payment of a family: the account it went to, and who took it.

    ``collector_is_finance`` is also True where a payment channel settles straight into the account.
    """

    payee: PayeeKind
    payee_registered: bool
    collector_is_finance: bool


@dataclass(frozen=True, slots=True)
class ArrearsFacts:
    """What is about to be done because a bill is open."""

    measure: ArrearsMeasure


@dataclass(frozen=True, slots=True)
class HandsFacts:
    """Who made an entry about money and who confirms it (A9.23)."""

    made_by: UUID
    checked_by: UUID


@dataclass(frozen=True, slots=True)
class TreasuryFacts:
    """One remittance to the treasury and what came back of it by a day (A9.31)."""

    remitted: Fen
    credited: Fen
    remitted_date: date
    today: date
    calendar: HolidayCalendar
