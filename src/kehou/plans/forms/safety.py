"""安全: rules, emergency plan, insurance (A10.1 to A10.4, A10.10)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kehou.kernel.fen import ZERO
from kehou.plans.facts import PlanContent
from kehou.plans.forms.fields import LinesField
from kehou.plans.forms.parts import Choices, PartForm, filled
from kehou.platform.ui.fields import YuanField
from kehou.rulebook.facts.plan import InsurancePolicy


class SafetyForm(PartForm):
    """What has been written down, and what is still missing."""

    title = "制度和预案"
    name = "safety"
    subjects = ("plan/safety",)

    safety_rules_date = forms.DateField(label="安全管理制度制定日期", required=False)
    emergency_plan_date = forms.DateField(label="应急预案制定日期", required=False)
    duty_sheets_missing = forms.IntegerField(
        label="还没有签安全责任书的人数", required=False, min_value=0, max_value=1000
    )
    open_serious_hazards = LinesField(
        label="还没有消除的重大隐患", required=False, help_text="一行一处；没有就留空"
    )

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> dict[str, Any]:
        """The annex but for insurance."""
        safety = content.safety
        return {
            "safety_rules_date": safety.safety_rules_date,
            "emergency_plan_date": safety.emergency_plan_date,
            "duty_sheets_missing": safety.duty_sheets_missing,
            "open_serious_hazards": tuple(sorted(safety.open_serious_hazards)),
        }

    def write(self, content: PlanContent) -> PlanContent:
        """The annex as entered."""
        given = self.cleaned_data
        safety = replace(
            content.safety,
            safety_rules_date=given["safety_rules_date"],
            emergency_plan_date=given["emergency_plan_date"],
            duty_sheets_missing=given["duty_sheets_missing"] or 0,
            open_serious_hazards=frozenset(given["open_serious_hazards"]),
        )
        return replace(content, safety=safety)


class InsuranceForm(PartForm):
    """The school's liability insurance. Left empty where there is none."""

    title = "校方责任保险"
    hint = "保险费由公用经费支付，不向学生收取。"
    name = "insurance"

    valid_from = forms.DateField(label="保险期间自", required=False)
    valid_to = forms.DateField(label="至", required=False)
    covers_after_school = forms.BooleanField(label="保险责任包括课后服务时间", required=False)
    premium_charged = YuanField(label="向每名学生收取的保险费", required=False, help_text="不收就留空")

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> dict[str, Any]:
        """The policy, if there is one."""
        policy = content.safety.insurance
        if policy is None:
            return {}
        return {
            "valid_from": policy.valid_from,
            "valid_to": policy.valid_to,
            "covers_after_school": policy.covers_after_school,
            "premium_charged": policy.premium_charged or None,
        }

    def clean(self) -> dict[str, Any]:
        """A policy has a first and a last day."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("valid_from"), given.get("valid_to")
        if bool(first) != bool(last) and not self.errors:
            self.add_error("valid_to" if first else "valid_from", ValidationError("保险期间要填起止两天。"))
        if first and last and first > last:
            self.add_error("valid_to", ValidationError("保险期间的止日早于起日。"))
        return given

    def write(self, content: PlanContent) -> PlanContent:
        """The policy as entered."""
        given = self.cleaned_data
        policy = None
        if filled([given["valid_from"]]):
            policy = InsurancePolicy(
                given["covers_after_school"],
                given["valid_from"],
                given["valid_to"],
                given["premium_charged"] or ZERO,
            )
        return replace(content, safety=replace(content.safety, insurance=policy))
