"""Forms of reporting and of the case desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from kehou.kernel.limits import MAX_TEXT
from kehou.oversight.rules import Outcome
from kehou.oversight.wording import BODY_NAMES, KIND_NAMES, ORIGIN_NAMES, OUTCOME_NAMES
from kehou.platform.ui.fields import YuanField
from kehou.platform.ui.forms import KehouForm
from kehou.rulebook.facts.cases import CaseKind, CaseOrigin

KINDS = [(kind.value, name) for kind, name in KIND_NAMES.items()]
ENTERED = (CaseOrigin.HOTLINE, CaseOrigin.MARKET_LINE, CaseOrigin.REPORT)


def _area(label: str, rows: int = 4, **extra: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=2000, widget=widget, **extra)


class ReportForm(KehouForm):
    """What anyone reports; name and phone may stay empty."""

    kind = forms.TypedChoiceField(
        label="反映的问题", choices=KINDS, coerce=CaseKind, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="具体情况",
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="写明时间、地点和经过。学校看不到这些内容",
    )
    name = forms.CharField(label="您的姓名", required=False, max_length=40, help_text="可以不填")
    phone = forms.CharField(
        label="联系电话",
        required=False,
        max_length=20,
        help_text="可以不填。填了以后只有县教育局的经办人能看到",
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )


class ReceiptForm(KehouForm):
    """The number under which a report is looked up."""

    receipt = forms.CharField(label="查询编号", max_length=40, help_text="提交时给您的编号，大小写都可以")


class ReopeningForm(ReceiptForm):
    """Why a reporter asks for another look."""

    reason = _area("申请复查的理由", 3)


class OrderEntryForm(KehouForm):
    """A work order, a call or a letter that an officer enters."""

    origin = forms.TypedChoiceField(
        label="来源", choices=[(item.value, ORIGIN_NAMES[item]) for item in ENTERED], coerce=CaseOrigin
    )
    outer_number = forms.CharField(label="工单编号", required=False, max_length=60)
    outer_due_date = forms.DateField(label="工单期限", required=False)
    school_id = forms.ChoiceField(label="涉及学校", required=False)
    kind = forms.TypedChoiceField(label="反映的问题", choices=KINDS, coerce=CaseKind)
    text = _area("反映的内容", 5)
    name = forms.CharField(label="反映人姓名", required=False, max_length=40)
    phone = forms.CharField(label="反映人电话", required=False, max_length=20)

    def __init__(self, *args: object, schools: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("school_id", [("", "没有写明"), *schools])


class AcceptForm(KehouForm):
    """How a report is sorted when it is taken on."""

    kind = forms.TypedChoiceField(label="问题类别", choices=KINDS, coerce=CaseKind)
    concerned_person_id = forms.TypedChoiceField(
        label="被反映的人",
        required=False,
        choices=(),
        coerce=UUID,
        empty_value=None,
        help_text="没有写明就不选。被反映的人看不到、也不能办理这件举报",
    )

    def __init__(self, *args: object, people: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("concerned_person_id", [("", "没有写明"), *people])


class ReasonForm(KehouForm):
    """A reason that somebody reads."""

    reason = _area("理由", 3)


class HandlerForm(KehouForm):
    """Who looks into the case."""

    handler_id = forms.TypedChoiceField(label="经办人", choices=())

    def __init__(self, *args: object, people: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("handler_id", people)


class BriefForm(KehouForm):
    """What the school is told and asked."""

    text = _area("告知学校的情况", 4, help_text="用自己的话改写，不写姓名、电话和举报原话")
    asked = _area("请学校提供的材料", 2, required=False)


class AnswerForm(KehouForm):
    """A text that answers."""

    text = _area("答复", 4)


class DecisionForm(KehouForm):
    """What was found to be so."""

    outcome = forms.TypedChoiceField(
        label="结论",
        choices=[(outcome.value, name) for outcome, name in OUTCOME_NAMES.items()],
        coerce=Outcome,
        widget=forms.RadioSelect,
    )
    findings = _area("查明的事实和依据")


class TransferForm(KehouForm):
    """To which body a case goes, with which files."""

    to = forms.ChoiceField(label="移交给", choices=list(BODY_NAMES.items()))
    listing = _area("随案材料", 3, help_text="每行一份")
    reason = _area("移交的理由", 2)


class DemandForm(KehouForm):
    """What a school has to put right."""

    violation = _area("存在的问题", 3)
    demand = _area("整改要求", 3)
    money = YuanField(label="责令退还的金额", required=False)


class CorrectionForm(KehouForm):
    """What the school did."""

    text = _area("整改情况", 4)
    proof = forms.CharField(label="凭证", max_length=500, help_text="例如退款回单编号、会议记录、照片编号")
    returned = YuanField(label="已退还的金额", required=False)


class RecheckForm(KehouForm):
    """What the second look showed."""

    is_passed = forms.TypedChoiceField(
        label="复查结果",
        choices=[("yes", "通过"), ("no", "不通过，继续整改")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="复查情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
