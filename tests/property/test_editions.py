"""On whatever day: one edition governs, or the day is refused; the edges are where the text puts them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehou.rulebook.engine import NotInForce
from kehou.rulebook.hunan_2024.edition import EDITION
from kehou.rulebook.packs import HUNAN

DAYS = st.dates(date(2021, 1, 1), date(2032, 12, 31))


@pytest.mark.clause("A13.1", "A13.2")
@given(DAYS)
def test_a_day_is_governed_exactly_within_the_five_years(day: date) -> None:
    within = date(2024, 3, 18) <= day <= date(2029, 3, 17)
    assert EDITION.governs(day) is within
    if within:
        assert HUNAN.edition_on(day) is EDITION
    else:
        with pytest.raises(NotInForce):
            HUNAN.edition_on(day)


@pytest.mark.clause("A13.2")
@given(DAYS, st.integers(0, 200))
def test_a_term_finishes_under_the_edition_in_which_it_began(began: date, after_days: int) -> None:
    day = began + timedelta(days=after_days)
    began_within = EDITION.governs(began)
    assert EDITION.governs(day, began) is (EDITION.governs(day) or (began_within and day > began))
