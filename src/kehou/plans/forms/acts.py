"""Submitting a plan, and deciding on one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django import forms

from kehou.kernel.ids import PersonId
from kehou.plans.models import Decision, Standing
from kehou.platform.ui.forms import KehouForm
from kehou.registry.public import StaffInfo
from kehou.rulebook.facts.approval import DutyArea

AREAS = {
    DutyArea.TEACHING: "教学负责人",
    DutyArea.SAFETY: "安全负责人",
    DutyArea.MONEY: "经费负责人",
    DutyArea.CASHIER: "出纳",
    DutyArea.PAYMENT_APPROVER: "支出审批人",
}


class SubmissionForm(KehouForm):
    """Who answers for what (A3.2). The head signs by submitting."""

    def __init__(self, *args: object, staff: Sequence[StaffInfo], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "请选择"), *((str(person.id), person.name) for person in staff)]
        for area, label in AREAS.items():
            self.fields[area.value] = forms.ChoiceField(label=label, choices=choices)

    def holders(self) -> tuple[tuple[DutyArea, PersonId], ...]:
        """Each area with its person."""
        return tuple((area, PersonId(UUID(self.cleaned_data[area.value]))) for area in AREAS)


class CommentForm(KehouForm):
    """A remark on one part."""

    part = forms.CharField(widget=forms.HiddenInput, max_length=80)
    text = forms.CharField(label="审核意见", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ReplyForm(KehouForm):
    """One reply for several schools."""

    number = forms.CharField(label="文号", max_length=80, help_text="本局的发文字号，例如：示教批〔2026〕3号")
    conditions = forms.CharField(
        label="批复中的要求",
        required=False,
        max_length=1000,
        help_text="可以不填，每行一条",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CoSignForm(KehouForm):
    """Another section's opinion."""

    section = forms.CharField(label="会签股室或部门", max_length=40)
    agrees = forms.ChoiceField(
        label="意见", choices=[("yes", "同意"), ("no", "不同意")], widget=forms.RadioSelect
    )
    opinion = forms.CharField(
        label="说明", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class StandingForm(KehouForm):
    """Suspending, lifting or revoking an approved plan."""

    kind = forms.ChoiceField(label="处理", choices=Standing.Kind.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(label="理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    refund_plan = forms.CharField(
        label="退费安排",
        required=False,
        max_length=2000,
        help_text="撤销方案时必须填写",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DecisionForm(KehouForm):
    """The authority's decision with its reasons."""

    kind = forms.ChoiceField(label="审批决定", choices=Decision.Kind.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label="理由",
        help_text="退回或不予批准时必须写明理由和修改方向",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
