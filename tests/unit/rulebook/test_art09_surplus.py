"""The surplus: whose it is, and how it is shared (A9.11; clauses.md 4.5, process 9b formulas 6 and 7)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehou.kernel.fen import ZERO, Fen, total
from kehou.kernel.places import Tier
from kehou.rulebook.engine import Parameters
from kehou.rulebook.engine.layers import Layer, Setting
from kehou.rulebook.facts.closing import PointMeans, Settlement
from kehou.rulebook.hunan_2024.art09_surplus import settlement, surplus_shares
from kehou.rulebook.hunan_2024.edition import EDITION
from unit.rulebook.example import DAY, parameters

DEFAULT = parameters()
AMOUNTS = st.integers(0, 10**9)


def _city(order: str) -> Parameters:
    layer = Layer("市级办法", Tier.CITY, "4301", (Setting("surplus_order", order, DAY),))
    return EDITION.parameters_at((layer,), on=DAY)


def _settled(
    paid: int, given: int, spent: int, *, interest: int = 0, order: str = ""
) -> tuple[int, int, int]:
    means = PointMeans("yx", Fen(paid), Fen(interest), Fen(given), Fen(spent))
    settled = settlement(means, _city(order) if order else DEFAULT)
    return settled.pool.amount, settled.back.amount, settled.shortfall.amount


@pytest.mark.clause("A9.11")
def test_the_example_of_the_register() -> None:
    shares = surplus_shares(Fen.from_yuan("100.00"), {"a": 60000, "b": 30000, "c": 0})
    assert shares == {"a": Fen(6667), "b": Fen(3333)}


@pytest.mark.clause("A9.11", "A9.5")
def test_the_subsidy_is_spent_first() -> None:
    assert _settled(100, 40, 90) == (50, 0, 0)
    assert _settled(100, 90, 40) == (100, 50, 0)  # families get back no more than they paid
    assert _settled(100, 40, 140) == (0, 0, 0)
    assert _settled(100, 40, 141) == (0, 0, 1)
    assert _settled(0, 40, 30) == (0, 10, 0)
    assert _settled(100, 0, 60, interest=3) == (43, 0, 0)  # interest on fees is the families' too


@pytest.mark.clause("A9.11")
def test_another_order_where_the_city_set_it() -> None:
    assert _settled(100, 100, 100, order="pro_rata") == (50, 50, 0)
    assert _settled(100, 40, 60, order="fee_first") == (40, 40, 0)
    assert _settled(100, 40, 130, order="fee_first") == (0, 10, 0)


@pytest.mark.clause("A9.11", "A9.5")
@given(paid=AMOUNTS, given_=AMOUNTS, spent=AMOUNTS, interest=st.integers(0, 100))
def test_nothing_is_kept_and_nothing_is_lost(paid: int, given_: int, spent: int, interest: int) -> None:
    settled: Settlement = settlement(
        PointMeans("yx", Fen(paid), Fen(interest), Fen(given_), Fen(spent)), DEFAULT
    )
    assert settled.pool + settled.back - settled.shortfall == Fen(paid + interest + given_ - spent)
    assert min(settled.pool, settled.back, settled.shortfall) >= ZERO
    assert settled.pool <= Fen(paid + interest)


@pytest.mark.clause("A9.11")
@given(
    pool=st.integers(0, 10**8),
    weights=st.dictionaries(st.text("abcdef", min_size=1, max_size=4), st.integers(0, 10**7), max_size=40),
)
def test_shares_add_up_and_follow_what_was_paid(pool: int, weights: dict[str, int]) -> None:
    shares = surplus_shares(Fen(pool), weights)
    paid = sum(weights.values())
    if not paid or not pool:
        assert shares == {}
        return
    assert total(shares.values()) == Fen(pool)
    assert set(shares) == {key for key, weight in weights.items() if weight}
    for key, share in shares.items():
        assert abs(share.amount * paid - pool * weights[key]) < paid  # never a whole fen off


@pytest.mark.clause("A9.11")
def test_a_tie_goes_to_the_smaller_key() -> None:
    assert surplus_shares(Fen(1), {"b": 5, "a": 5}) == {"a": Fen(1), "b": ZERO}
