"""Facts about reports and the cases that grow from them (A2.14, A9.9, A11.9 to A11.16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kehou.kernel.fen import ZERO, Fen
from kehou.kernel.ids import PersonId, SchoolId


class CaseKind(StrEnum):
    """What a report is about (process 10.2)."""

    FORCED = "forced"
    CHARGE = "charge"
    TEACHING = "teaching"
    MAKEUP = "makeup"
    PAID_TUTORING = "paid_tutoring"
    THIRD_PARTY = "third_party"
    SAFETY = "safety"
    DATA = "data"
    OTHER = "other"


class CaseOrigin(StrEnum):
    """How a case came to the county."""

    REPORT = "report"  # by page, QR, phone or mailbox
    HOTLINE = "hotline"  # a 12345 work order
    MARKET_LINE = "market_line"  # 12315
    EVENT = "event"  # an earlier step recorded what should not have happened
    SIGNAL = "signal"  # an indicator asked, and a person looked
    INSPECTION = "inspection"


REPORTED = frozenset({CaseOrigin.REPORT, CaseOrigin.HOTLINE, CaseOrigin.MARKET_LINE})


@dataclass(frozen=True, slots=True)
class CaseOpening:
    """A case at the moment it is opened or sorted."""

    kind: CaseKind
    origin: CaseOrigin


@dataclass(frozen=True, slots=True)
class CaseHandling:
    """Who is to look into, or to decide, a case. ``handler_schools`` are where the person works."""

    handler_id: PersonId
    handler_schools: frozenset[SchoolId]
    concerned_school: SchoolId | None
    concerned_people: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class CaseDecider:
    """The person who decides a case beside the one who looked into it."""

    decided_by: PersonId
    handled_by: PersonId | None


@dataclass(frozen=True, slots=True)
class CaseExtension:
    """A wish for more time on a day, beside the deadline that holds and the outermost one."""

    asked_date: date
    due_date: date
    new_due_date: date
    outer_date: date
    extended_before: bool
    reason: str


@dataclass(frozen=True, slots=True)
class CaseClock:
    """A step of a case that is due, and the day it was done, None while it waits."""

    due_date: date
    done_date: date | None
    today: date


@dataclass(frozen=True, slots=True)
class CaseBriefing:
    """What the school concerned is told: rewritten words, and what in them would unmask the reporter."""

    text: str
    private_traces: frozenset[str]


@dataclass(frozen=True, slots=True)
class CaseClosing:
    """A case that is to be closed. Without a reporter there is nobody to reply to."""

    has_reporter: bool
    is_replied: bool
    is_violation: bool
    is_corrected: bool | None  # None where no correction was ordered
    money_ordered: Fen = ZERO
    money_returned: Fen = ZERO


@dataclass(frozen=True, slots=True)
class CaseReopening:
    """A reporter's wish that a closed case be taken up again."""

    asked_date: date
    last_date: date
    reopened_before: bool


@dataclass(frozen=True, slots=True)
class CaseTransfer:
    """A case handed to another body: a list of its files goes with it."""

    to: str
    kind: CaseKind
    files: tuple[str, ...]
