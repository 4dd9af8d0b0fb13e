"""周课表: when a course is held, for which grades, and later by whom and where (A4.2 to A4.7, A4.15)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kehou.plans.facts import PlanContent
from kehou.plans.forms.fields import ClockField, choice, grades_field, weekdays_field, weeks_text
from kehou.plans.forms.notation import WEEKDAYS
from kehou.plans.forms.parts import Choices, PartForm
from kehou.plans.keys import new_key
from kehou.rulebook.facts.courses import SlotFacts

_SAME = ("course_key", "starts", "ends", "grades", "break_minutes", "weeks", "room")
_DAYS = [(str(day), f"周{sign}") for day, sign in enumerate(WEEKDAYS)]


class SlotFields(PartForm):
    """What every slot says. Leader and room may follow in August (practice.md 5)."""

    course_key = choice("课程", ())
    starts = ClockField(label="开始")
    ends = ClockField(label="结束")
    break_minutes = forms.IntegerField(
        label="中间休息分钟数", required=False, min_value=0, max_value=60, help_text="不计入课时"
    )
    grades = grades_field(range(1, 10))
    leader_key = choice("带班教师", (), required=False)
    supervisor_key = choice("看护教师", (), required=False)
    room = forms.CharField(label="地点", required=False, max_length=40)
    weeks = weeks_text(label="只在这些周开展", required=False, help_text="例如1-9、11；每周都有就留空")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        courses = [(row.key, row.title) for row in self.content.courses]
        self.let_choose("course_key", [("", "请选择"), *courses])
        known = self.choices.grades | frozenset(self.initial.get("grades") or ())
        self.let_choose("grades", [row for row in fields["grades"].choices if row[0] in known])
        names = dict(self.choices.staff)
        people = [(row.key, names.get(row.key, row.key)) for row in self.content.leaders]
        for name in ("leader_key", "supervisor_key"):
            kept = self.initial.get(name)
            also_kept = [(kept, names.get(kept, kept))] if kept and kept not in dict(people) else []
            self.let_choose(name, [("", "以后再定"), *people, *also_kept])

    def clean(self) -> dict[str, Any]:
        """A slot runs forward, and its rest fits inside."""
        given = super().clean() or self.cleaned_data
        starts, ends = given.get("starts"), given.get("ends")
        if starts and ends and starts >= ends:
            self.add_error("ends", ValidationError("结束要晚于开始。"))
        return given

    def values(self) -> dict[str, Any]:
        """The slot's values but for key and day."""
        given = self.cleaned_data
        return {name: given[name] for name in _SAME} | {
            "break_minutes": given["break_minutes"] or 0,
            "leader_key": given["leader_key"] or None,
            "supervisor_key": given["supervisor_key"] or None,
        }


class SlotForm(SlotFields):
    """One slot of the week."""

    name = "slot"
    weekday = choice("星期", _DAYS)
    field_order = ("course_key", "weekday")

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> dict[str, Any]:
        """The slot at hand."""
        slot = slot_of(content, choices.entry)
        if slot is None:
            return {}
        values = {name: getattr(slot, name) for name in (*_SAME, "leader_key", "supervisor_key")}
        return values | {"weekday": str(slot.weekday)}

    def write(self, content: PlanContent) -> PlanContent:
        """The content with the slot changed."""
        slots = (
            replace(slot, **self.values(), weekday=int(self.cleaned_data["weekday"]))
            if slot.key == self.choices.entry
            else slot
            for slot in content.slots
        )
        return replace(content, slots=tuple(slots))

    def judged(self) -> tuple[str, ...]:
        """What is said of this slot."""
        return (f"slot/{self.choices.entry}",)


class NewSlotsForm(SlotFields):
    """The same time of one course on several days at once."""

    title = "排课"
    hint = "同一门课在几天的同一时间，一次排好。教师和地点可以8月下旬再定。"
    name = "slots"
    weekdays = weekdays_field()
    field_order = ("course_key", "weekdays")

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> dict[str, Any]:
        """The time of the last slot, since one plans band by band; a course may be named by the entry."""
        last = content.slots[-1] if content.slots else None
        values: dict[str, Any] = {"course_key": choices.entry}
        if last:
            values |= {"starts": last.starts, "ends": last.ends, "grades": last.grades}
        return values

    def write(self, content: PlanContent) -> PlanContent:
        """The content with one slot more for each day."""
        values = self.values()
        new = (SlotFacts(new_key(), weekday=day, **values) for day in sorted(self.cleaned_data["weekdays"]))
        return replace(content, slots=(*content.slots, *new))


def slot_of(content: PlanContent, key: str) -> SlotFacts | None:
    """The slot of a key, or None."""
    return next((slot for slot in content.slots if slot.key == key), None)


def bands(slots: Iterable[SlotFacts]) -> list[tuple[time, time]]:
    """The different times of a week in their order."""
    return sorted({(slot.starts, slot.ends) for slot in slots})
