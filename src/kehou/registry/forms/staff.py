"""Staff, roles, deputies and accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from kehou.kernel.actor import Role
from kehou.platform.ui.fields import LoginField, MobileField
from kehou.platform.ui.forms import KehouForm
from kehou.registry.models import StaffMember
from kehou.registry.rules import GIVEN_BY_HEADS
from kehou.registry.wording import ROLE_LABELS

Choices = Sequence[tuple[str, str]]


class StaffEntryForm(KehouForm):
    """Someone who works at the school."""

    name = forms.CharField(label="姓名", min_length=2, max_length=50)
    phone = MobileField(required=False)
    kind = forms.ChoiceField(label="类别", choices=StaffMember.Kind.choices)
    subject = forms.CharField(label="任教学科", max_length=20, required=False)


class RoleForm(KehouForm):
    """A role for a time."""

    role = forms.ChoiceField(
        label="岗位", choices=[(role.value, ROLE_LABELS[role]) for role in GIVEN_BY_HEADS]
    )
    class_code = forms.ChoiceField(label="所带班级", help_text="班主任必选", required=False)
    from_date = forms.DateField(label="开始日期")
    until = forms.DateField(label="结束日期", help_text="长期担任的不填", required=False)

    def __init__(self, *args: Any, classes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["class_code"] = forms.ChoiceField(
            label="所带班级", help_text="班主任必选", required=False, choices=[("", "不带班"), *classes]
        )

    def given(self) -> dict[str, Any]:
        """The arguments of giving a role."""
        said = dict(self.cleaned_data)
        role = Role(said.pop("role"))
        code = said.pop("class_code") if role is Role.CLASS_TEACHER else ""
        return said | {"role": role, "class_code": code}


class DeputyForm(KehouForm):
    """Who stands in for a while."""

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy_id"] = forms.TypedChoiceField(label="代理人", choices=[("", "请选择"), *people])
        self.fields["from_date"] = forms.DateField(label="代理开始日期")
        self.fields["until"] = forms.DateField(label="代理结束日期")


class AccountForm(KehouForm):
    """A login for someone who has none."""

    login = LoginField()
