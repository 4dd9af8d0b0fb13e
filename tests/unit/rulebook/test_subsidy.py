"""What a pupil got of the subsidy, exact, and silence where there is nothing to compare."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kehou.kernel.fen import Fen
from kehou.kernel.verdict import Effect
from kehou.rulebook.facts.subsidy import SubsidyShare
from kehou.rulebook.hunan_2024.art09_subsidy import (
    country_gets_no_less,
    subsidy_is_budgeted_and_paid,
    subsidy_per_pupil,
)
from unit.rulebook.example import parameters
from unit.rulebook.examples.subsidy import YEAR, a_year

PARAMETERS = parameters()


@pytest.mark.clause("A9.38")
def test_what_a_pupil_got_is_exact() -> None:
    assert subsidy_per_pupil(SubsidyShare(Fen(100), 3)) == Fraction(100, 3)
    assert subsidy_per_pupil(SubsidyShare(Fen(100), 0)) is None


@pytest.mark.clause("A9.38")
def test_nothing_is_said_where_there_is_nothing_to_compare() -> None:
    assert list(country_gets_no_less(a_year(rural=SubsidyShare()), PARAMETERS)) == []
    alone = a_year(urban=SubsidyShare(), before=None)
    assert list(country_gets_no_less(alone, PARAMETERS)) == []


@pytest.mark.clause("A8.6", "A9.1", "A9.38")
def test_a_subsidy_is_told_and_never_refused() -> None:
    nothing = a_year(budgeted=None, paid=Fen(0), rural=SubsidyShare(Fen(0), 10))
    found = [
        *subsidy_is_budgeted_and_paid(nothing, PARAMETERS),
        *country_gets_no_less(nothing, PARAMETERS),
    ]
    assert [verdict.effect for verdict in found] == [Effect.WARN, Effect.WARN, Effect.ADVISE, Effect.ADVISE]
    assert not any(verdict.met for verdict in found)


@pytest.mark.clause("A9.38")
def test_the_sums_are_shown_in_yuan() -> None:
    [found, _] = country_gets_no_less(a_year(rural=SubsidyShare(Fen(100_050), 100)), PARAMETERS)
    assert (found.facts["found"], found.facts["required"]) == ("10.00元", "10.00元")
    [less, _] = country_gets_no_less(a_year(rural=SubsidyShare(Fen(90_599), 100)), PARAMETERS)
    assert less.facts["found"] == "9.05元"
    assert YEAR.rural.pupils == 300
