"""The money of a term as facts for the indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kehou.registry.public import SchoolInfo, TermInfo
from kehou.rulebook.facts.indicators import ManagerMonth, RefundRow, TermMoney


@dataclass(frozen=True, slots=True)
class MoneyInputs:
    """What the books tell of a term; empty before a book is there."""

    term: TermMoney | None = None
    surplus_is_due: bool = False
    months: tuple[ManagerMonth, ...] = ()
    refunds: tuple[RefundRow, ...] = ()


def gather_money(school: SchoolInfo, term: TermInfo, *, today: date) -> MoneyInputs:  # noqa: ARG001
    """The money of a school's term on a day."""
    return MoneyInputs()
