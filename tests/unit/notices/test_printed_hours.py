"""The hours on a printed notice: in order of grades, and those with the same hours together."""

from __future__ import annotations

from kehou.notices.facts import SlotLine
from kehou.notices.printing import hours


def test_grades_with_the_same_hours_stand_together_and_in_order() -> None:
    slots = [
        SlotLine(0, "16:15", "16:55", "作业辅导", "三年级"),
        SlotLine(0, "16:15", "16:55", "绘本阅读", "一至二年级"),
        SlotLine(1, "17:10", "17:50", "合唱", "一至三年级"),
        SlotLine(0, "16:15", "17:00", "作业辅导", "七年级、九年级"),
    ]
    assert hours(slots) == ("一至三年级：16:15至17:50", "七年级、九年级：16:15至17:00")


def test_a_plan_without_a_timetable_has_no_hours() -> None:
    assert hours([]) == ()
