"""Accounts of a body's people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from kehou.platform.ui.forms import KehouForm


class LoginForm(KehouForm):
    """A login for somebody who has none."""

    login = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]{2,39}$",
        label="账号",
        help_text="3至40个小写字母、数字，不要用身份证件号或手机号",
        error_messages={"invalid": "账号只能用3至40个小写字母、数字、点和短横线。"},
    )

    def clean_login(self) -> str:
        """Refuse logins that are a phone or an identity number."""
        login: str = self.cleaned_data["login"]
        if login.isdigit() and len(login) >= 11:
            raise forms.ValidationError("账号不能是手机号或身份证件号。")
        return login


class ContactForm(LoginForm):
    """Who speaks for a body."""

    field_order = ("name", "phone", "login")
    name = forms.CharField(label="联系人姓名", min_length=2, max_length=50)
    phone = forms.RegexField(
        r"^1\d{10}$",
        label="手机号",
        error_messages={"invalid": "手机号应为11位数字，以1开头。"},
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )


class AgentForm(LoginForm):
    """Which of the body's people signs in."""

    field_order = ("file_id", "login")
    file_id = forms.TypedChoiceField(label="派出人员")

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["file_id"]
        field.choices = [("", "请选择"), *people]
