"""Asking for an expense, and paying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from kehou.platform.ui.fields import YuanField
from kehou.platform.ui.forms import KehouForm

PAYEES = (
    ("supplier", "供货商或服务商"),
    ("staff", "教职工个人"),
    ("central_school", "中心校"),
    ("authority", "行政部门"),
    ("other_account", "学校其他账户"),
)


class ExpenseForm(KehouForm):
    """What is bought, for which course, from whom."""

    category = forms.ChoiceField(label="支出项目")
    amount = YuanField(label="金额")
    course_key = forms.ChoiceField(label="由哪门课程引起")
    purpose = forms.CharField(label="用途", max_length=200)
    payee_kind = forms.ChoiceField(label="收款方", choices=PAYEES)
    payee = forms.CharField(label="收款单位", max_length=100)

    def __init__(
        self,
        *args: Any,
        categories: Sequence[tuple[str, str]],
        courses: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("category", categories)
        self.let_choose("course_key", [("", "请选择"), *courses])


class ClaimForm(KehouForm):
    """What a provider's bill says."""

    claimed = YuanField(label="账单金额")
