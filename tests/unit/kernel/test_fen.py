"""Money: whole fen, nothing lost in a split, no float let in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehou.kernel.fen import ZERO, Fen, NotWholeFen, total

AMOUNTS = st.integers(0, 10**12)
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=50).filter(any)


@pytest.mark.clause("A9.11")
@given(AMOUNTS, WEIGHTS)
def test_a_split_loses_no_fen_and_gives_each_its_share(amount: int, weights: list[int]) -> None:
    parts = Fen(amount).split(weights)
    assert total(parts) == Fen(amount)
    for part, weight in zip(parts, weights, strict=True):
        exact_share = amount * weight
        assert abs(part.amount * sum(weights) - exact_share) < sum(weights)


@given(AMOUNTS, WEIGHTS)
def test_who_weighs_nothing_gets_nothing(amount: int, weights: list[int]) -> None:
    parts = Fen(amount).split(weights)
    assert all(part == ZERO for part, weight in zip(parts, weights, strict=True) if weight == 0)


def test_equal_remainders_favour_the_earlier_place() -> None:
    assert Fen(100).split([1, 1, 1]) == [Fen(34), Fen(33), Fen(33)]


@pytest.mark.parametrize(("amount", "weights"), [(-1, [1]), (1, []), (1, [0]), (1, [2, -1])])
def test_a_split_that_means_nothing_is_refused(amount: int, weights: list[int]) -> None:
    with pytest.raises(ValueError, match="split needs"):
        Fen(amount).split(weights)


@pytest.mark.parametrize("amount", [1.0, True, "1", None, Decimal(1)])
def test_only_a_whole_number_is_an_amount(amount: object) -> None:
    with pytest.raises(NotWholeFen):
        Fen(amount)  # type: ignore[arg-type]


def test_a_float_cannot_enter_by_multiplying() -> None:
    with pytest.raises(NotWholeFen):
        Fen(100) * 0.5  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "amount"), [("12.34", 1234), ("0", 0), ("-3", -300), (Decimal("0.10"), 10), ("1e2", 10_000)]
)
def test_yuan_are_read_as_decimal_text(text: str | Decimal, amount: int) -> None:
    assert Fen.from_yuan(text) == Fen(amount)


@pytest.mark.parametrize("text", ["0.001", "", "元", "NaN", "Infinity", 0.1, 1])
def test_what_is_not_whole_fen_is_refused(text: object) -> None:
    with pytest.raises(NotWholeFen):
        Fen.from_yuan(text)  # type: ignore[arg-type]


@given(st.integers(-(10**15), 10**15))
def test_writing_and_reading_yuan_gives_the_same_amount(amount: int) -> None:
    assert Fen.from_yuan(Fen(amount).in_yuan().replace(",", "")) == Fen(amount)


def test_yuan_are_written_with_two_places_and_thousands() -> None:
    assert Fen(123_450).in_yuan() == "1,234.50"
    assert Fen(-5).in_yuan() == "-0.05"
