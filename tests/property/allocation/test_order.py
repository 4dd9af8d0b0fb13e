"""The outcome depends on what is in the list and on the seed, never on the order of rows."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehou.allocation import Pupil, Section, allocate, record
from property.allocation import twins
from property.allocation.instances import School, school


def records(one: School, order: int) -> set[bytes]:
    """The records of a school and of the same school with its rows and slots shuffled."""
    rng = Random(order)
    sections, pupils = list(one.sections), list(one.pupils)
    rng.shuffle(sections)
    rng.shuffle(pupils)
    turned = [turn(pupil) for pupil in pupils]
    again = allocate([backwards(section) for section in sections], turned, one.policy, one.lottery())
    return {record(one.draw()), record(again)}


def turn(pupil: Pupil) -> Pupil:
    """The same pupil with slots in another order."""
    wishes = dict(sorted(pupil.wishes.items(), reverse=True))
    return Pupil(**{**{name: getattr(pupil, name) for name in Pupil.__slots__}, "wishes": wishes})


def backwards(section: Section) -> Section:
    """The same section with its slots in another order."""
    slots = tuple(reversed(section.slots))
    return Section(**{**{name: getattr(section, name) for name in Section.__slots__}, "slots": slots})


@settings(deadline=None)
@given(st.integers(0, 1_000_000), st.integers(0, 1000))
def test_any_order_of_rows_gives_the_same_outcome(number: int, order: int) -> None:
    assert len(records(school(number), order)) == 1


def test_a_draw_by_rows_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    twins.by_row(monkeypatch)
    assert any(len(records(school(number), 1)) == 2 for number in range(20))


@settings(deadline=None)
@given(st.integers(0, 1_000_000))
def test_another_public_number_is_another_draw_and_the_same_number_the_same_bytes(number: int) -> None:
    one = school(number)
    assert record(one.draw("1")) == record(one.draw("1"))
    assert one.draw("1").digest != one.draw("2").digest
