"""A page of a large school's children shows one grade at a time; of a small one, all of them."""

from __future__ import annotations

from kehou.platform.ui.grades import MOST_AT_ONCE, one_grade
from kehou.platform.ui.pieces import Link


def _shown(grades: list[int], asked: str) -> tuple[list[int], list[Link]]:
    return one_grade(grades, asked, grade_of=lambda grade: grade)


def test_a_small_school_sees_everyone_at_once() -> None:
    assert _shown([1, 2, 3], "2") == ([1, 2, 3], [])


def test_a_large_school_sees_the_grade_that_was_asked_for() -> None:
    shown, links = _shown([1] * MOST_AT_ONCE + [4, 4], "4")
    assert shown == [4, 4]
    assert [(link.count, link.current) for link in links] == [(MOST_AT_ONCE, False), (2, True)]


def test_a_grade_that_is_not_there_gives_way_to_the_first() -> None:
    for asked in ("", "1", "x"):
        shown, _ = _shown([3] * (MOST_AT_ONCE + 1), asked)
        assert len(shown) == MOST_AT_ONCE + 1
