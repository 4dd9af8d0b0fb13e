"""One page for small schools and teaching points: one mixed group over all grades (practice.md 1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kehou.plans.facts import PlanContent
from kehou.plans.forms.courses import BLANK
from kehou.plans.forms.fields import ClockField, NotedField, choice, weekdays_text
from kehou.plans.forms.notation import read_numbers, write_numbers
from kehou.plans.forms.parts import Choices, PartForm, RowForm, Rows, rows_of
from kehou.plans.keys import new_key
from kehou.plans.names import DOMAIN_NAMES
from kehou.rulebook.facts.bell import BellFacts, BellSchedule
from kehou.rulebook.facts.courses import ContentType, CourseFacts, CourseKind, Mode, SlotFacts

WEEK = frozenset(range(5))
FIRST, SECOND = (time(16, 10), time(16, 50)), (time(17, 0), time(17, 40))
SUGGESTED = tuple(
    {"title": title, "domain": domain, "weekdays": days, "starts": starts, "ends": ends}
    for title, domain, days, (starts, ends) in (
        ("体育活动", "pe", WEEK, SECOND),
        ("绘本阅读", "reading", frozenset({1, 3}), FIRST),
    )
)


class SmallDayForm(PartForm):
    """The school's day, the same for all grades, and when homework is done together."""

    title = "作息和作业辅导"
    hint = "全校一个混龄班。各年级作息不同的，改用分部分填写。"
    name = "day"
    subjects = ("plan/bells", "plan/slots")

    lessons_end = ClockField(label="最后一节课结束")
    lunch_starts = ClockField(label="午餐午休开始", required=False)
    lunch_ends = ClockField(label="午餐午休结束", required=False)
    breaks = NotedField(
        read_numbers, write_numbers, example="10 30 10", blank=(), label="课间分钟数", required=False
    )
    weekdays = weekdays_text(label="作业辅导在星期几")
    starts = ClockField(label="作业辅导开始")
    ends = ClockField(label="作业辅导结束")

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> dict[str, Any]:
        """The first grade's day, and the homework room's."""
        values: dict[str, Any] = {"weekdays": frozenset({0, 2, 4}), "starts": FIRST[0], "ends": FIRST[1]}
        if content.bells:
            schedule = content.bells[0].schedule
            values["lessons_end"] = next(iter(schedule.last_lesson_ends.values()), None)
            values["lunch_starts"], values["lunch_ends"] = schedule.lunch_starts, schedule.lunch_ends
            values["breaks"] = schedule.breaks_minutes
        course = _homework(content)
        slots = _slots_of(content, course.key) if course else ()
        return values | (_times(slots) if slots else {})

    def clean(self) -> dict[str, Any]:
        """Homework runs forward."""
        return _forward(self, super().clean() or self.cleaned_data)

    def write(self, content: PlanContent) -> PlanContent:
        """One day for all grades, compared with itself before; one homework room for all."""
        given = self.cleaned_data
        ends = dict.fromkeys(sorted(WEEK), given["lessons_end"])
        schedule = BellSchedule(ends, given["lunch_starts"], given["lunch_ends"], given["breaks"])
        known = {bell.grade: bell for bell in content.bells}
        bells = tuple(_bell(row.grade, schedule, known.get(row.grade)) for row in content.grades)
        course = _homework(content) or replace(
            BLANK,
            key=new_key(),
            title="作业辅导",
            kind=CourseKind.SUBJECT,
            mode=Mode.SUPERVISE,
            content=ContentType.HOMEWORK,
            capacity=50,
            outline="各年级完成本班作业，教师答疑",
            why_here="学生在校完成作业，回家不再写",
        )
        others = tuple(row for row in content.courses if row.key != course.key)
        return _with_slots(replace(content, bells=bells, courses=(course, *others)), course.key, given)


def _bell(grade: int, schedule: BellSchedule, known: BellFacts | None) -> BellFacts:
    if known is None:
        return BellFacts(grade, schedule, baseline=schedule)
    baseline = schedule if known.baseline == known.schedule else known.baseline
    return replace(known, schedule=schedule, baseline=baseline)


