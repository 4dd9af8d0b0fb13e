"""年级与班级: who is served, how many, and when each class has PE (A4.1, A5.14)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms

from kehou.plans.facts import PlanContent
from kehou.plans.forms.fields import choice, weekdays_text
from kehou.plans.forms.parts import Choices, RowForm, Rows, rows_of
from kehou.platform.ui.wording import grade_label
from kehou.rulebook.facts.bell import ClassFacts
from kehou.rulebook.facts.plan import GradePlan

_GRADES = [(str(grade), grade_label(grade)) for grade in range(1, 10)]


class GradeRow(RowForm):
    """One grade that is served."""

    grade = choice("年级", _GRADES, blank=True)
    pupil_count = forms.IntegerField(label="学生人数", min_value=0, max_value=10_000)

    def judged(self) -> tuple[str, ...]:
        """Whether the grade may be served at all (A4.1)."""
        return (f"grade/{self.was('grade')}",)


class GradeRows(Rows):
    """The grades in their order."""

    title = "开展服务的年级"
    hint = "人数按学籍。没有写进来的年级不开展课后服务。"
    name = "grades"
    is_dense = True

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> list[dict[str, Any]]:
        """A row a grade."""
        return [{"grade": str(row.grade), "pupil_count": row.pupil_count} for row in content.grades]

    def write(self, content: PlanContent) -> PlanContent:
        """The grades as entered; each keeps its classes."""
        classes = {row.grade: row.classes for row in content.grades}
        rows = {int(form.cleaned_data["grade"]): form.cleaned_data["pupil_count"] for form in self.kept()}
        grades = (GradePlan(grade, rows[grade], classes.get(grade, ())) for grade in sorted(rows))
        return replace(content, grades=tuple(grades))


class ClassRow(RowForm):
    """One class with the days of its PE lessons."""

    grade = choice("年级", _GRADES, blank=True)
    class_code = forms.CharField(label="班级编号", max_length=20)
    pupil_count = forms.IntegerField(label="人数", min_value=0, max_value=200)
    pe_weekdays = weekdays_text(label="体育课在星期几", required=False)

    def judged(self) -> tuple[str, ...]:
        """What is said of the class's days."""
        return (f"class/{self.was('class_code')}/",)


class ClassRows(Rows):
    """Every class of the grades served."""

    title = "各班体育课"
    hint = "照总课表填，例如“一三五”。当天没有体育课的班，当天的课后服务要安排体育活动。还没有课表的先留空。"
    name = "classes"
    is_dense = True

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> list[dict[str, Any]]:
        """A row a class, by grade."""
        return [
            {
                "grade": str(grade.grade),
                "class_code": row.class_code,
                "pupil_count": row.pupil_count,
                "pe_weekdays": row.pe_weekdays,
            }
            for grade in content.grades
            for row in grade.classes
        ]

    def write(self, content: PlanContent) -> PlanContent:
        """The classes as entered, under their grades; a class of a grade not served falls away."""
        grades = (
            replace(grade, classes=tuple(_classes(self.kept(), grade.grade))) for grade in content.grades
        )
        return replace(content, grades=tuple(grades))


def _classes(rows: Iterable[RowForm], grade: int) -> Iterable[ClassFacts]:
    for row in rows:
        given = row.cleaned_data
        if int(given["grade"]) == grade:
            yield ClassFacts(given["class_code"], given["pupil_count"], given["pe_weekdays"])


GRADE_PARTS = (rows_of(GradeRows, GradeRow), rows_of(ClassRows, ClassRow))
