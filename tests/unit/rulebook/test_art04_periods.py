"""What is billed: whole periods of the pupil's own stage, and never a part of one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehou.kernel.places import Tier
from kehou.rulebook.engine.layers import Layer, Setting
from kehou.rulebook.hunan_2024.art04_periods import (
    BilledPeriods,
    NotCompulsory,
    billable_periods,
    period_minutes,
    settled_periods,
)
from kehou.rulebook.hunan_2024.edition import EDITION
from unit.rulebook.example import DAY, parameters

PARAMETERS = parameters()
grades = st.integers(1, 9)
lengths = st.integers(0, 600)


@pytest.mark.clause("A4.15", "A4.16")
@pytest.mark.parametrize(
    ("minutes", "grade", "periods"),
    [(39, 6, 0), (40, 6, 1), (79, 6, 1), (80, 1, 2), (44, 7, 0), (45, 7, 1), (90, 9, 2), (45, 6, 1)],
)
def test_whole_periods_are_billed_by_the_pupils_grade(minutes: int, grade: int, periods: int) -> None:
    assert billable_periods(minutes, grade=grade, parameters=PARAMETERS) == periods


@pytest.mark.clause("A4.15", "A4.16")
@pytest.mark.parametrize(
    ("minutes", "grade", "periods"),
    [(19, 6, 0), (20, 6, 1), (59, 6, 1), (60, 6, 2), (22, 7, 0), (23, 7, 1), (67, 7, 1), (68, 7, 2)],
)
def test_a_city_may_have_parts_of_a_period_rounded(minutes: int, grade: int, periods: int) -> None:
    city = Layer("市级标准", Tier.CITY, "4301", (Setting("part_period", "round", DAY),))
    rounded = EDITION.parameters_at([city], on=DAY)
    assert billable_periods(minutes, grade=grade, parameters=rounded) == periods


@pytest.mark.clause("A4.15")
def test_a_session_that_fell_short_is_billed_and_paid_back_by_periods() -> None:
    assert settled_periods(80, 75, grade=3, parameters=PARAMETERS) == BilledPeriods(billed=1, refunded=1)


@pytest.mark.clause("A4.15")
def test_a_session_that_ran_over_bills_what_was_planned() -> None:
    assert settled_periods(40, 80, grade=3, parameters=PARAMETERS) == BilledPeriods(billed=1, refunded=0)


def test_a_senior_grade_has_no_period() -> None:
    with pytest.raises(NotCompulsory):
        period_minutes(10, PARAMETERS)


@pytest.mark.clause("A4.15", "A4.16")
@given(lengths, grades)
def test_periods_are_the_floor_of_the_exact_ratio(minutes: int, grade: int) -> None:
    length = period_minutes(grade, PARAMETERS)
    periods = billable_periods(minutes, grade=grade, parameters=PARAMETERS)
    assert periods <= Fraction(minutes, length) < periods + 1


@pytest.mark.clause("A4.15", "A4.16")
@given(lengths, lengths, grades)
def test_billed_and_refunded_make_up_the_planned_periods(planned: int, delivered: int, grade: int) -> None:
    settled = settled_periods(planned, delivered, grade=grade, parameters=PARAMETERS)
    assert settled.billed + settled.refunded == billable_periods(planned, grade=grade, parameters=PARAMETERS)
    assert settled.billed >= 0
    assert settled.refunded >= 0