class SmallItemRow(RowForm):
    """One enrichment course for everyone."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    title = forms.CharField(label="课程名称", max_length=60)
    domain = choice("领域", DOMAIN_NAMES.items(), blank=True)
    weekdays = weekdays_text(label="星期")
    starts = ClockField(label="开始")
    ends = ClockField(label="结束")
    outline = forms.CharField(label="每次做什么", required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """A time runs forward."""
        return _forward(self, super().clean() or self.cleaned_data)

    def judged(self) -> tuple[str, ...]:
        """What is said of the course."""
        return (f"course/{self.was('key')}",) if self.was("key") else ()


class SmallItems(Rows):
    """The few enrichment courses; a plan without any starts from a suggestion."""

    title = "素质拓展"
    hint = "一行一门。一、二年级的素质拓展时间要超过一半；当天没有体育课的，要安排体育活动。"
    name = "items"
    is_dense = True

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> list[dict[str, Any]]:
        """The plan's X courses, or what most small schools begin with."""
        courses = _enrichment(content)
        if not courses:
            return [dict(row) for row in SUGGESTED]
        return [
            {
                "key": course.key,
                "title": course.title,
                "domain": course.domain,
                "outline": course.outline,
                **_times(_slots_of(content, course.key)),
            }
            for course in courses
        ]

    def write(self, content: PlanContent) -> PlanContent:
        """The courses as entered, for all grades."""
        known = {course.key: course for course in _enrichment(content)}
        rest = tuple(course for course in content.courses if course.key not in known)
        rows = [(form.cleaned_data, form.cleaned_data["key"] or new_key()) for form in self.kept()]
        courses = tuple(_item(known.get(key) or replace(BLANK, key=key), given) for given, key in rows)
        kept = tuple(slot for slot in content.slots if slot.course_key not in known or _is_in(rows, slot))
        content = replace(content, courses=(*rest, *courses), slots=kept)
        for given, key in rows:
            content = _with_slots(content, key, given)
        return content


def _is_in(rows: Iterable[tuple[dict[str, Any], str]], slot: SlotFacts) -> bool:
    return any(key == slot.course_key for _, key in rows)


def _item(old: CourseFacts, given: dict[str, Any]) -> CourseFacts:
    outline = given["outline"] or old.outline or given["title"]
    return replace(old, title=given["title"], domain=given["domain"], outline=outline)


def fits_one_page(content: PlanContent) -> bool:
    """Whether a plan can be written on the one page: one homework room, each course at one time of day."""
    subject = [course for course in content.courses if course.kind is CourseKind.SUBJECT]
    served = frozenset(row.grade for row in content.grades)
    times = {
        course.key: {(slot.starts, slot.ends) for slot in _slots_of(content, course.key)}
        for course in content.courses
    }
    return (
        len(subject) <= 1
        and len({bell.schedule.last_lesson_ends.get(day) for bell in content.bells for day in WEEK}) <= 1
        and all(len(found) == 1 for found in times.values())
        and all(slot.grades == served for slot in content.slots)
    )


def _homework(content: PlanContent) -> CourseFacts | None:
    return next((course for course in content.courses if course.kind is CourseKind.SUBJECT), None)


def _enrichment(content: PlanContent) -> list[CourseFacts]:
    return [course for course in content.courses if course.kind is CourseKind.X]


def _slots_of(content: PlanContent, key: str) -> tuple[SlotFacts, ...]:
    return tuple(slot for slot in content.slots if slot.course_key == key)


def _times(slots: tuple[SlotFacts, ...]) -> dict[str, Any]:
    if not slots:
        return {}
    days = frozenset(slot.weekday for slot in slots)
    return {"weekdays": days, "starts": slots[0].starts, "ends": slots[0].ends}


def _with_slots(content: PlanContent, course_key: str, given: dict[str, Any]) -> PlanContent:
    """One slot a day for all grades; a slot that stands on a day keeps its key."""
    served = frozenset(row.grade for row in content.grades)
    known = {slot.weekday: slot for slot in _slots_of(content, course_key)}
    slots = []
    for day in sorted(given["weekdays"] or ()):
        slot = known.get(day) or SlotFacts(new_key(), course_key, day, given["starts"], given["ends"], served)
        slots.append(replace(slot, starts=given["starts"], ends=given["ends"], grades=served))
    others = tuple(slot for slot in content.slots if slot.course_key != course_key)
    return replace(content, slots=(*others, *slots))


def _forward(form: forms.Form, given: dict[str, Any]) -> dict[str, Any]:
    if given.get("starts") and given.get("ends") and given["starts"] >= given["ends"]:
        form.add_error("ends", ValidationError("结束要晚于开始。"))
    return given


SMALL_PARTS = (SmallDayForm, rows_of(SmallItems, SmallItemRow))
