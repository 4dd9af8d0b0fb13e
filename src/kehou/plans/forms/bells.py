"""作息时间: each grade's day, and the day before the service came (A4.3, A4.10, A4.11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kehou.plans.facts import PlanContent
from kehou.plans.forms.fields import ClockField, NotedField, choice, grades_field, week_times
from kehou.plans.forms.notation import read_numbers, write_numbers
from kehou.plans.forms.parts import Choices, RowForm, Rows, rows_of
from kehou.rulebook.facts.bell import BellFacts, BellSchedule

SAME, OTHER, NEW = "same", "other", "new"
_EARLIER = [(SAME, "和现在一样"), (OTHER, "不一样，另填在下面"), (NEW, "新办学校，没有原来的作息")]


def _breaks(label: str) -> NotedField:
    return NotedField(
        read_numbers, write_numbers, example="10 30 10 10", blank=(), label=label, required=False
    )


class BellRow(RowForm):
    """The day of some grades that share it."""

    grades = grades_field(range(1, 10))
    ends = week_times(label="最后一节课结束")
    lunch_starts = ClockField(label="午餐午休开始", required=False)
    lunch_ends = ClockField(label="午餐午休结束", required=False)
    breaks = _breaks("课间分钟数")
    weekly_lessons = forms.IntegerField(label="课表周课时", required=False, min_value=0, max_value=60)
    prescribed_lessons = forms.IntegerField(label="课程标准周课时", required=False, min_value=0, max_value=60)
    earlier = choice("开展课后服务以前的作息", _EARLIER, initial=SAME)
    earlier_ends = week_times(label="原最后一节课结束", required=False)
    earlier_lunch_starts = ClockField(label="原午餐午休开始", required=False)
    earlier_lunch_ends = ClockField(label="原午餐午休结束", required=False)
    earlier_breaks = _breaks("原课间分钟数")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.choices.grades | frozenset(self.initial.get("grades", ()))
        field: Any = self.fields["grades"]
        field.choices = [row for row in field.choices if row[0] in known]
        field.widget.choices = field.choices
        self.fields["ends"].help_text = "五天一样填一个时间，例如16:00；不一样填一二四五16:00；三15:20"
        self.fields["breaks"].help_text = "按先后填，例如10 30 10 10"

    def clean(self) -> dict[str, Any]:
        """One end a day; an earlier day that differs needs its own end. Raises ValidationError."""
        given = super().clean() or self.cleaned_data
        for name in ("ends", "earlier_ends"):
            if any(len(times) != 1 for times in (given.get(name) or {}).values()):
                self.add_error(name, ValidationError("每天只填一个结束时间。"))
        if given.get("earlier") == OTHER and not given.get("earlier_ends"):
            self.add_error("earlier_ends", ValidationError("请填写原来最后一节课结束的时间。"))
        return given

    def judged(self) -> tuple[str, ...]:
        """What is said of the day of each of its grades."""
        return tuple(f"bell/{grade}" for grade in self.was("grades") or ())

    def bells(self) -> Iterable[BellFacts]:
        """The day of each grade."""
        given = self.cleaned_data
        schedule = _schedule(given, "")
        earlier = {SAME: schedule, NEW: None}
        baseline = earlier[given["earlier"]] if given["earlier"] in earlier else _schedule(given, "earlier_")
        for grade in given["grades"]:
            yield BellFacts(grade, schedule, baseline, given["weekly_lessons"], given["prescribed_lessons"])


def _schedule(given: dict[str, Any], which: str) -> BellSchedule:
    return BellSchedule(
        {day: times[0] for day, times in given[f"{which}ends"].items()},
        given[f"{which}lunch_starts"],
        given[f"{which}lunch_ends"],
        given[f"{which}breaks"],
    )


class BellRows(Rows):
    """Grades with the same day stand in one row."""

    title = "各年级作息"
    hint = "作息相同的年级填一次。课后服务不得压缩午休和课间，所以要写出开展以前的作息。"
    name = "bells"
    more_label, more_rows = "再加一组年级", 1

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> list[dict[str, Any]]:
        """Bells that differ only in their grade share a row."""
        rows: list[tuple[BellFacts, set[int]]] = []
        for bell in sorted(content.bells, key=lambda row: row.grade):
            alike = next((grades for row, grades in rows if replace(row, grade=bell.grade) == bell), None)
            if alike is None:
                rows.append((bell, {bell.grade}))
            else:
                alike.add(bell.grade)
        return [_values(bell, frozenset(grades)) for bell, grades in rows]

    def write(self, content: PlanContent) -> PlanContent:
        """The days by grade; of two rows for one grade the later holds."""
        rows = (form for form in self.kept() if isinstance(form, BellRow))
        by_grade = {bell.grade: bell for row in rows for bell in row.bells()}
        return replace(content, bells=tuple(by_grade[grade] for grade in sorted(by_grade)))


def _values(bell: BellFacts, grades: frozenset[int]) -> dict[str, Any]:
    earlier = SAME if bell.baseline == bell.schedule else NEW if bell.baseline is None else OTHER
    values = {
        "grades": grades,
        "weekly_lessons": bell.weekly_lessons,
        "prescribed_lessons": bell.prescribed_lessons,
        "earlier": earlier,
        **_day(bell.schedule, ""),
    }
    if earlier == OTHER and bell.baseline:
        values |= _day(bell.baseline, "earlier_")
    return values


def _day(schedule: BellSchedule, which: str) -> dict[str, Any]:
    return {
        f"{which}ends": {day: (end,) for day, end in schedule.last_lesson_ends.items()},
        f"{which}lunch_starts": schedule.lunch_starts,
        f"{which}lunch_ends": schedule.lunch_ends,
        f"{which}breaks": schedule.breaks_minutes,
    }


BELL_PARTS = (rows_of(BellRows, BellRow),)
