"""基本情况 and 弹性上下班: goals, the five managements, why third parties, flexible hours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kehou.plans.facts import PlanContent
from kehou.plans.forms.fields import PickedField, long_text
from kehou.plans.forms.parts import Choices, PartForm
from kehou.plans.names import FIVE_MANAGEMENT


class GoalsForm(PartForm):
    """What the service is for at this school (A7.3), and how it serves the five managements (A2.9)."""

    title = "目标与五项管理"
    name = "goals"
    subjects = ("plan/goals", "plan/complaint_channel", "managed/")

    goals = long_text("服务目标", rows=4, help_text="本校为什么开展、让学生得到什么")
    five_management = PickedField(
        label="五项管理",
        choices=FIVE_MANAGEMENT,
        required=False,
        help_text="方案已经写明怎样配合的项目",
    )

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> dict[str, Any]:
        """Goals and managements."""
        return {"goals": content.goals, "five_management": content.five_management}

    def write(self, content: PlanContent) -> PlanContent:
        """The content with both."""
        given = self.cleaned_data
        return replace(content, goals=given["goals"], five_management=given["five_management"])


class ThirdPartyForm(PartForm):
    """Why the school cannot do without third parties (A6.7)."""

    title = "引进第三方机构的理由"
    hint = "只在本校教师不能开设、确需引进时填写。"
    name = "third"
    subjects = ("third_party",)

    third_party_need = long_text("理由")

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> dict[str, Any]:
        """The reasons."""
        return {"third_party_need": content.third_party_need}

    def write(self, content: PlanContent) -> PlanContent:
        """The content with the reasons."""
        return replace(content, third_party_need=self.cleaned_data["third_party_need"])


class FlexibleHoursForm(PartForm):
    """How teachers who stay late may come late or leave early (A4.13)."""

    title = "教师弹性上下班"
    name = "flexible"
    subjects = ("flexible",)

    flexible_hours_rule = long_text("弹性上下班办法", rows=4, help_text="谁可以晚到早走、怎样登记")

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> dict[str, Any]:
        """The rule."""
        return {"flexible_hours_rule": content.flexible_hours_rule}

    def write(self, content: PlanContent) -> PlanContent:
        """The content with the rule."""
        return replace(content, flexible_hours_rule=self.cleaned_data["flexible_hours_rule"])
