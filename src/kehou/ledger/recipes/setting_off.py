"""Shares of the last term's surplus that families chose to have stand against the next bill (A9.11)."""

from __future__ import annotations

from collections.abc import Sequence

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
