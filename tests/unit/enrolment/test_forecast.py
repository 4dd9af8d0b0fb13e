"""Last term's cut-offs as chances in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factories.choosing import a_contested_plan
from factories.plan_facts import a_plan, a_slot
from kehou.allocation.hashing import MODULUS
from kehou.enrolment.banding import offering_of
from kehou.enrolment.forecast import CERTAIN, NOT_OPENED, expected, in_words


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (CERTAIN, "都排上了"),
        (NOT_OPENED, "没有开班"),
        (MODULUS * 6 // 10 + 1, "约6个"),
        (MODULUS - 1, "约9个"),
        (MODULUS // 11, "不到1个"),
    ],
)
def test_a_cut_off_is_said_as_a_chance(last: int, words: str) -> None:
    assert words in in_words(last)


def test_a_course_is_known_by_its_key_or_by_its_title_and_a_new_one_not_at_all() -> None:
    plan = a_contested_plan()
    slots = (*plan.slots, a_slot("chess-1", "chess", 1))
    before = offering_of(plan.courses, slots)
    admitted = {"chess-0": MODULUS // 2 + 1}
    same = expected(before, before, admitted)
    assert "约5个" in same["chess-0"]
    assert "都排上了" in same["chess-1"]
    moved = tuple(replace(slot, key=f"new-{slot.key}") for slot in slots)
    by_title = expected(offering_of(plan.courses, moved), before, admitted)
    assert "约5个" in by_title["new-chess-0"]  # of two afternoons of one title the harder is told
    assert "约5个" in by_title["new-chess-1"]
    renamed = tuple(replace(c, title="击剑") if c.key == "chess" else c for c in plan.courses)
    assert expected(offering_of(renamed, moved), before, admitted).keys().isdisjoint({"new-chess-0"})


def test_a_room_for_all_has_no_forecast() -> None:
    plan = a_plan()
    offering = offering_of(plan.courses, plan.slots)
    rooms = {option.key for option in offering.options if option.fallback}
    assert rooms
    assert not rooms & expected(offering, offering, {}).keys()
