"""Third parties and online resources in a plan (A6.6, A6.17, A6.18, A6.23, A6.24)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from factories.plan_facts import a_course, a_plan, a_slot, hired, with_course, with_slot
from kehou.kernel.fen import Fen
from kehou.rulebook.facts.courses import CourseKind, LeaderKind, OnlineMode, TimedPart
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.art06_online import online_resources_are_free, teacher_guides_online_lessons
from kehou.rulebook.hunan_2024.art06_third_party import (
    third_party_is_needed,
    third_party_is_not_everything,
    third_party_keeps_off_subjects,
)
from unit.rulebook.example import Example

PLAN = a_plan()


def _hired_in_week_5() -> PlanFacts:
    """In week 5 a third party gives all of grade 3's service; all else stays with own teachers."""
    others = tuple(
        slot if 3 not in slot.grades else replace(slot, grades=slot.grades - {3}) for slot in PLAN.slots
    )
    usual = frozenset(week.number for week in PLAN.term.weeks if week.number != 5)
    own = tuple(
        replace(slot, key=f"{slot.key}-3", grades=frozenset({3}), weeks=usual)
        for slot in PLAN.slots
        if 3 in slot.grades
    )
    dance = a_course(
        "dance", title="舞蹈", domain="arts", leader_kind=LeaderKind.THIRD_PARTY, provider_key="p1"
    )
    bought = tuple(
        a_slot(f"dance-{day}", "dance", day, grades=frozenset({3}), weeks=frozenset({5}), leader_key=None)
        for day in range(5)
    )
    return a_plan(courses=(*PLAN.courses, dance), slots=(*others, *own, *bought), third_party_need="dance")


def _online(**changes: Any) -> PlanFacts:
    return with_course(PLAN, "singing", online=OnlineMode.RESOURCE_WITH_TEACHER, **changes)


HYBRID = (TimedPart(CourseKind.X, 20), TimedPart(CourseKind.SUBJECT, 20))

EXAMPLES = (
    Example("needed and named", third_party_is_needed, hired("singing"), met=True),
    Example(
        "no need stated", third_party_is_needed, replace(hired("singing"), third_party_need=" "), met=False
    ),
    Example(
        "nobody named",
        third_party_is_needed,
        with_course(hired("singing"), "singing", provider_key=None),
        met=False,
    ),
    Example("third party sings", third_party_keeps_off_subjects, hired("singing"), met=True),
    Example("third party tutors", third_party_keeps_off_subjects, hired("homework"), met=False),
    Example(
        "a vendor tutors live",
        third_party_keeps_off_subjects,
        with_course(PLAN, "homework", online=OnlineMode.VENDOR_LIVE),
        met=False,
        reason="third_party_in_subject",
    ),
    Example(
        "a vendor's resource in a teacher's hand",
        third_party_keeps_off_subjects,
        with_course(PLAN, "homework", online=OnlineMode.RESOURCE_WITH_TEACHER),
        met=True,
    ),
    Example(
        "a hybrid in timed parts",
        third_party_keeps_off_subjects,
        with_course(hired("singing"), "singing", parts=HYBRID),
        met=False,
        reason="third_party_in_subject",
    ),
    Example(
        "English drama",
        third_party_keeps_off_subjects,
        with_course(hired("singing"), "singing", title="英语戏剧"),
        met=False,
        reason="third_party_touches_subject",
    ),
    Example("one course of many", third_party_is_not_everything, hired("singing"), met=True),
    Example(
        "all of grade 3 in week 5",
        third_party_is_not_everything,
        _hired_in_week_5(),
        met=False,
        reason="third_party_gives_all",
        subject="grade/3/week/5",
    ),
    Example(
        "half of the time",
        third_party_is_not_everything,
        hired("ball", "singing", "garden", "nature", "virtue"),
        met=False,
        reason="third_party_share_large",
    ),
    Example(
        "half where the county allows less than half",
        third_party_is_not_everything,
        hired("ball", "singing", "garden", "nature", "virtue"),
        met=False,
        reason="third_party_gives_all",
        set={"tp_share_max": Fraction(1, 2)},
    ),
    Example("free", online_resources_are_free, _online(), met=True),
    Example("priced", online_resources_are_free, _online(resource_price=Fen(1)), met=False),
    Example("singing with a teacher", teacher_guides_online_lessons, _online(), met=True),
    Example(
        "ball games online",
        teacher_guides_online_lessons,
        with_course(PLAN, "ball", online=OnlineMode.RESOURCE_WITH_TEACHER),
        met=False,
        reason="online_domain_not_listed",
    ),
    Example(
        "nobody in the room",
        teacher_guides_online_lessons,
        with_slot(_online(), "singing-1", leader_key=None),
        met=False,
        reason="online_without_teacher",
    ),
)
