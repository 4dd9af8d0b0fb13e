"""What holds for every bill and every row of refunds: bounded, monotone, and to the family's favour."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kehou.kernel.fen import ZERO, Fen
from kehou.rulebook.hunan_2024.art09_bills import bill_amount
from kehou.rulebook.hunan_2024.art09_refunds import refund_claim

fen = st.integers(0, 10_000_000).map(Fen)
caps = st.none() | fen
ratios = st.integers(1, 1_000).flatmap(
    lambda below: st.integers(0, below).map(lambda above: Fraction(above, below))
)


@given(st.lists(st.integers(0, 6), max_size=120), fen, ratios, caps, caps)
def test_a_bill_keeps_its_bounds(
    days: list[int], price: Fen, ratio: Fraction, day_cap: Fen | None, term_cap: Fen | None
) -> None:
    bill = bill_amount(days, price=price, waived_ratio=ratio, day_cap=day_cap, term_cap=term_cap)
    assert ZERO <= bill.net <= bill.gross <= price * sum(days)
    assert bill.net + bill.waived == bill.gross
    assert bill.waived.amount * ratio.denominator >= bill.gross.amount * ratio.numerator
    assert term_cap is None or bill.gross <= term_cap
    assert day_cap is None or bill.gross <= day_cap * len(days)


@given(st.integers(1, 400), fen, st.lists(st.integers(1, 20), max_size=30))
def test_refunds_one_after_the_other_never_exceed_what_was_paid(
    planned: int, paid: Fen, missed: list[int]
) -> None:
    """Each refund is what the claim of all missed periods is above what was granted before."""
    granted, units = ZERO, 0
    for each in missed:
        units = min(units + each, planned)
        claim = refund_claim(units, paid=paid, planned_units=planned)
        assert claim >= granted
        granted = claim
    assert granted <= paid
    assert granted.amount * planned >= paid.amount * units or granted == paid
    assert units < planned or granted == paid
