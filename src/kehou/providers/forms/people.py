"""Entering people, their checks and decisions on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from kehou.kernel.limits import MAX_SHORT_TEXT
from kehou.platform.ui.forms import KehouForm
from kehou.providers.models import CheckEntry, Hold, PersonFile
from kehou.providers.services.checking import CheckInput
from kehou.providers.services.filing import Outsider

_OUTSIDE = [
    (kind.value, str(kind.label))
    for kind in (PersonFile.Kind.OUTSIDE, PersonFile.Kind.THIRD_PARTY, PersonFile.Kind.SECONDED)
]
_RESULTS = (("", "这次不登记"), ("passed", "通过"), ("failed", "未通过"))


class OutsiderForm(KehouForm):
    """Someone from outside: who, on what ground, why, with consent."""

    name = forms.CharField(label="姓名", min_length=2, max_length=50)
    id_number = forms.CharField(
        label="身份证号", min_length=15, max_length=18, help_text="加密保存，页面和名单都不显示"
    )
    kind = forms.ChoiceField(label="身份", choices=_OUTSIDE, widget=forms.RadioSelect)
    outside_kind = forms.ChoiceField(label="校外人员类别", required=False)
    provider_id = forms.ChoiceField(label="所属机构", required=False, help_text="第三方机构人员必选")
    lender = forms.CharField(label="派出学校", max_length=200, required=False)
    sender_agreed = forms.BooleanField(label="派出学校已同意", required=False)
    need = forms.CharField(
        label="为什么要请", max_length=MAX_SHORT_TEXT, required=False, widget=forms.Textarea({"rows": 2})
    )
    qualification = forms.CharField(
        label="资质证明编号", max_length=200, required=False, help_text="只登记编号，不留存原件"
    )
    is_serving_teacher = forms.BooleanField(label="是在职中小学教师", required=False)
    consented = forms.DateField(label="本人书面同意核查的日期")

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[tuple[str, str]],
        providers: Sequence[tuple[UUID, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("outside_kind", [("", "不适用"), *kinds])
        self.let_choose("provider_id", [("", "不适用"), *((str(key), name) for key, name in providers)])

    def outsider(self) -> Outsider:
        """The person as entered."""
        said = dict(self.cleaned_data)
        provider, number = said.pop("provider_id"), said.pop("id_number")
        provider_id = UUID(provider) if provider else None
        return Outsider(provider_id=provider_id, id_number=f"identity_card:{number}", **said)


class ScreeningForm(KehouForm):
    """The yearly screening of own staff by one document."""

    people = forms.MultipleChoiceField(label="全部项目通过的人员", widget=forms.CheckboxSelectMultiple)
    reference = forms.CharField(label="核查材料文号", max_length=120)
    checked_date = forms.DateField(label="核查日期")

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("people", [(str(key), name) for key, name in people])

    def given(self) -> dict[str, Any]:
        """The arguments of the service."""
        return self.cleaned_data | {"people": [UUID(key) for key in self.cleaned_data["people"]]}


class ChecksForm(KehouForm):
    """The results of one person; what is left open is not entered."""

    reference = forms.CharField(label="核查材料文号", max_length=120)
    checked_date = forms.DateField(label="核查日期")
    expires_date = forms.DateField(label="材料到期日", required=False, help_text="健康证等有期限的填写")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in CheckEntry.Item:
            self.fields[f"result_{item.value}"] = forms.ChoiceField(
                label=str(item.label), choices=_RESULTS, required=False
            )

    def results(self) -> list[forms.BoundField]:
        """The field of each check."""
        return [self[f"result_{item.value}"] for item in CheckEntry.Item]

    def clean(self) -> dict[str, Any]:
        """At least one result."""
        said = super().clean() or self.cleaned_data
        if not any(said.get(f"result_{item.value}") for item in CheckEntry.Item):
            raise forms.ValidationError("至少登记一项结果。")
        return said

    def checks(self) -> list[CheckInput]:
        """What was entered."""
        said = self.cleaned_data
        return [
            CheckInput(
                item.value,
                said[f"result_{item.value}"] == "passed",
                said["reference"],
                said["checked_date"],
                said["expires_date"],
            )
            for item in CheckEntry.Item
            if said[f"result_{item.value}"]
        ]


class HoldForm(KehouForm):
    """Keep someone away."""

    kind = forms.ChoiceField(label="决定", choices=Hold.Kind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="理由", max_length=MAX_SHORT_TEXT)

    def __init__(self, *args: Any, may_bar: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [row for row in Hold.Kind.choices if may_bar or row[0] != Hold.Kind.BARRED]
        field.initial = Hold.Kind.SUSPENDED.value


class DecisionForm(KehouForm):
    """Approve or refuse."""

    approved = forms.ChoiceField(
        label="决定", choices=(("yes", "同意"), ("no", "不同意")), widget=forms.RadioSelect
    )
    document_number = forms.CharField(label="批复文号", max_length=80, required=False)
    reason = forms.CharField(
        label="理由", max_length=MAX_SHORT_TEXT, required=False, help_text="不同意的必填，学校可以看到"
    )

    def given(self) -> dict[str, Any]:
        """The arguments of the service."""
        return self.cleaned_data | {"approved": self.cleaned_data["approved"] == "yes"}
