"""The formulas of pay: the mean of those who served, the tax on labour fees, performance pay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehou.kernel.fen import Fen
from kehou.rulebook.facts.payments import Capacity, MonthPay, PayLine
from kehou.rulebook.hunan_2024.art09_allowances import (
    labour_tax,
    manager_cap,
    managers_keep_under_the_mean,
)
from kehou.rulebook.hunan_2024.art09_payroll import base_of_next_year, with_increment
from unit.rulebook.example import parameters
from unit.rulebook.examples.payments import RATE, line


@given(st.lists(st.integers(1, 20), min_size=1, max_size=8))
@pytest.mark.clause("A9.26")
def test_the_cap_passes_and_a_fen_more_does_not(counts: list[int]) -> None:
    served = tuple(line(f"p{number}", count) for number, count in enumerate(counts))
    values = parameters()
    cap = manager_cap(MonthPay(RATE, served), values)
    for amount, met in ((cap, True), (cap + Fen(1), False)):
        manager = PayLine("m", Capacity.MANAGEMENT, amount, duty_days=1)
        found = managers_keep_under_the_mean(MonthPay(RATE, (*served, manager)), values)
        assert all(row.met for row in found if row.reason == "manager_above_mean") is met


@pytest.mark.clause("A9.29")
@pytest.mark.parametrize(
    ("gross", "tax"),
    [
        (80_000, 0),
        (80_001, 0),
        (80_003, 1),
        (400_000, 64_000),
        (400_001, 64_000),
        (2_500_000, 400_000),
        (2_500_100, 400_024),
        (6_250_000, 1_300_000),
        (6_250_100, 1_300_032),
    ],
)
def test_the_tax_by_the_table(gross: int, tax: int) -> None:
    assert labour_tax(Fen(gross), parameters()) == Fen(tax)


@given(st.integers(0, 10_000_000), st.integers(0, 5_000))
@pytest.mark.clause("A9.29")
def test_more_pay_is_never_less_tax_nor_less_net(gross: int, more: int) -> None:
    values = parameters()
    low, high = labour_tax(Fen(gross), values), labour_tax(Fen(gross + more), values)
    assert low <= high
    assert Fen(gross) - low <= Fen(gross + more) - high + Fen(1)


@pytest.mark.clause("A9.36", "A9.37")
def test_the_allowance_comes_on_top_and_is_no_base() -> None:
    base, allowance = Fen(5_000_000), Fen(300_000)
    paid = with_increment(base, allowance)
    assert paid == Fen(5_300_000)
    assert base_of_next_year(paid, allowance) == base
