"""A county's subsidy as its finance department wrote it down."""

from __future__ import annotations

from datetime import date

from kehou.authority.models import CountyRecord
from kehou.kernel.fen import ZERO, Fen, total
from kehou.rulebook.facts.subsidy import SubsidyFacts

_KIND = CountyRecord.Kind


def subsidy_of_year(county_code: str, *, on: date) -> SubsidyFacts:
    """What was budgeted for the year of a day and paid so far; all of it is due on its last day (A9.1)."""
    rows = CountyRecord.objects.filter(
        county_code=county_code,
        kind__in=(_KIND.SUBSIDY_BUDGET, _KIND.SUBSIDY_PAYMENT),
        taken_date__year=on.year,
        taken_date__lte=on,
    ).values_list("kind", "amount_fen")
    sums = [(kind, Fen(amount)) for kind, amount in rows if amount is not None]
    budgets = [amount for kind, amount in sums if kind == _KIND.SUBSIDY_BUDGET]
    budgeted = total(budgets) if budgets else None
    is_over = (on.month, on.day) == (12, 31)
    return SubsidyFacts(
        budgeted=budgeted,
        due=budgeted if budgeted is not None and is_over else ZERO,
        paid=total(amount for kind, amount in sums if kind == _KIND.SUBSIDY_PAYMENT),
    )
