"""Money that the treasury holds and gives, and what else comes in (practice.md 11)."""

from __future__ import annotations

from collections.abc import Mapping

from kehou.kernel.fen import Fen
from kehou.ledger import accounts as a
from kehou.ledger.events import EventKind
from kehou.ledger.lines import Draft, Fund, of_subsidy
from kehou.ledger.recipes.parts import Purse, money, together


def remitted(amounts: Mapping[str, Fen], *, bank: Purse, treasury: Purse, fund: Fund = Fund.FEE) -> Draft:
    """Fees went to the treasury (缴库), by point. They stay the service's money (A9.31)."""
    lines = money(treasury, amounts, 1) + money(bank, amounts, -1)
    return Draft(EventKind.REMITTED, of_subsidy(lines) if fund is Fund.SUBSIDY else lines)


def allotted(amounts: Mapping[str, Fen], *, treasury: Purse, bank: Purse, fund: Fund = Fund.FEE) -> Draft:
    """The treasury gave back what was remitted (用款), by point."""
    lines = money(bank, amounts, 1) + money(treasury, amounts, -1)
    return Draft(EventKind.ALLOTTED, of_subsidy(lines) if fund is Fund.SUBSIDY else lines)


def subsidy_received(amounts: Mapping[str, Fen], *, purse: Purse) -> Draft:
    """The county paid its subsidy, by point."""
    lines = money(purse, amounts, 1) + together(a.SUBSIDY, amounts, -1)
    return Draft(EventKind.SUBSIDY_RECEIVED, of_subsidy(lines))


def interest_received(amounts: Mapping[str, Fen], *, purse: Purse) -> Draft:
    """The bank paid interest on fees: it is service money too (A9.24)."""
    return Draft(EventKind.INTEREST_RECEIVED, money(purse, amounts, 1) + together(a.INTEREST, amounts, -1))


def shortfall_covered(amounts: Mapping[str, Fen], *, purse: Purse) -> Draft:
    """The school put in money of its own, since fees and subsidy did not reach (A9.3)."""
    return Draft(EventKind.SHORTFALL_COVERED, money(purse, amounts, 1) + together(a.SHORTFALL, amounts, -1))
