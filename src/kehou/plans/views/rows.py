"""Rows of the editor's lists: courses and slots, each with what the rules say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from kehou.kernel.verdict import Verdict
from kehou.plans.facts import PlanContent
from kehou.plans.names import CONTENT_NAMES, DOMAIN_NAMES, LEADER_NAMES
from kehou.platform.ui.wording import WEEKDAYS, grades_text, time_range
from kehou.rulebook.facts.courses import CourseFacts, SlotFacts


@dataclass(frozen=True, slots=True)
class CourseLine:
    """One course of the list."""

    course: CourseFacts
    url: str
    area: str
    grades: str
    leader: str
    slot_count: int
    stops: int
    warns: int


@dataclass(frozen=True, slots=True)
class SlotLine:
    """One slot of the week."""

    url: str
    day: str
    time: str
    title: str
    grades: str
    leader: str
    room: str
    stops: int
    warns: int


class Marks:
    """How many verdicts stop or warn about each part."""

    def __init__(self, found: Iterable[Verdict]) -> None:
        listed = list(found)
        self.stops = Counter(verdict.subject for verdict in listed if verdict.stops)
        self.warns = Counter(verdict.subject for verdict in listed if verdict.warns)


def course_lines(plan_id: UUID, content: PlanContent, found: Iterable[Verdict]) -> list[CourseLine]:
    """Every course in its order."""
    marks, grades, counts = Marks(found), _grades_by_course(content), Counter[str]()
    counts.update(slot.course_key for slot in content.slots)
    return [
        CourseLine(
            course,
            reverse("plan-entry", args=[plan_id, "course", course.key]),
            area_of(course),
            grades_text(grades.get(course.key, ())),
            LEADER_NAMES[course.leader_kind],
            counts[course.key],
            marks.stops[f"course/{course.key}"],
            marks.warns[f"course/{course.key}"],
        )
        for course in content.courses
    ]


def slot_lines(
    plan_id: UUID, content: PlanContent, found: Iterable[Verdict], names: Mapping[str, str], course: str = ""
) -> list[SlotLine]:
    """Every slot by day and time, or those of one course."""
    marks, titles = Marks(found), {row.key: row.title for row in content.courses}
    wanted = (slot for slot in content.slots if not course or slot.course_key == course)
    return [
        SlotLine(
            reverse("plan-entry", args=[plan_id, "slot", slot.key]),
            WEEKDAYS[slot.weekday],
            time_range(slot.starts, slot.ends),
            titles.get(slot.course_key, ""),
            grades_text(slot.grades),
            names.get(slot.leader_key or "", "") if slot.leader_key else "",
            slot.room,
            marks.stops[f"slot/{slot.key}"],
            marks.warns[f"slot/{slot.key}"],
        )
        for slot in sorted(wanted, key=_by_time)
    ]


def area_of(course: CourseFacts) -> str:
    """What a course is about, in one word."""
    if course.domain:
        return DOMAIN_NAMES.get(course.domain, course.domain)
    return CONTENT_NAMES[course.content] if course.content else ""


def _grades_by_course(content: PlanContent) -> dict[str, set[int]]:
    grades: dict[str, set[int]] = {}
    for slot in content.slots:
        grades.setdefault(slot.course_key, set()).update(slot.grades)
    return grades


def _by_time(slot: SlotFacts) -> tuple[object, ...]:
    return slot.weekday, slot.starts, slot.ends, slot.course_key
