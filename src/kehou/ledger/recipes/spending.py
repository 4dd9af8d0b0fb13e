"""What the money is for: allowances, outside labour, providers, other expenses (9.7 to 9.11).

An approval makes the cost and the debt; a payment settles the debt. Costs stand on the fees until the
term closes: then the subsidy is applied to them first (``closing.subsidy_applied``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kehou.kernel.fen import Fen
from kehou.ledger import accounts as a
from kehou.ledger.accounts import CHART, Account, Spending
from kehou.ledger.events import EventKind
from kehou.ledger.lines import Draft
from kehou.ledger.recipes.parts import Item, Purse, by_point, each, money, together


def allowance_approved(*, teachers: Sequence[Item], managers: Sequence[Item] = ()) -> Draft:
    """A month's allowances are owed to teachers, and to those who manage (A9.25, A9.26)."""
    owed = each(a.ALLOWANCES_DUE, [*teachers, *managers], -1)
    costs = each(a.TEACHERS, teachers, 1) + each(a.MANAGERS, managers, 1)
    return Draft(EventKind.ALLOWANCE_APPROVED, costs + owed)


def allowance_paid(items: Sequence[Item], *, purse: Purse, withheld: Sequence[Item] = ()) -> Draft:
    """Allowances left by the signed sheet; ``items`` are gross, ``withheld`` the tax kept for the state."""
    kept = by_point(withheld)
    out = {point: amount - kept.get(point, Fen(0)) for point, amount in by_point(items).items()}
    lines = each(a.ALLOWANCES_DUE, items, 1) + each(a.TAX_DUE, withheld, -1) + money(purse, out, -1)
    return Draft(EventKind.ALLOWANCE_PAID, lines)


def allowance_corrected(*, teachers: Sequence[Item] = (), managers: Sequence[Item] = ()) -> Draft:
    """Allowances that were approved too high are owed no more; what was paid is to come back."""
    owed = each(a.ALLOWANCES_DUE, [*teachers, *managers], 1)
    costs = each(a.TEACHERS, teachers, -1) + each(a.MANAGERS, managers, -1)
    return Draft(EventKind.ALLOWANCE_CORRECTED, owed + costs)


def allowance_recovered(items: Sequence[Item], *, purse: Purse) -> Draft:
    """Staff gave back what was corrected after it had been paid."""
    lines = money(purse, by_point(items), 1) + each(a.ALLOWANCES_DUE, items, -1)
    return Draft(EventKind.ALLOWANCE_RECOVERED, lines)


def labour_approved(items: Sequence[Item], *, withheld: Sequence[Item] = ()) -> Draft:
    """Fees of outside people by their gross; the tax withheld is owed to the state (A9.29)."""
    kept = {(item.key, item.point): item.amount for item in withheld}
    net = [Item(i.key, i.point, i.amount - kept.get((i.key, i.point), Fen(0))) for i in items]
    lines = each(a.LABOUR, items, 1) + each(a.LABOUR_DUE, net, -1) + each(a.TAX_DUE, withheld, -1)
    return Draft(EventKind.LABOUR_APPROVED, lines)


def labour_paid(items: Sequence[Item], *, purse: Purse) -> Draft:
    """Outside people were paid their net."""
    return _paid(EventKind.LABOUR_PAID, a.LABOUR_DUE, items, purse)


def labour_corrected(items: Sequence[Item], *, withheld: Sequence[Item] = ()) -> Draft:
    """Fees that were approved too high by their gross are owed no more, nor is the tax on them (A9.29)."""
    kept = {(item.key, item.point): item.amount for item in withheld}
    net = [Item(i.key, i.point, i.amount - kept.get((i.key, i.point), Fen(0))) for i in items]
    lines = each(a.LABOUR_DUE, net, 1) + each(a.TAX_DUE, withheld, 1) + each(a.LABOUR, items, -1)
    return Draft(EventKind.LABOUR_CORRECTED, lines)


def labour_recovered(items: Sequence[Item], *, purse: Purse) -> Draft:
    """Outside people gave back, net, what was corrected after it had been paid."""
    lines = money(purse, by_point(items), 1) + each(a.LABOUR_DUE, items, -1)
    return Draft(EventKind.LABOUR_RECOVERED, lines)


def tax_paid(items: Sequence[Item], *, purse: Purse) -> Draft:
    """Tax that was withheld went to the state."""
    return _paid(EventKind.TAX_PAID, a.TAX_DUE, items, purse)


def provider_accepted(items: Sequence[Item]) -> Draft:
    """Accepted sessions of a provider are owed at the contract's price (A9.30)."""
    lines = each(a.PROVIDERS, items, 1) + each(a.PROVIDERS_DUE, items, -1)
    return Draft(EventKind.PROVIDER_ACCEPTED, lines)


def provider_paid(items: Sequence[Item], *, purse: Purse) -> Draft:
    """A provider was paid for what was accepted."""
    return _paid(EventKind.PROVIDER_PAID, a.PROVIDERS_DUE, items, purse)


def expense_approved(spending: Spending, amounts: Mapping[str, Fen], *, payee: str = "") -> Draft:
    """An expense of the whitelist is owed, by point (A9.28)."""
    owed = each(a.EXPENSES_DUE, _items(amounts, payee), -1)
    return Draft(EventKind.EXPENSE_APPROVED, together(CHART[spending], amounts, 1) + owed)


def expense_paid(amounts: Mapping[str, Fen], *, purse: Purse, payee: str = "") -> Draft:
    """An expense was paid."""
    return _paid(EventKind.EXPENSE_PAID, a.EXPENSES_DUE, _items(amounts, payee), purse)


def payment_bounced(account: Account, items: Sequence[Item], *, purse: Purse) -> Draft:
    """A payment came back (a closed account, a wrong number): it is owed again on ``account``."""
    return Draft(EventKind.PAYMENT_BOUNCED, money(purse, by_point(items), 1) + each(account, items, -1))


def _paid(event: EventKind, account: Account, items: Sequence[Item], purse: Purse) -> Draft:
    return Draft(event, each(account, items, 1) + money(purse, by_point(items), -1))


def _items(amounts: Mapping[str, Fen], payee: str) -> list[Item]:
    return [Item(payee, point, amount) for point, amount in amounts.items()]
