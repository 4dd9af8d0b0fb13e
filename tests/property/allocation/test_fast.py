"""The draw in arrays gives what the plain draw gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehou.allocation import Pupil, input_root
from kehou.allocation.fast import columns_of, outcome, outcomes, root
from kehou.allocation.fast.columns import TooManyKinds
from kehou.allocation.fast.luck import Luck
from kehou.allocation.fast.rounds import Rounds
from kehou.allocation.instance import instance
from kehou.allocation.model import Policy
from property.allocation.instances import school

seeds = st.integers(0, 1_000_000)


def agrees(number: int) -> bool:
    """Whether both roads end at the same digest and seats, and close the same sections."""
    plain = school(number).draw()
    fast = outcome(columns_of(plain.instance), plain.lottery)
    seats = [(seat.slot, seat.section, seat.pupil) for seat in plain.seats]
    return (fast.digest, fast.cancelled, list(fast.seats())) == (plain.digest, plain.cancelled, seats)


@settings(deadline=None)
@given(seeds)
def test_both_roads_agree(number: int) -> None:
    assert agrees(number)


@settings(deadline=None)
@given(seeds)
def test_columns_keep_every_pupil_and_the_root(number: int) -> None:
    one = school(number)
    checked = instance(one.sections, one.pupils, one.policy)
    columns = columns_of(checked)
    assert [columns.pupil(row) for row in range(len(columns.codes))] == list(checked.pupils.values())
    assert root(columns) == input_root(one.sections, one.pupils, one.policy)


@settings(deadline=None)
@given(st.lists(seeds, min_size=2, max_size=6, unique=True))
def test_schools_drawn_together_get_what_each_gets_alone(numbers: list[int]) -> None:
    plain = [school(number).draw() for number in numbers]
    together = outcomes([columns_of(one.instance) for one in plain], [one.lottery for one in plain])
    assert [one.digest for one in together] == [one.digest for one in plain]


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


def test_a_fast_road_that_never_turns_the_circle_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Luck.places
    monkeypatch.setattr(Luck, "places", lambda self, shift: real(self, 0))
    assert not all(agrees(number) for number in range(100))


def test_more_qualifications_than_bits_are_refused_not_mixed_up() -> None:
    skilled = Pupil("p", "f", 3, qualifications=frozenset(f"q{n}" for n in range(65)))
    plain = school(1).draw()
    with pytest.raises(TooManyKinds):
        columns_of(instance(plain.instance.sections.values(), [skilled], Policy()))
