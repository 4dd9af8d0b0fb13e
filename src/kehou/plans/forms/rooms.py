"""One day of the week: who leads each slot, and where (practice.md 5)."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from functools import cached_property
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from kehou.plans.facts import PlanContent
from kehou.plans.forms.fields import ClockField, PersonField
from kehou.plans.forms.notation import WEEKDAYS
from kehou.plans.forms.parts import Choices, RowForm, Rows, rows_of
from kehou.platform.ui.forms import SharedFields
from kehou.platform.ui.wording import grades_text
from kehou.rulebook.facts.courses import LeaderFacts, SlotFacts


class RoomRow(RowForm):
    """One slot of the day. A person is typed or picked by name."""

    leader = PersonField(label="带班教师", required=False)
    room = forms.CharField(label="地点", required=False, max_length=40)
    starts = ClockField(label="开始")
    ends = ClockField(label="结束")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slot: SlotFacts = self.initial["slot"]
        self.legend = self.initial["legend"]
        leader, kept = cast(PersonField, self.fields["leader"]), self.initial["leader"]
        if kept and kept not in leader.people:
            self.fields["leader"] = leader = deepcopy(leader)
            leader.offer(self.choices.staff, kept)

    def clean(self) -> dict[str, Any]:
        """A time runs forward."""
        given = super().clean() or self.cleaned_data
        if given.get("starts") and given.get("ends") and given["starts"] >= given["ends"]:
            self.add_error("ends", ValidationError("结束要晚于开始。"))
        return given

    def judged(self) -> tuple[str, ...]:
        """What is said of the slot."""
        return (f"slot/{self.slot.key}",)

    def arranged(self) -> SlotFacts:
        """The slot as entered."""
        given = self.cleaned_data
        return replace(
            self.slot,
            leader_key=given["leader"] or None,
            room=given["room"],
            starts=given["starts"],
            ends=given["ends"],
        )


class RoomRows(Rows):
    """The slots of the weekday that the choices name as their entry."""

    title = "教师和地点"
    hint = "姓名可以直接输入。没有定的留空。"
    name = "rooms"
    is_fixed = True
    is_dense = True

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> list[dict[str, Any]]:
        """A row a slot, by time."""
        day = weekday_of(choices)
        titles = {row.key: row.title for row in content.courses}
        slots = (slot for slot in content.slots if slot.weekday == day)
        return [
            {
                "slot": slot,
                "legend": f"{titles.get(slot.course_key, '')}　{grades_text(slot.grades)}",
                "leader": slot.leader_key,
                "room": slot.room,
                "starts": slot.starts,
                "ends": slot.ends,
            }
            for slot in sorted(slots, key=lambda slot: (slot.starts, slot.ends, slot.course_key))
        ]

    @cached_property
    def shared(self) -> SharedFields:
        """The fields of all rows, with the people to choose from."""
        made = SharedFields.of(self.form)
        cast(PersonField, made["leader"]).offer(self.form_kwargs["choices"].staff)
        return made

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """What each row is made with."""
        return super().get_form_kwargs(index) | {"shared": self.shared}

    def write(self, content: PlanContent) -> PlanContent:
        """The day as entered; whoever leads is one of the plan's people."""
        rows = {form.slot.key: form.arranged() for form in self.kept() if isinstance(form, RoomRow)}
        slots = tuple(rows.get(slot.key, slot) for slot in content.slots)
        known = {leader.key for leader in content.leaders}
        new = dict.fromkeys(row.leader_key for row in rows.values() if row.leader_key)
        people = tuple(LeaderFacts(key) for key in new if key not in known)
        return replace(content, slots=slots, leaders=(*content.leaders, *people))


def weekday_of(choices: Choices) -> int:
    """The weekday at hand; Monday where none is named."""
    return int(choices.entry) if choices.entry in {str(day) for day in range(len(WEEKDAYS))} else 0


ROOM_PARTS = (rows_of(RoomRows, RoomRow),)
