"""The five years of the Measures, at both ends (A13)."""

from __future__ import annotations

from datetime import date

import pytest

from factories.authority_facts import an_approval
from kehou.kernel.verdict import Effect
from kehou.rulebook.engine import NotInForce
from kehou.rulebook.hunan_2024.art13_validity import approved_while_in_force
from kehou.rulebook.hunan_2024.edition import EDITION
from kehou.rulebook.packs import HUNAN

STOP, WARN = Effect.STOP, Effect.WARN


@pytest.mark.clause("A13.1", "A13.2")
@pytest.mark.parametrize("day", [date(2024, 3, 18), date(2029, 3, 17)])
def test_the_first_and_the_last_day_of_the_five_years_belong_to_them(day: date) -> None:
    assert HUNAN.edition_on(day) is EDITION


@pytest.mark.clause("A13.1", "A13.2")
@pytest.mark.parametrize("day", [date(2024, 3, 17), date(2029, 3, 18)])
def test_the_days_around_them_do_not(day: date) -> None:
    with pytest.raises(NotInForce):
        HUNAN.edition_on(day)


@pytest.mark.clause("A13.2")
@pytest.mark.parametrize(
    ("decided", "effect"),
    [
        (date(2028, 9, 17), None),
        (date(2028, 9, 18), WARN),
        (date(2029, 3, 17), WARN),
        (date(2029, 3, 18), STOP),
    ],
)
def test_the_last_half_year_warns_and_the_day_after_refuses(decided: date, effect: Effect | None) -> None:
    in_force = EDITION.parameters_at(on=min(decided, EDITION.last_date))
    found = approved_while_in_force(an_approval(decided_date=decided), in_force)
    unmet = [each.effect for each in found if each.clause == "A13.2" and each.met is not True]
    assert unmet == ([effect] if effect else [])


@pytest.mark.clause("A13.2")
def test_a_term_that_began_on_the_last_day_may_finish() -> None:
    assert HUNAN.edition_on(date(2029, 7, 5), term_began=date(2029, 3, 17)) is EDITION
    with pytest.raises(NotInForce):
        HUNAN.edition_on(date(2029, 7, 5), term_began=date(2029, 3, 18))
