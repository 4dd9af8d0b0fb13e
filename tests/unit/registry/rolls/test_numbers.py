"""Identity numbers: no single slip passes, and only regions that there were."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from factories.roll_files import REGION, id_number
from kehou.registry.rolls.numbers import NumberFault, check_digit, identity_parts, roll_number_parts
from kehou.registry.rolls.regions import region_known

births = st.dates(date(2005, 1, 1), date(2022, 12, 31))
sequences = st.integers(1, 999)


@given(births, sequences, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_no_single_slip_passes(birth: date, sequence: int, place: int, sign: str) -> None:
    right = id_number(birth, sequence)
    slipped = right[:place] + sign + right[place + 1 :]
    identity_parts(right, frozenset({REGION}))
    if slipped == right:
        return
    with pytest.raises(NumberFault):
        identity_parts(slipped, frozenset({REGION, slipped[:6]}))


@given(births, sequences, st.integers(0, 16))
def test_no_swap_of_neighbours_passes(birth: date, sequence: int, place: int) -> None:
    right = id_number(birth, sequence)
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    if swapped == right:
        return
    with pytest.raises(NumberFault):
        identity_parts(swapped, frozenset({REGION, swapped[:6]}))


@given(st.text(alphabet="0123456789", min_size=17, max_size=17))
def test_the_check_digit_agrees_with_an_independent_one(first: str) -> None:
    assert check_digit(first) == ric.calc_check_digit(first + "0")


@given(st.text(max_size=25))
def test_no_text_breaks_the_reading_of_numbers(text: str) -> None:
    for read in (identity_parts, roll_number_parts):
        with contextlib.suppress(NumberFault):
            read(text, frozenset())


@pytest.mark.parametrize(
    ("code", "birth_year", "known"),
    [
        ("430102", 2016, True),
        ("430124", 2016, True),  # Ningxiang county, a city since 2017
        ("430124", 2020, True),  # within the years of grace
        ("430122", 2024, False),  # Wangcheng county, a district since 2011
        ("110101", 2016, True),
        ("810000", 2016, True),
        ("432901", 2016, False),  # withdrawn in the last century
        ("439901", 2016, False),
        ("000000", 2016, False),
        ("999999", 2016, False),
    ],
)
def test_regions(code: str, birth_year: int, known: bool) -> None:
    assert region_known(code, birth_year, frozenset()) is known
    assert region_known(code, birth_year, frozenset({code}))
