"""住校生安排 and children who need longer care (A4.17, A4.18)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms

from kehou.plans.facts import PlanContent
from kehou.plans.forms.fields import ClockField, choice, weekdays_field
from kehou.plans.forms.parts import Choices, RowForm, Rows, rows_of
from kehou.plans.keys import new_key
from kehou.rulebook.facts.plan import BoarderArrangement, CareRequest


class BoarderRow(RowForm):
    """Where boarders who do not join are, on some days."""

    weekdays = weekdays_field()
    starts = ClockField(label="开始")
    ends = ClockField(label="结束")
    place = forms.CharField(label="地点", max_length=40)
    staff_key = choice("照看教师", (), required=False)
    is_charged = forms.BooleanField(label="另外收费", required=False)
    is_lesson = forms.BooleanField(label="安排上课", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed, kept = list(self.choices.staff), self.initial.get("staff_key")
        if kept and kept not in dict(listed):
            listed.append((kept, kept))
        self.let_choose("staff_key", [("", "以后再定"), *listed])

    def judged(self) -> tuple[str, ...]:
        """What is said of these days."""
        return tuple(f"boarders/weekday/{day}" for day in self.was("weekdays") or ())

    def arrangements(self) -> Iterable[BoarderArrangement]:
        """One arrangement a day."""
        given = self.cleaned_data
        for day in sorted(given["weekdays"]):
            yield BoarderArrangement(
                day,
                given["starts"],
                given["ends"],
                given["place"],
                given["staff_key"] or None,
                given["is_charged"],
                given["is_lesson"],
            )


class BoarderRows(Rows):
    """Days with the same arrangement share a row."""

    title = "不参加课后服务的住校生"
    hint = "写明同一时段他们在哪里、由谁照看。这段时间不收费、不上课。"
    name = "boarders"
    more_label, more_rows = "再加一项安排", 1

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> list[dict[str, Any]]:
        """Arrangements that differ only in the day share a row."""
        rows: list[tuple[BoarderArrangement, set[int]]] = []
        for row in content.boarders:
            alike = next((days for first, days in rows if replace(first, weekday=row.weekday) == row), None)
            if alike is None:
                rows.append((row, {row.weekday}))
            else:
                alike.add(row.weekday)
        return [_values(row, frozenset(days)) for row, days in rows]

    def write(self, content: PlanContent) -> PlanContent:
        """The arrangements as entered."""
        rows = (row for form in self.kept() if isinstance(form, BoarderRow) for row in form.arrangements())
        return replace(content, boarders=tuple(rows))


def _values(row: BoarderArrangement, days: frozenset[int]) -> dict[str, Any]:
    return {
        "weekdays": days,
        "starts": row.starts,
        "ends": row.ends,
        "place": row.place,
        "staff_key": row.staff_key or "",
        "is_charged": row.is_charged,
        "is_lesson": row.is_lesson,
    }


class CareRow(RowForm):
    """One family's request, without a name."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    reason = forms.CharField(label="原因（不写姓名）", max_length=100)
    ends = ClockField(label="照看到")
    has_collector = forms.BooleanField(label="已约定由谁来接", required=False)

    def judged(self) -> tuple[str, ...]:
        """What is said of this request."""
        return (f"care/{self.was('key')}",) if self.was("key") else ()


class CareRows(Rows):
    """All requests for longer care."""

    title = "延时照看的申请"
    hint = "家长确有困难、申请晚些来接的，写明原因和时间。"
    name = "care"
    is_dense = True

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> list[dict[str, Any]]:
        """A row a request."""
        return [
            {"key": row.key, "reason": row.reason, "ends": row.ends, "has_collector": row.has_collector}
            for row in content.care_requests
        ]

    def write(self, content: PlanContent) -> PlanContent:
        """The requests as entered."""
        given = (form.cleaned_data for form in self.kept())
        requests = (
            CareRequest(row["key"] or new_key(), row["reason"], row["ends"], row["has_collector"])
            for row in given
        )
        return replace(content, care_requests=tuple(requests))


BOARDER_PARTS = (rows_of(BoarderRows, BoarderRow), rows_of(CareRows, CareRow))
