"""Asking to use a body, and contracts with it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms

from kehou.kernel.fen import ZERO
from kehou.kernel.limits import MAX_SHORT_TEXT
from kehou.platform.ui.fields import YuanField
from kehou.platform.ui.forms import KehouForm
from kehou.providers.evidence import ContractTerms

_COVERS = (
    ("management", "管理"),
    ("roll_call", "点名"),
    ("safety", "安全"),
    ("money", "收费"),
    ("whole_service", "全部课后服务"),
    ("data", "学生和家长的联系方式"),
)


class UseForm(KehouForm):
    """Why the school needs a body, and for how many courses."""

    provider_id = forms.ChoiceField(label="机构")
    course_count = forms.IntegerField(label="课程门数", min_value=1, max_value=20)
    need_statement = forms.CharField(
        label="为什么需要",
        max_length=MAX_SHORT_TEXT,
        widget=forms.Textarea({"rows": 3}),
        help_text="多少学生有这个兴趣，本校为什么开不出来",
        required=False,
    )

    def __init__(self, *args: Any, providers: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("provider_id", [("", "请选择"), *((str(key), name) for key, name in providers)])

    def given(self) -> dict[str, Any]:
        """The arguments of the service."""
        return self.cleaned_data | {"provider_id": UUID(self.cleaned_data["provider_id"])}


class ContractForm(KehouForm):
    """A contract for one course."""

    entry_id = forms.ChoiceField(label="名单中的项目")
    number = forms.CharField(label="合同编号", max_length=80)
    course_key = forms.CharField(label="方案中的课程编号", max_length=60, help_text="在方案的课程页可以看到")
    price = YuanField(label="每人每课时单价（元）", said="每人每课时单价")
    minutes = forms.IntegerField(label="每课时分钟", min_value=10, max_value=240)
    places = forms.IntegerField(label="每次课人数", min_value=1, max_value=500)
    first = forms.DateField(label="开始日期")
    last = forms.DateField(label="结束日期")
    acceptance = forms.CharField(label="验收办法", max_length=MAX_SHORT_TEXT)
    exit_rule = forms.CharField(label="退出办法", max_length=MAX_SHORT_TEXT)
    own_staff_offer = forms.BooleanField(label="本校教师也开同类课程", required=False)
    covers = forms.MultipleChoiceField(
        label="合同还包括", choices=_COVERS, required=False, widget=forms.CheckboxSelectMultiple
    )
    benefits = YuanField(label="向学校或教师返还（元）", said="向学校或教师返还的金额", required=False)
    prepaid = forms.IntegerField(label="预付比例（%）", min_value=0, max_value=100, required=False)

    def __init__(self, *args: Any, entries: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("entry_id", [("", "请选择"), *((str(key), name) for key, name in entries)])

    def given(self) -> dict[str, Any]:
        """The arguments of the service."""
        said = self.cleaned_data
        plain = ("price", "minutes", "places", "first", "last", "acceptance", "exit_rule", "own_staff_offer")
        terms = ContractTerms(
            **{name: said[name] for name in plain},
            covers=frozenset(said["covers"]),
            benefits=said["benefits"] or ZERO,
            prepaid=Fraction(said["prepaid"] or 0, 100),
        )
        return {
            "entry_id": UUID(said["entry_id"]),
            "number": said["number"],
            "course_key": said["course_key"],
            "terms": terms,
        }


class StaffForm(KehouForm):
    """Who may be sent."""

    file_ids = forms.MultipleChoiceField(label="派出人员", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("file_ids", [(str(key), name) for key, name in people])

    def given(self) -> list[UUID]:
        """The chosen files."""
        return [UUID(key) for key in self.cleaned_data["file_ids"]]


class EndForm(KehouForm):
    """Why a contract ends."""

    reason = forms.CharField(label="终止理由", max_length=MAX_SHORT_TEXT)
