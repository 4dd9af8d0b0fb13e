"""How a week of first wishes is divided (A5.11, A5.15)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from factories.offered import an_offering, an_option
from kehou.enrolment.balance import Balance, balance_of, first_wishes
from kehou.enrolment.facts import Wishes

HALF = Fraction(1, 2)
CHESS = an_option("chess", "mon")
HOMEWORK = replace(an_option("homework", "tue"), is_subject=True)
LONG = replace(an_option("long", "mon", "tue"), minutes=80)
OFFERING = an_offering(("mon", "tue"), (CHESS, HOMEWORK, LONG))


def _balance(ranked: dict[str, tuple[str, ...]], *, grade: int = 3) -> Balance | None:
    wished = first_wishes(Wishes(ranked), OFFERING)
    return balance_of(wished, grade=grade, required=HALF, required_lower=HALF)


@pytest.mark.clause("A5.11", "A5.15")
def test_half_is_enough_from_grade_three_and_not_below() -> None:
    week = {"mon": ("chess",), "tue": ("homework", "long")}
    old, young = _balance(week), _balance(week, grade=2)
    assert old is not None
    assert young is not None
    assert (old.enrichment, old.homework, old.percent, old.is_enough) == (40, 40, 50, True)
    assert not young.is_enough


@pytest.mark.clause("A5.11")
def test_homework_alone_falls_short_and_a_long_course_counts_once() -> None:
    alone, long = _balance({"tue": ("homework",)}), _balance({"mon": ("long",), "tue": ("long",)})
    assert alone is not None
    assert long is not None
    assert (alone.percent, alone.is_enough) == (0, False)
    assert (long.enrichment, long.homework, long.is_enough) == (80, 0, True)


def test_nothing_wished_has_no_share() -> None:
    assert _balance({"mon": ()}) is None
