"""Facts about one refund at the moment it is decided (A9.12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kehou.kernel.fen import Fen


class RefundCause(StrEnum):
    """Why money goes back."""

    SCHOOL = "school"  # the school cancelled or cut a session: by itself
    SPECIAL = "special"  # the pupil missed it for a special reason: on decision
    WITHDRAWAL = "withdrawal"  # the family left: all later sessions
    WAIVER = "waiver"  # aid was recognised late
    PRICE = "price"  # the price was lowered within the term (A9.10)
    SET_OFF = "set_off"  # a share of the last surplus that no bill took (A9.11)
    OVERCHARGE = "overcharge"  # more was taken than was owed (清退)


@dataclass(frozen=True, slots=True)
class RefundFacts:
    """A refund beside what the family paid for.

    ``due`` is the whole claim of all missed periods so far, ``granted_before`` what was granted of it
    earlier, ``amount`` what is granted now. ``reason`` is a code of the special reasons where the cause
    asks for one; ``told_before`` is notice before the session, ``evidence_days`` the school days until
    evidence came (None: none came).
    """

    cause: RefundCause
    amount: Fen
    due: Fen
    granted_before: Fen
    billed: Fen
    reason: str = ""
    told_before: bool = True
    evidence_days: int | None = None


@dataclass(frozen=True, slots=True)
class RefundDeadline:
    """A refund that was asked for and the day by which it has to be paid; ``paid_date`` once it was."""

    due_date: date
    today: date
    paid_date: date | None = None
