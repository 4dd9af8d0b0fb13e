"""Money between families and the school: bills, waivers, receipts, refunds (9.2 to 9.6)."""

from __future__ import annotations

from collections.abc import Sequence

from kehou.ledger import accounts as a
from kehou.ledger.accounts import CHART, Account, Bearer
from kehou.ledger.events import EventKind
from kehou.ledger.lines import Draft
from kehou.ledger.recipes.parts import Item, Purse, by_point, each, money


def bill_issued(items: Sequence[Item]) -> Draft:
    """Bills before any waiver: each family owes, the school has earned."""
    return Draft(EventKind.BILL_ISSUED, each(a.RECEIVABLE, items, 1) + each(a.FEES, items, -1))


def bill_cancelled(items: Sequence[Item]) -> Draft:
    """Bills, or the part of a bill that was not paid, taken off again."""
    return Draft(EventKind.BILL_CANCELLED, each(a.FEES, items, 1) + each(a.RECEIVABLE, items, -1))


def waiver_granted(items: Sequence[Item], *, bearer: Bearer, was_paid: bool = False) -> Draft:
    """Waivers off the bill, or to be given back where the family had paid already (A9.39)."""
    given = a.REFUNDS_DUE if was_paid else a.RECEIVABLE
    return Draft(EventKind.WAIVER_GRANTED, each(CHART[bearer], items, 1) + each(given, items, -1))


def receipt_recorded(items: Sequence[Item], *, purse: Purse) -> Draft:
    """Families paid what they owe, into a registered account (A9.17)."""
    return _received(EventKind.RECEIPT_RECORDED, a.RECEIVABLE, items, purse)


def overpayment_recorded(items: Sequence[Item], *, purse: Purse) -> Draft:
    """Money above what was owed, paid twice, or by nobody known (an empty key): it goes back."""
    return _received(EventKind.OVERPAYMENT_RECORDED, a.OVERPAID, items, purse)


def overpayment_returned(items: Sequence[Item], *, purse: Purse) -> Draft:
    """What was paid too much went back (清退)."""
    return _paid(EventKind.OVERPAYMENT_RETURNED, a.OVERPAID, items, purse)


def refund_decided(items: Sequence[Item]) -> Draft:
    """Refunds of what was paid are owed to families (A9.12)."""
    return Draft(EventKind.REFUND_DECIDED, each(a.REFUNDED, items, 1) + each(a.REFUNDS_DUE, items, -1))


def refund_paid(items: Sequence[Item], *, purse: Purse) -> Draft:
    """Refunds left the school's account, or the treasury's by a treasury return (退付)."""
    return _paid(EventKind.REFUND_PAID, a.REFUNDS_DUE, items, purse)


def _received(event: EventKind, account: Account, items: Sequence[Item], purse: Purse) -> Draft:
    return Draft(event, money(purse, by_point(items), 1) + each(account, items, -1))


def _paid(event: EventKind, account: Account, items: Sequence[Item], purse: Purse) -> Draft:
    return Draft(event, each(account, items, 1) + money(purse, by_point(items), -1))
