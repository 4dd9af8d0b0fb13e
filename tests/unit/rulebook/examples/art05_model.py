"""Examples for the "1+X" model."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from factories.plan_facts import PRIMARY_GRADES, a_plan, a_slot, with_course
from kehou.rulebook.facts.courses import ContentType, CourseKind, Domain, TimedPart
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.art05_model import (
    both_kinds_each_week,
    both_kinds_for_each_grade,
    subject_content_is_listed,
    timed_parts_fill_the_slot,
    x_domain_is_listed,
    x_touches_no_subject,
)
from unit.rulebook.example import Example


def only(kind: str) -> PlanFacts:
    """The lawful plan with the slots of one kind taken away for all grades."""
    plan = a_plan()
    keeps = {row.key for row in plan.courses if row.kind == kind}
    return replace(plan, slots=tuple(slot for slot in plan.slots if slot.course_key in keeps))


def alternating() -> PlanFacts:
    """Homework in the odd weeks, chess in the even ones."""
    odd, even = frozenset(range(1, 19, 2)), frozenset(range(2, 19, 2))
    slots = (a_slot("h", "homework", weeks=odd), a_slot("b", "ball", weeks=even))
    return replace(a_plan(), slots=slots)


def parts(*minutes: int) -> PlanFacts:
    """A ball course of 40 minutes that is split into a subject part and an X part."""
    kinds = (CourseKind.SUBJECT, CourseKind.X)
    split = tuple(TimedPart(kind, length) for kind, length in zip(kinds, minutes, strict=False))
    return with_course(a_plan(), "ball", title="英语戏剧", content=ContentType.EXTENSION, parts=split)


EXAMPLES = (
    Example("both kinds", both_kinds_for_each_grade, a_plan(), met=True),
    Example("no X", both_kinds_for_each_grade, only("subject"), met=False, subject="grade/3"),
    Example("no subject tutoring", both_kinds_for_each_grade, only("x"), met=False, subject="grade/3"),
    Example(
        "a grade without any slot",
        both_kinds_for_each_grade,
        replace(a_plan(), slots=tuple(replace(slot, grades=PRIMARY_GRADES - {6}) for slot in a_plan().slots)),
        met=False,
        subject="grade/6",
    ),
    Example("guided homework", subject_content_is_listed, a_plan(), met=True),
    Example(
        "something else",
        subject_content_is_listed,
        with_course(a_plan(), "homework", content=ContentType.OTHER),
        met=False,
        subject="course/homework",
    ),
    Example(
        "nothing said", subject_content_is_listed, with_course(a_plan(), "homework", content=None), met=False
    ),
    Example("the listed domains", x_domain_is_listed, a_plan(), met=True),
    Example(
        "a domain that nobody listed",
        x_domain_is_listed,
        with_course(a_plan(), "ball", domain="cooking"),
        met=False,
        subject="course/ball",
    ),
    Example("no domain", x_domain_is_listed, with_course(a_plan(), "ball", domain=None), met=False),
    Example(
        "reading and science are X",
        x_touches_no_subject,
        with_course(a_plan(), "ball", title="科学实验", domain=Domain.SCIENCE),
        met=True,
    ),
    Example(
        "English drama",
        x_touches_no_subject,
        with_course(a_plan(), "ball", title="英语戏剧"),
        met=False,
        subject="course/ball",
    ),
    Example(
        "maths thinking in the description",
        x_touches_no_subject,
        with_course(a_plan(), "ball", description="数学思维训练"),
        met=False,
    ),
    Example("English drama in timed parts", x_touches_no_subject, parts(20, 20), met=True),
    Example(
        "subject tutoring may speak of subjects",
        x_touches_no_subject,
        with_course(a_plan(), "homework", title="语文作业辅导"),
        met=True,
    ),
    Example("parts that fill the slot", timed_parts_fill_the_slot, parts(20, 20), met=True),
    Example(
        "parts a minute short", timed_parts_fill_the_slot, parts(20, 19), met=False, subject="slot/ball-0"
    ),
    Example("both kinds in each week", both_kinds_each_week, a_plan(), met=True),
    Example("one kind in each week", both_kinds_each_week, alternating(), met=False, subject="grade/3"),
    Example(
        "chess at the side of homework",
        both_kinds_each_week,
        replace(a_plan(), slots=(a_slot("h", "homework", starts=time(17, 10)), a_slot("b", "ball"))),
        met=True,
    ),
)
