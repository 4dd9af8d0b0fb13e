"""What recipes are given, and how they turn it into lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kehou.kernel.fen import ZERO, Fen
from kehou.ledger.accounts import BANK, TREASURY, Account, Key
from kehou.ledger.lines import Line


@dataclass(frozen=True, slots=True)
class Item:
    """An amount for one pupil, person or provider (by opaque key) at one teaching point (by short code)."""

    key: str
    point: str
    amount: Fen


@dataclass(frozen=True, slots=True)
class Purse:
    """A registered account by its code in the book: a bank account, or one of the treasury (A9.17)."""

    code: str
    is_treasury: bool = False

    @property
    def account(self) -> Account:
        """Where its money stands in the chart."""
        return TREASURY if self.is_treasury else BANK


def each(account: Account, items: Iterable[Item], sign: int) -> tuple[Line, ...]:
    """A line for each item that is not nothing; ``sign`` 1 for debits, -1 for credits."""
    is_pupil = Key.PUPIL in account.keys | account.may
    return tuple(
        Line(
            account.code,
            item.amount * sign,
            item.point,
            pupil_key=item.key if is_pupil else "",
            person_key="" if is_pupil else item.key,
        )
        for item in items
        if item.amount
    )


def by_point(items: Iterable[Item]) -> dict[str, Fen]:
    """What the items add up to at each point."""
    found: dict[str, Fen] = defaultdict(lambda: ZERO)
    for item in items:
        found[item.point] += item.amount
    return dict(sorted(found.items()))


def together(account: Account, amounts: Mapping[str, Fen], sign: int) -> tuple[Line, ...]:
    """One line for each point."""
    return tuple(Line(account.code, amount * sign, point) for point, amount in amounts.items() if amount)


def money(purse: Purse, amounts: Mapping[str, Fen], sign: int) -> tuple[Line, ...]:
    """One line for each point on a purse: 1 for money that comes, -1 for money that goes."""
    return tuple(
        Line(purse.account.code, amount * sign, point, bank_code=purse.code)
        for point, amount in amounts.items()
        if amount
    )
