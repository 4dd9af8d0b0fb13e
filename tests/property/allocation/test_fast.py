"""The draw in arrays gives what the plain draw gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehou.allocation import Pupil
from kehou.allocation.fast import outcome
from kehou.allocation.fast.people import TooManyKinds
from kehou.allocation.fast.rounds import Rounds
from kehou.allocation.instance import instance
from kehou.allocation.model import Policy
from property.allocation.instances import school


def agrees(number: int) -> bool:
    """Whether both roads end at the same digest and close the same sections."""
    plain = school(number).draw()
    fast = outcome(plain.instance, plain.lottery)
    return (fast.digest, fast.cancelled) == (plain.digest, plain.cancelled)


@settings(deadline=None)
@given(st.integers(0, 1_000_000))
def test_both_roads_agree(number: int) -> None:
    assert agrees(number)


@pytest.mark.slow
def test_both_roads_agree_on_a_thousand_schools() -> None:
    assert all(agrees(number) for number in range(1000))


def test_a_fast_road_without_reserves_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Rounds.__init__

    def without(
        self: Rounds, rows: object, pupils: int, capacity: object, reserved: object, *more: object
    ) -> None:
        real(self, rows, pupils, capacity, reserved * 0, *more)  # type: ignore[operator,arg-type]

    monkeypatch.setattr(Rounds, "__init__", without)
    assert not all(agrees(number) for number in range(100))


def test_more_qualifications_than_bits_are_refused_not_mixed_up() -> None:
    skilled = Pupil("p", "f", 3, qualifications=frozenset(f"q{n}" for n in range(65)))
    plain = school(1).draw()
    with pytest.raises(TooManyKinds):
        outcome(instance(plain.instance.sections.values(), [skilled], Policy()), plain.lottery)
