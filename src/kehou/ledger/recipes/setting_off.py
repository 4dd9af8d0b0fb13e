"""Shares of the last term's surplus that families chose to have stand against the next bill (A9.11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kehou.kernel.fen import Fen
from kehou.ledger import accounts as a
from kehou.ledger.events import EventKind
from kehou.ledger.lines import Draft
from kehou.ledger.recipes.parts import Item, Purse, by_point, each, money


def set_off_received(items: Sequence[Item], *, purse: Purse) -> Draft:
    """Shares came in from the last term's book, each under its family's name; nothing is earned by them."""
    return Draft(EventKind.SET_OFF_RECEIVED, money(purse, by_point(items), 1) + each(a.SET_ASIDE, items, -1))


def set_off_applied(items: Sequence[Item]) -> Draft:
    """They paid what the family owes of its bill."""
    return Draft(EventKind.SET_OFF_APPLIED, each(a.SET_ASIDE, items, 1) + each(a.RECEIVABLE, items, -1))


def set_off_released(items: Sequence[Item]) -> Draft:
    """What no bill took is owed to the family in money, as a refund is."""
    return Draft(EventKind.SET_OFF_RELEASED, each(a.SET_ASIDE, items, 1) + each(a.REFUNDS_DUE, items, -1))


@dataclass(frozen=True, slots=True)
class Carried:
    """One share in the next term's book: what of it paid a bill, is owed as a refund, and waits."""

    key: str
    point: str
    applied: Fen
    released: Fen
    waiting: Fen

    def part(self, amount: Fen) -> tuple[Item]:
        """One part of the share as the lines name it."""
        return (Item(self.key, self.point, amount),)


def set_off_sent_back(carried: Carried, *, purse: Purse) -> Draft:
    """A share that should not have crossed goes back whole: the bill is owed again, nothing else is left."""
    whole = carried.part(carried.applied + carried.released + carried.waiting)
    return Draft(
        EventKind.SET_OFF_SENT_BACK,
        each(a.RECEIVABLE, carried.part(carried.applied), 1)
        + each(a.REFUNDS_DUE, carried.part(carried.released), 1)
        + each(a.SET_ASIDE, carried.part(carried.waiting), 1)
        + money(purse, by_point(whole), -1),
    )


def set_off_taken_back(share: Item, *, purse: Purse, is_returned: bool) -> Draft:
    """It is owed to its family by its own term again; kept by name where that term's return is over."""
    owed = a.SURPLUS_PARKED if is_returned else a.SURPLUS_DUE
    return Draft(EventKind.SET_OFF_TAKEN_BACK, money(purse, by_point([share]), 1) + each(owed, [share], -1))
