"""人员: who leads, whether they are willing, and when they are busy (A4.12, A6.1, A6.2, A10.6)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from kehou.plans.facts import PlanContent
from kehou.plans.forms.fields import NotedField, PersonField, choice
from kehou.plans.forms.notation import read_busy, write_busy
from kehou.plans.forms.parts import Choices, RowForm, Rows, rows_of
from kehou.plans.names import LEADER_NAMES
from kehou.rulebook.facts.courses import LeaderFacts, LeaderKind

_WILLING = [("", "还没有问"), ("yes", "愿意"), ("no", "不愿意")]
_READ = {"": None, "yes": True, "no": False}
_WRITTEN = {value: key for key, value in _READ.items()}


class LeaderRow(RowForm):
    """One person who may lead."""

    person = PersonField(label="姓名")
    kind = choice("身份", LEADER_NAMES.items())
    willing = choice("本人意愿", _WILLING[1:], required=False)
    regular_lessons = forms.IntegerField(label="周课时", required=False, min_value=0, max_value=40)
    busy = NotedField(
        read_busy, write_busy, example="一16:10-16:50", blank=(), label="有课或值班的时间", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        self.let_choose("willing", _WILLING)
        fields["person"].offer(self.choices.staff, self.initial.get("person"))
        fields["kind"].initial = LeaderKind.OWN.value

    def judged(self) -> tuple[str, ...]:
        """What is said of this person."""
        return (f"leader/{self.was('person')}",)


class LeaderRows(Rows):
    """Everyone who may lead, once each. What the rows do not show stays as it was."""

    title = "参与人员"
    hint = "教师自愿参加。每个人都要先在“人员准入”完成核查，校外人员另须县教育局批准。"
    name = "leaders"
    is_dense = True
    folds = True

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> list[dict[str, Any]]:
        """A row a person."""
        return [
            {
                "person": row.key,
                "kind": row.kind.value,
                "willing": _WRITTEN[row.willing],
                "regular_lessons": row.regular_lessons,
                "busy": row.busy,
            }
            for row in content.leaders
        ]

    def write(self, content: PlanContent) -> PlanContent:
        """The people as entered; slots of those taken out are open again."""
        known = {row.key: row for row in content.leaders}
        rows: dict[str, LeaderFacts] = {}
        for form in self.kept():
            key = form.cleaned_data["person"]
            rows[key] = _leader(known.get(key) or LeaderFacts(key), form.cleaned_data)
        gone = known.keys() - rows.keys()
        slots = tuple(
            replace(
                slot,
                leader_key=None if slot.leader_key in gone else slot.leader_key,
                supervisor_key=None if slot.supervisor_key in gone else slot.supervisor_key,
            )
            for slot in content.slots
        )
        return replace(content, leaders=tuple(rows.values()), slots=slots)


def _leader(old: LeaderFacts, given: dict[str, Any]) -> LeaderFacts:
    return replace(
        old,
        kind=LeaderKind(given["kind"]),
        willing=_READ[given["willing"]],
        regular_lessons=given["regular_lessons"] or 0,
        busy=given["busy"],
    )


LEADER_PARTS = (rows_of(LeaderRows, LeaderRow),)
