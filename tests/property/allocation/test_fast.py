"""The draw in arrays gives what the plain draw gives."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehou.allocation import Pupil, UnusableInput, input_root
from kehou.allocation.fast import check_columns, columns_of, outcome, outcomes, root
from kehou.allocation.fast.columns import NONE, TooManyKinds
from kehou.allocation.fast.luck import Luck
from kehou.allocation.fast.rounds import Rounds
from kehou.allocation.fast.standing import Standing
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

    def without(self: Rounds, choices: Any, capacity: Any, reserved: Any, protected: Any) -> None:
        real(self, choices, capacity, reserved * 0, protected)

    monkeypatch.setattr(Rounds, "__init__", without)
    assert not all(agrees(number) for number in range(100))


def test_a_fast_road_that_never_turns_the_circle_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Luck.places
    monkeypatch.setattr(Luck, "places", lambda self, shift: real(self, 0))
    assert not all(agrees(number) for number in range(100))


def test_a_fast_road_that_forgets_caps_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Standing, "allows", lambda self, turn, pupil, section: np.ones(len(pupil), np.bool_))
    assert not all(agrees(number) for number in range(100))


def test_a_fast_road_whose_bar_is_too_high_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Rounds._turned_away

    def turned_away(self: Rounds, pupils: Any) -> Any:
        found = real(self, pupils)
        self._bar[:-1] //= 2
        return found

    monkeypatch.setattr(Rounds, "_turned_away", turned_away)
    assert not all(agrees(number) for number in range(100))


def test_columns_with_a_gap_between_wishes_are_refused() -> None:
    columns = columns_of(next(one for n in range(50) if (one := school(n).draw().instance).pupils))
    wishes = columns.wishes.copy()
    at = np.argwhere(wishes[:, :, 1] != NONE)[0]
    wishes[at[0], at[1], 0] = NONE
    with pytest.raises(UnusableInput, match="gap"):
        check_columns(replace(columns, wishes=wishes))


def test_more_qualifications_than_bits_are_refused_not_mixed_up() -> None:
    skilled = Pupil("p", "f", 3, qualifications=frozenset(f"q{n}" for n in range(65)))
    plain = school(1).draw()
    with pytest.raises(TooManyKinds):
        columns_of(instance(plain.instance.sections.values(), [skilled], Policy()))
