"""校车: departures from the school and who rides (A4.8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from kehou.plans.facts import PlanContent
from kehou.plans.forms.fields import week_times
from kehou.plans.forms.parts import Choices, RowForm, Rows, rows_of
from kehou.platform.ui.wording import grade_label
from kehou.rulebook.facts.plan import RouteFacts


class RouteRow(RowForm):
    """One line: a school bus, public bus or coach."""

    key = forms.RegexField(
        r"^[^/]+$",
        label="线路名称",
        max_length=40,
        error_messages={"invalid": "线路名称里不能有斜线。"},
    )
    departures = week_times(label="从学校开出的时间")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["departures"].help_text = "每天一样填16:20 18:05；不一样填一二四五16:20 18:05；三15:30"
        riding = {int(name.removeprefix("riders_")) for name in self.initial if name.startswith("riders_")}
        self.grades = sorted(self.choices.grades | riding)
        for grade in self.grades:
            self.fields[f"riders_{grade}"] = forms.IntegerField(
                label=f"{grade_label(grade)}人数",
                required=False,
                min_value=0,
                max_value=5000,
                error_messages={"invalid": f"{grade_label(grade)}人数要填整数。"},
            )

    def judged(self) -> tuple[str, ...]:
        """What is said of this line."""
        return (f"transport/{self.was('key')}/",)

    def route(self) -> RouteFacts:
        """The line as entered."""
        given = self.cleaned_data
        riders = {grade: given[f"riders_{grade}"] for grade in self.grades if given[f"riders_{grade}"]}
        return RouteFacts(given["key"], given["departures"], riders)


class RouteRows(Rows):
    """All lines. A line's name is its identity over all versions."""

    title = "校车和公交线路"
    hint = "有学生乘车回家的线路都要填。参加课后服务的乘车学生，结束以后要有车可坐。"
    name = "transport"
    more_label, more_rows = "再加一条线路", 1

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> list[dict[str, Any]]:
        """A row a line."""
        return [
            {
                "key": row.key,
                "departures": dict(row.departures),
                **{f"riders_{grade}": count for grade, count in row.riders.items()},
            }
            for row in content.transport
        ]

    def write(self, content: PlanContent) -> PlanContent:
        """The lines as entered; of two with one name the later holds."""
        routes = {
            form.cleaned_data["key"]: form.route() for form in self.kept() if isinstance(form, RouteRow)
        }
        return replace(content, transport=tuple(routes.values()))


TRANSPORT_PARTS = (rows_of(RouteRows, RouteRow),)
