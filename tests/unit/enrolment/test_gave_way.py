"""What a family reads whose place went to an earlier turn: what is left, and until when."""

from __future__ import annotations

from datetime import datetime

import pytest

from factories.offered import an_option
from kehou.enrolment.first_come.counts import SeatCount
from kehou.enrolment.first_come.gave_way import said_of_passed
from kehou.kernel.moments import SHANGHAI

ENDS = datetime(2026, 3, 6, 20, tzinfo=SHANGHAI)
CHESS, BALL = an_option("chess", "mon"), an_option("ball", "mon")


def _seats(title: str, free: int | None) -> SeatCount:
    return SeatCount(title, title, "", (3,), 20, free, 0)


@pytest.mark.parametrize(
    ("beside", "left"),
    [
        ((_seats("球类", None),), "现在还可以选球类（不限名额），先选先得，"),
        ((_seats("合唱", 0), _seats("绘画", 2)), "现在还可以选绘画（还有2个名额），先选先得，"),
        (
            tuple(_seats(title, 1) for title in "甲乙丙丁"),
            "现在还可以选甲（还有1个名额）、乙（还有1个名额）、丙（还有1个名额）等4门，先选先得，",
        ),
        ((_seats("合唱", 0),), "别的课程也满了，可以候补，"),
        ((), "别的课程也满了，可以候补，"),
    ],
)
def test_courses_with_seats_are_named_with_them_a_few_at_most(
    beside: tuple[SeatCount, ...], left: str
) -> None:
    said = said_of_passed(CHESS, None, beside, ENDS)
    assert "名额归了号在前的家庭，孩子进了候补。" in said
    assert f"这一时段{left}3月6日（周五）20:00截止。" in said


def test_who_has_another_course_by_then_is_told_that_it_stands() -> None:
    said = said_of_passed(CHESS, BALL, (_seats("绘画", 2),), ENDS)
    assert said.endswith(f"这一时段已选{BALL.title}。")
    assert "绘画" not in said
