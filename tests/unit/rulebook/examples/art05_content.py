"""Examples for what service time is not for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from factories.plan_facts import a_plan, an_exception, with_course
from kehou.rulebook.facts.courses import ContentType, CourseKind, Mode, TimedPart
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.art05_content import (
    no_catch_up_in_plan,
    no_drill_in_plan,
    no_new_lessons_in_plan,
    no_written_homework_in_plan,
)
from unit.rulebook.example import Example


def homework(**changes: Any) -> PlanFacts:
    """The lawful plan with its homework room changed; grades 1 and 2 have it on two days."""
    return with_course(a_plan(), "homework", **changes)


def cleared(plan: PlanFacts, clause: str) -> PlanFacts:
    """The plan with the county's clearing of its homework room."""
    return replace(plan, exceptions=(an_exception(clause, "course/homework"),))


HALF = (TimedPart(CourseKind.SUBJECT, 20), TimedPart(CourseKind.X, 20))

EXAMPLES = (
    Example("a lawful plan", no_drill_in_plan, a_plan(), met=True),
    Example(
        "a plan that rules it out", no_drill_in_plan, homework(description="不刷题，不组织测验"), met=True
    ),
    Example(
        "real papers",
        no_drill_in_plan,
        homework(outline="中考真题训练"),
        met=False,
        subject="course/homework",
    ),
    Example(
        "a weekly test among the materials", no_drill_in_plan, homework(materials=("周测卷",)), met=False
    ),
    Example("not only drilling", no_drill_in_plan, homework(description="不仅刷题，还讲评"), met=False),
    Example(
        "a county's own word",
        no_drill_in_plan,
        homework(title="培优卷"),
        met=False,
        set={
            "banned_terms__drill": (
                "刷题",
                "模拟考",
                "真题",
                "押题",
                "题海",
                "测验",
                "周测",
                "月考",
                "小测",
                "应试",
                "备考",
                "冲刺班",
                "培优卷",
            )
        },
    ),
    Example("a lawful plan", no_new_lessons_in_plan, a_plan(), met=True),
    Example(
        "new lessons by content",
        no_new_lessons_in_plan,
        homework(content=ContentType.NEW_LESSON),
        met=False,
        reason="new_lesson_content",
    ),
    Example(
        "new lessons in words",
        no_new_lessons_in_plan,
        homework(outline="讲授新课第三单元"),
        met=False,
        reason="new_lesson_words",
    ),
    Example(
        "a plan that rules new lessons out",
        no_new_lessons_in_plan,
        homework(outline="只辅导作业，不讲授新课"),
        met=True,
    ),
    Example("a whole class at its homework", no_catch_up_in_plan, homework(by_class=True), met=True),
    Example(
        "a whole class lectured",
        no_catch_up_in_plan,
        homework(by_class=True, mode=Mode.LECTURE),
        met=False,
        reason="whole_class_lecture",
    ),
    Example(
        "a hybrid course lectured to a whole class",
        no_catch_up_in_plan,
        with_course(a_plan(), "ball", parts=HALF, by_class=True, mode=Mode.LECTURE),
        met=False,
        reason="whole_class_lecture",
    ),
    Example(
        "a lecture to another group",
        no_catch_up_in_plan,
        homework(mode=Mode.LECTURE),
        met=False,
        reason="subject_lecture",
    ),
    Example(
        "a lecture to another group is not one to a whole class",
        no_catch_up_in_plan,
        homework(mode=Mode.LECTURE),
        met=True,
        reason="whole_class_lecture",
    ),
    Example(
        "a choir is not catching up",
        no_catch_up_in_plan,
        with_course(a_plan(), "singing", mode=Mode.LECTURE, by_class=True),
        met=True,
    ),
    Example(
        "catching up in words",
        no_catch_up_in_plan,
        homework(description="期末集体补课"),
        met=False,
        reason="catch_up_words",
    ),
    Example("no written homework", no_written_homework_in_plan, a_plan(), met=True),
    Example(
        "written homework in grades 1 and 2",
        no_written_homework_in_plan,
        homework(written_homework=True),
        met=False,
        reason="written_homework_low_grades",
        subject="course/homework",
    ),
    Example(
        "written homework in grades 3 to 6",
        no_written_homework_in_plan,
        replace(
            homework(written_homework=True),
            slots=tuple(replace(slot, grades=slot.grades - {1, 2}) for slot in a_plan().slots),
        ),
        met=False,
        reason="written_homework",
    ),
    Example(
        "a clearing turns a doubt into advice and leaves it unmet",
        no_drill_in_plan,
        cleared(homework(outline="备考"), "A5.4"),
        met=False,
    ),
)
