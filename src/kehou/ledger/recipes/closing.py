"""The end of a term: subsidy first, surplus fixed and returned, nothing kept (9.14 to 9.16, A9.11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kehou.kernel.fen import Fen
from kehou.ledger import accounts as a
from kehou.ledger.events import EventKind
from kehou.ledger.lines import Draft, Fund, Line, of_subsidy
from kehou.ledger.recipes.parts import Item, Purse, by_point, each, money, together


def arrears_closed(items: Sequence[Item]) -> Draft:
    """What families did not pay is taken off: it is no money to share, and no claim of the next term."""
    return Draft(EventKind.ARREARS_CLOSED, each(a.ARREARS, items, 1) + each(a.RECEIVABLE, items, -1))


def subsidy_applied(costs: Mapping[tuple[str, str], Fen], purses: Mapping[tuple[Purse, str], Fen]) -> Draft:
    """Costs that stood on the fees are borne by the subsidy, which pays the fees back for them.

    ``costs`` by expense account and point; ``purses`` say where the subsidy's money lies, by point.
    """
    borne = tuple(Line(code, amount, point) for (code, point), amount in costs.items() if amount)
    spent = [line for (purse, point), amount in purses.items() for line in money(purse, {point: amount}, -1)]
    own = of_subsidy((*borne, *spent))
    back = tuple(_opposite(line) for line in own)
    return Draft(EventKind.SUBSIDY_APPLIED, own + back)


def surplus_fixed(shares: Sequence[Item]) -> Draft:
    """The surplus is owed to those who paid, to the fen (A9.11)."""
    lines = together(a.SURPLUS, by_point(shares), 1) + each(a.SURPLUS_DUE, shares, -1)
    return Draft(EventKind.SURPLUS_FIXED, lines)


def unspent_subsidy_fixed(amounts: Mapping[str, Fen], *, fund: Fund = Fund.SUBSIDY) -> Draft:
    """Subsidy that no cost used is owed to the county's finance; it is no reserve."""
    lines = together(a.SUBSIDY_BACK, amounts, 1) + together(a.SUBSIDY_DUE_BACK, amounts, -1)
    return Draft(EventKind.UNSPENT_SUBSIDY_FIXED, of_subsidy(lines) if fund is Fund.SUBSIDY else lines)


def surplus_returned(shares: Sequence[Item], *, purse: Purse) -> Draft:
    """Shares went to families, from the school's account or by a treasury return."""
    return _paid(EventKind.SURPLUS_RETURNED, shares, purse)


def surplus_set_off(shares: Sequence[Item], *, purse: Purse) -> Draft:
    """Shares left this book for the next term's, where they stand against the child's bill (A9.11).

    ``set_off_received`` books the other half there, from the same registered account.
    """
    lines = each(a.SURPLUS_DUE, shares, 1) + money(purse, by_point(shares), -1)
    return Draft(EventKind.SURPLUS_SET_OFF, lines)


def surplus_parked(shares: Sequence[Item]) -> Draft:
    """Shares that nobody took after notice are kept for their families, and named as such."""
    lines = each(a.SURPLUS_DUE, shares, 1) + each(a.SURPLUS_PARKED, shares, -1)
    return Draft(EventKind.SURPLUS_PARKED, lines)


def parked_paid(shares: Sequence[Item], *, purse: Purse) -> Draft:
    """A family took its parked share after all."""
    lines = each(a.SURPLUS_PARKED, shares, 1) + money(purse, by_point(shares), -1)
    return Draft(EventKind.PARKED_PAID, lines)


def unspent_subsidy_returned(amounts: Mapping[str, Fen], *, purse: Purse, fund: Fund = Fund.SUBSIDY) -> Draft:
    """Unspent subsidy went back to the county's finance."""
    lines = together(a.SUBSIDY_DUE_BACK, amounts, 1) + money(purse, amounts, -1)
    return Draft(EventKind.UNSPENT_SUBSIDY_RETURNED, of_subsidy(lines) if fund is Fund.SUBSIDY else lines)


def _paid(event: EventKind, shares: Sequence[Item], purse: Purse) -> Draft:
    return Draft(event, each(a.SURPLUS_DUE, shares, 1) + money(purse, by_point(shares), -1))


def _opposite(line: Line) -> Line:
    return Line(line.account, -line.amount, line.point, Fund.FEE, bank_code=line.bank_code)
