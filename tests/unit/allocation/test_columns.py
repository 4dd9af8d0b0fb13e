"""Columns that nobody could draw are refused with the faults that rows would have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from kehou.allocation import PRIORITY, Policy, Pupil, Section, UnusableInput
from kehou.allocation.checking import check
from kehou.allocation.fast import Columns, check_columns, columns_of
from kehou.allocation.instance import instance

SECTIONS = (
    Section("band", ("mon", "tue"), capacity=2),
    Section("chess", ("mon",), capacity=2),
    Section("drama", ("tue",), capacity=2),
    Section("homework-mon", ("mon",), fallback=True),
    Section("homework-tue", ("tue",), fallback=True),
)
PUPILS = (
    Pupil("p1", "f1", 3, {"mon": ("chess", "band"), "tue": ("band",)}),
    Pupil("p2", "f2", 4, {"mon": ("chess",)}, tier=PRIORITY),
)


def good() -> Columns:
    return columns_of(instance(SECTIONS, PUPILS, Policy()))


def wished(columns: Columns, at: int, row: int, numbers: list[int]) -> Columns:
    wishes = columns.wishes.copy()
    wishes[at, row] = numbers
    return replace(columns, wishes=wishes)


def test_good_columns_pass() -> None:
    check_columns(good())


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda c: wished(c, 0, 1, [1, 1]), "twice"),
        (lambda c: wished(c, 0, 1, [2, -1]), "not_in_this_slot"),
        (lambda c: wished(c, 0, 1, [0, -1]), "bundle_not_wished_in_every_slot"),
        (lambda c: replace(c, codes=["p1", "p\n2"]), "bad_code"),
        (lambda c: replace(c, families=["f1", ""]), "bad_code"),
        (lambda c: replace(c, tier=np.array([1, -1])), "negative"),
        (lambda c: replace(c, codes=["p2", "p1"]), "out_of_order_or_twice"),
        (lambda c: replace(c, codes=["p1", "p1"]), "out_of_order_or_twice"),
    ],
)
def test_each_fault_is_named(spoil: Callable[[Columns], Columns], code: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        check_columns(spoil(good()))
    assert code in {fault.code for fault in refused.value.faults}


def test_a_priority_pupil_without_a_room_is_found_as_in_rows() -> None:
    """A room for other grades only is none for this pupil (A3.4)."""
    rooms = [replace(s, grades=frozenset({3})) if s.fallback else s for s in SECTIONS]
    columns = replace(good(), sections=tuple(rooms))
    with pytest.raises(UnusableInput) as refused:
        check_columns(columns)
    assert refused.value.faults == tuple(check(rooms, PUPILS[1:], Policy()))
