"""Many courses at once: a line a course, with its weekly times."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kehou.plans.facts import PlanContent
from kehou.plans.forms.courses import BLANK
from kehou.plans.forms.fields import ClockField, choice, grades_text, weekdays_text
from kehou.plans.forms.parts import Choices, RowForm, Rows, rows_of
from kehou.plans.keys import new_key
from kehou.plans.names import DOMAIN_NAMES
from kehou.rulebook.facts.courses import ContentType, CourseFacts, CourseKind, Mode, SlotFacts

HOMEWORK = "homework"


class QuickCourseRow(RowForm):
    """A course with what is needed to begin; its page asks for the rest."""

    title = forms.CharField(label="课程名称", max_length=60)
    area = choice("领域", (), blank=True)
    capacity = forms.IntegerField(label="名额", min_value=1, max_value=500)
    minimum = forms.IntegerField(label="开班人数", min_value=1, max_value=500)
    grades = grades_text(label="年级", required=False)
    weekdays = weekdays_text(label="星期", required=False)
    starts = ClockField(label="开始", required=False)
    ends = ClockField(label="结束", required=False)
    outline = forms.CharField(label="课程内容", required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        domains = [(name, DOMAIN_NAMES.get(name, name)) for name in self.choices.domains or DOMAIN_NAMES]
        self.let_choose("area", [("", "请选择"), (HOMEWORK, "作业辅导"), *domains])

    def clean(self) -> dict[str, Any]:
        """Times come whole or not at all."""
        given = super().clean() or self.cleaned_data
        times = [given.get(name) for name in ("grades", "weekdays", "starts", "ends")]
        if any(times) and not all(times):
            self.add_error(
                "weekdays", ValidationError("要排课就把年级、星期、开始和结束都填上；以后再排就都留空。")
            )
        elif given.get("starts") and given["starts"] >= given["ends"]:
            self.add_error("ends", ValidationError("结束要晚于开始。"))
        if (given.get("minimum") or 1) > (given.get("capacity") or 1):
            self.add_error("minimum", ValidationError("开班人数不能多于名额。"))
        return given

    def course(self) -> CourseFacts:
        """The course as entered."""
        given = self.cleaned_data
        course = replace(
            BLANK,
            key=new_key(),
            title=given["title"],
            capacity=given["capacity"],
            minimum=given["minimum"],
            outline=given["outline"],
        )
        if given["area"] != HOMEWORK:
            return replace(course, domain=given["area"])
        return replace(course, kind=CourseKind.SUBJECT, mode=Mode.SUPERVISE, content=ContentType.HOMEWORK)

    def slots(self, course_key: str) -> tuple[SlotFacts, ...]:
        """Its weekly times."""
        given = self.cleaned_data
        return tuple(
            SlotFacts(new_key(), course_key, day, given["starts"], given["ends"], given["grades"])
            for day in sorted(given["weekdays"] or ())
        )


class QuickCourses(Rows):
    """New courses only; those that stand are changed on their own pages."""

    title = "一次登记多门课程"
    hint = "一行一门。年级填1-4、6，星期填一三五。只写名称和人数也可以，以后再排课、再补内容。"
    name = "quick"
    is_dense = True

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> list[dict[str, Any]]:
        """Nothing: the rows are for what is new."""
        return []

    def write(self, content: PlanContent) -> PlanContent:
        """The content with the new courses and their times at the end."""
        courses, slots = list(content.courses), list(content.slots)
        for form in self.kept():
            if isinstance(form, QuickCourseRow):
                course = form.course()
                courses.append(course)
                slots.extend(form.slots(course.key))
        return replace(content, courses=tuple(courses), slots=tuple(slots))


QUICK_COURSES = rows_of(QuickCourses, QuickCourseRow, extra=5)
