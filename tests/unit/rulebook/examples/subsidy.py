"""The subsidy of a county (A8.6, A9.1, A9.38)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kehou.kernel.fen import ZERO, Fen
from kehou.rulebook.facts.subsidy import SubsidyFacts, SubsidyShare
from kehou.rulebook.hunan_2024.art09_subsidy import country_gets_no_less, subsidy_is_budgeted_and_paid
from unit.rulebook.example import Example

YEAR = SubsidyFacts(
    budgeted=Fen(900_000),
    due=Fen(450_000),
    paid=Fen(450_000),
    rural=SubsidyShare(Fen(300_000), 300),
    urban=SubsidyShare(Fen(150_000), 150),
    before=SubsidyShare(Fen(280_000), 280),
)


def a_year(**changes: Any) -> SubsidyFacts:
    """The year with some of it changed."""
    return replace(YEAR, **changes)


EXAMPLES = (
    Example("budgeted", subsidy_is_budgeted_and_paid, YEAR, True, clause="A8.6"),
    Example("no budget", subsidy_is_budgeted_and_paid, a_year(budgeted=None), False, clause="A8.6"),
    Example("paid when due", subsidy_is_budgeted_and_paid, YEAR, True, clause="A9.1"),
    Example("a fen late", subsidy_is_budgeted_and_paid, a_year(paid=Fen(449_999)), False, clause="A9.1"),
    Example(
        "nothing due yet", subsidy_is_budgeted_and_paid, a_year(due=ZERO, paid=ZERO), True, clause="A9.1"
    ),
    Example("as much as in town and last year", country_gets_no_less, YEAR, True),
    Example(
        "a fen less than in town",
        country_gets_no_less,
        a_year(urban=SubsidyShare(Fen(150_001), 150)),
        False,
        reason="country_gets_less",
    ),
    Example(
        "more than in town, less than last year",
        country_gets_no_less,
        a_year(before=SubsidyShare(Fen(280_001), 280)),
        False,
        reason="country_gets_less_than_before",
    ),
    Example("no school in town", country_gets_no_less, a_year(urban=SubsidyShare()), True),
)
