"""From balances to what a term came to at each point: money taken in, spent, left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kehou.kernel.fen import ZERO, Fen, total
from kehou.ledger import accounts as a
from kehou.ledger.accounts import CHART, EXPENSE_CODES, FAMILY_INCOME, PAYABLES, Kind
from kehou.ledger.lines import Fund
from kehou.rulebook.facts.closing import PointMeans

Held = Mapping[tuple[str, Fund, str], Fen]


def at_point(held: Held, codes: frozenset[str], point: str) -> Fen:
    """What some accounts hold at a point, of both funds, a debit positive."""
    return total(
        amount for (code, _, its_point), amount in held.items() if code in codes and its_point == point
    )


def means_of(held: Held, point: str) -> PointMeans:
    """N, interest, G and E of a point (9b, formula 6). What families still owe is no money paid."""
    owed = at_point(held, frozenset({a.RECEIVABLE.code}), point)
    return PointMeans(
        point=point,
        net_paid=-at_point(held, FAMILY_INCOME, point) - owed,
        interest=-at_point(held, frozenset({a.INTEREST.code}), point),
        given=-at_point(held, frozenset({a.SUBSIDY.code, a.SHORTFALL.code}), point),
        spent=at_point(held, frozenset(EXPENSE_CODES), point),
    )


def subsidy_of(held: Held, point: str) -> Fen:
    """The subsidy that came in at a point."""
    return -at_point(held, frozenset({a.SUBSIDY.code}), point)


def unspent_subsidy(held: Held, point: str) -> Fen:
    """What no cost used of a point's subsidy, once it was applied."""
    used = {*EXPENSE_CODES, a.SUBSIDY.code}
    return -total(
        amount
        for (code, fund, its_point), amount in held.items()
        if code in used and its_point == point and fund is Fund.SUBSIDY
    )


def costs_borne_by_subsidy(held: Held, points: tuple[str, ...]) -> dict[tuple[str, str], Fen]:
    """The costs that the subsidy bears, by account and point: allowances first, in the chart's order."""
    borne: dict[tuple[str, str], Fen] = {}
    for point in points:
        left = subsidy_of(held, point)
        for code in EXPENSE_CODES:
            cost = held.get((code, Fund.FEE, point), ZERO)
            part = max(ZERO, min(left, cost))
            if part:
                borne[code, point] = part
                left -= part
    return borne


def accruals(held: Held) -> dict[str, Fen]:
    """What is still owed by a ledger when it is closed, by account, so that it is named (9.14)."""
    owed = {code: -total(amount for (c, _, _), amount in held.items() if c == code) for code in PAYABLES}
    return {code: amount for code, amount in owed.items() if amount}


@dataclass(frozen=True, slots=True)
class Spent:
    """What was spent in all, and on those who served: teachers, managers and outside people (A9.25)."""

    allowances: Fen
    total: Fen


def spent_of(held: Held) -> Spent:
    """Allowances and all spending of a ledger."""
    people = {a.TEACHERS.code, a.MANAGERS.code, a.LABOUR.code}
    on_people = total(amount for (code, _, _), amount in held.items() if code in people)
    all_of_it = total(amount for (code, _, _), amount in held.items() if code in EXPENSE_CODES)
    return Spent(on_people, all_of_it)


def fee_balance(held: Held) -> Fen:
    """What lies in a ledger and is no family's by name: nothing, once all is given back (A9.5).

    By name are parked shares, refunds that could not be paid, and what came in too much.
    """
    named = {a.SURPLUS_PARKED.code, a.REFUNDS_DUE.code, a.OVERPAID.code}
    return total(
        amount for (code, _, _), amount in held.items() if CHART[code].kind is Kind.ASSET or code in named
    )


@dataclass(frozen=True, slots=True)
class ShareInfo:
    """What a family gets back, under which code the public list has it, and how much of it is still due.

    ``parked`` waits for the family at the school after notice.
    """

    code: str
    net_paid: Fen
    share: Fen
    due: Fen
    parked: Fen

    @property
    def returned(self) -> Fen:
        """What went back already."""
        return self.share - self.due - self.parked
