"""Every share is compared exactly: over random numbers the rules say what exact fractions say."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.authority_facts import a_contract, off_campus
from factories.family_facts import a_petition
from kehou.kernel.fen import Fen
from kehou.kernel.places import Tier
from kehou.kernel.verdict import Effect
from kehou.rulebook.engine import Parameters
from kehou.rulebook.engine.layers import Layer, Setting
from kehou.rulebook.facts.closing import TermEnd
from kehou.rulebook.hunan_2024.art06_contract import price_is_clearly_lower
from kehou.rulebook.hunan_2024.art07_petition import enough_signatures
from kehou.rulebook.hunan_2024.art09_closing import allowances_are_the_main_cost
from kehou.rulebook.hunan_2024.art09_waiver import after_waiver
from kehou.rulebook.hunan_2024.edition import EDITION

DAY = date(2026, 4, 1)
FEN = st.integers(0, 10**7)


def _with(name: str, value: Fraction, tier: Tier) -> Parameters:
    place = {Tier.PROVINCE: "43", Tier.CITY: "4301", Tier.COUNTY: "430102"}[tier]
    return EDITION.parameters_at([Layer("试定", tier, place, (Setting(name, value, DAY),))], on=DAY)


@pytest.mark.clause("A7.12")
@given(roll=st.integers(1, 120), share=st.fractions(Fraction(2, 3), 1), data=st.data())
def test_more_than_a_share_of_the_roll(roll: int, share: Fraction, data: st.DataObject) -> None:
    signed = data.draw(st.integers(0, roll))
    in_force = _with("rural_ratio", share, Tier.PROVINCE)
    [found] = enough_signatures(a_petition(roll, signed), in_force)
    assert found.met is (Fraction(signed, roll) > share)


@pytest.mark.clause("A9.25")
@given(spent=FEN.filter(bool), share=st.fractions(Fraction(1, 2), 1), data=st.data())
def test_allowances_above_a_share_of_what_was_spent(spent: int, share: Fraction, data: st.DataObject) -> None:
    allowances = data.draw(st.integers(0, spent))
    end = TermEnd(DAY, DAY, allowances=Fen(allowances), spent=Fen(spent))
    in_force = _with("allowance_share_min", share, Tier.CITY)
    [stop] = [found for found in allowances_are_the_main_cost(end, in_force) if found.effect is Effect.STOP]
    assert stop.met is (Fraction(allowances, spent) > share)


@pytest.mark.clause("A6.12")
@given(
    price=st.integers(1, 10_000),
    minutes=st.integers(1, 120),
    outside=st.integers(1, 10_000),
    share=st.fractions(Fraction(1, 10), Fraction(4, 5)),
)
def test_a_price_within_a_share_of_the_one_outside(
    price: int, minutes: int, outside: int, share: Fraction
) -> None:
    contract = a_contract(price=Fen(price), minutes=minutes, off_campus=(off_campus(outside, own=True),))
    row = contract.off_campus[0]
    found = [
        verdict
        for verdict in price_is_clearly_lower(contract, _with("tp_price_ratio_max", share, Tier.CITY))
        if verdict.reason == "price_not_clearly_lower"
    ]
    exact = Fraction(price, minutes) / Fraction(row.price.amount, row.minutes)
    assert [verdict.met for verdict in found] == [exact <= share]


@pytest.mark.clause("A9.39")
@given(gross=FEN, share=st.fractions(0, 1))
def test_what_is_left_after_a_waiver_is_the_floor_of_the_exact_amount(gross: int, share: Fraction) -> None:
    exact = gross * (1 - share)
    assert after_waiver(Fen(gross), share).amount == exact.numerator // exact.denominator
