"""Where the subsidy's money lies when it is applied to costs."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Sum

from kehou.funds.book.accounts import purses_of
from kehou.funds.models import LedgerLine, TermLedger
from kehou.kernel.fen import ZERO, Fen
from kehou.ledger.accounts import MONEY
from kehou.ledger.lines import Fund
from kehou.ledger.recipes import Purse


def purses_of_subsidy(
    ledger: TermLedger, costs: Mapping[tuple[str, str], Fen]
) -> dict[tuple[Purse, str], Fen]:
    """From which registered accounts the subsidy pays for its costs, by point, in order of code."""
    needed: dict[str, Fen] = {}
    for (_, point), amount in costs.items():
        needed[point] = needed.get(point, ZERO) + amount
    known = purses_of(ledger.school_id)
    found: dict[tuple[Purse, str], Fen] = {}
    for code, point, held in _held(ledger):
        part = min(needed.get(point, ZERO), held)
        if part > ZERO:
            found[known[code], point] = part
            needed[point] -= part
    return found


def _held(ledger: TermLedger) -> list[tuple[str, str, Fen]]:
    rows = (
        LedgerLine.objects.filter(ledger=ledger, fund=Fund.SUBSIDY.value, account__in=MONEY)
        .values_list("bank_code", "point_code")
        .annotate(held=Sum("amount_fen"))
        .order_by("bank_code", "point_code")
    )
    return [(code, point, Fen(int(held))) for code, point, held in rows]
