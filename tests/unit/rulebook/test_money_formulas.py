"""The money formulas of bills and refunds on numbers done by hand (A9.6, A9.12, A9.39)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from factories.money_facts import a_line
from kehou.kernel.fen import Fen
from kehou.rulebook.facts.bills import BillAmount
from kehou.rulebook.hunan_2024.art09_bills import bill_amount, units_by_day
from kehou.rulebook.hunan_2024.art09_refunds import price_difference, refund_claim

FOUR = Fen(400)
NOTHING = Fraction(0)


def _bill(
    *units: int, ratio: Fraction = NOTHING, day_cap: Fen | None = None, term_cap: Fen | None = None
) -> BillAmount:
    return bill_amount(units, price=FOUR, waived_ratio=ratio, day_cap=day_cap, term_cap=term_cap)


@pytest.mark.clause("A9.6")
def test_a_bill_is_periods_times_price() -> None:
    assert _bill(2, 2, 1) == BillAmount(Fen(2_000), Fen(0))


@pytest.mark.clause("A9.6")
def test_the_day_cap_cuts_each_day_and_the_term_cap_the_whole() -> None:
    assert _bill(3, 1, day_cap=Fen(1_000)).gross == Fen(1_400)
    assert _bill(3, 3, term_cap=Fen(2_000)).gross == Fen(2_000)


@pytest.mark.clause("A9.39")
def test_the_waiver_is_rounded_in_the_familys_favour() -> None:
    assert _bill(1, ratio=Fraction(1)).net == Fen(0)
    third = bill_amount([1], price=Fen(100), waived_ratio=Fraction(1, 3), day_cap=None, term_cap=None)
    assert (third.waived, third.net) == (Fen(34), Fen(66))


def test_sessions_of_one_day_count_together_for_its_cap() -> None:
    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)
    lines = [a_line(dates=(monday, tuesday)), a_line(slot_key="ball-0", dates=(monday,))]
    assert units_by_day(lines) == (2, 1)


@pytest.mark.clause("A9.12")
def test_five_missed_periods_at_four_yuan_are_twenty() -> None:
    assert refund_claim(5, paid=FOUR * 100, planned_units=100) == Fen(2_000)


@pytest.mark.clause("A9.12")
def test_a_cap_lowers_the_price_of_what_was_missed() -> None:
    """500.00 yuan were paid for 164 periods: 3 of them are 9.1463..., so 9.15."""
    assert refund_claim(3, paid=Fen(50_000), planned_units=164) == Fen(915)


@pytest.mark.clause("A9.12")
def test_no_refund_is_above_what_was_paid() -> None:
    assert refund_claim(200, paid=Fen(50_000), planned_units=164) == Fen(50_000)
    assert refund_claim(3, paid=Fen(0), planned_units=164) == Fen(0)
    with pytest.raises(ValueError):
        refund_claim(1, paid=FOUR, planned_units=0)


@pytest.mark.clause("A9.10")
def test_a_price_lowered_in_week_eight_gives_the_difference_back() -> None:
    """164 periods at 2.00, lowered to 1.50; 4 of them were refunded before: 160 x 0.50."""
    before, after = Fen(32_800), Fen(24_600)
    assert price_difference(before, after, planned_units=164, missed_units=4) == Fen(8_000)
    assert price_difference(before, before, planned_units=164, missed_units=0) == Fen(0)
    with pytest.raises(ValueError):
        price_difference(before, after, planned_units=164, missed_units=165)
