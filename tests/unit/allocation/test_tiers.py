"""What coming first means, in each mode that a county may choose (A3.4)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kehou.allocation import PRIORITY, Policy, Pupil, Section, TierMode
from unit.allocation.hand import asking, drawn, placed

SECTIONS = [Section("robots", ("mon",), 4), Section("homework", ("mon",), is_x=False, fallback=True)]
FIRST = [Pupil(f"first{n}", f"g{n}", 3, {"mon": ("robots",)}, tier=PRIORITY) for n in range(8)]
EVERYBODY = [*asking(24, "robots"), *FIRST]
BEACONS = [str(number) for number in range(40)]


def lucky(policy: Policy) -> list[int]:
    """How many of the four seats went to priority pupils, draw by draw."""
    results = (drawn(SECTIONS, EVERYBODY, policy, beacon=beacon) for beacon in BEACONS)
    return [sum(pupil.startswith("first") for pupil in placed(result, "robots")) for result in results]


@pytest.mark.clause("A3.4")
def test_by_default_courses_are_drawn_alike() -> None:
    shares = lucky(Policy())
    assert 0 in shares
    assert 0.5 < sum(shares) / len(shares) < 1.5


@pytest.mark.clause("A3.4")
def test_reserves_keep_a_part_of_the_seats_rounded_up() -> None:
    reserved = Policy(tier_mode=TierMode.RESERVES, reserves=Fraction(3, 10))
    assert min(lucky(reserved)) == 2
    assert max(lucky(reserved)) > 2


def test_reserved_seats_that_nobody_wants_go_to_all() -> None:
    reserved = Policy(tier_mode=TierMode.RESERVES, reserves=Fraction(1))
    result = drawn(SECTIONS, asking(9, "robots"), reserved)
    assert len(placed(result, "robots")) == 4


@pytest.mark.clause("A3.4")
def test_absolute_tiers_fill_every_course_with_those_who_come_first() -> None:
    assert set(lucky(Policy(tier_mode=TierMode.ABSOLUTE_TIERS))) == {4}
