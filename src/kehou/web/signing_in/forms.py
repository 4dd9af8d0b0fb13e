"""What people type to sign in."""

from __future__ import annotations

from django import forms


class StaffForm(forms.Form):
    """A staff login."""

    login = forms.CharField(label="账号", max_length=80)
    password = forms.CharField(label="密码", max_length=128, widget=forms.PasswordInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].widget.attrs["autocomplete"] = "current-password"


class PhoneForm(forms.Form):
    """The phone that the school has on record."""

    phone = forms.RegexField(
        r"^1\d{10}$",
        label="手机号",
        help_text="请填写学校登记的手机号",
        error_messages={"invalid": "手机号应为11位数字，以1开头。请核对后重新填写"},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel-national"}),
    )


class CodeForm(forms.Form):
    """The code that the phone received."""

    code = forms.RegexField(
        r"^\d{6}$",
        label="验证码",
        help_text="6位数字，10分钟内有效",
        error_messages={"invalid": "验证码是6位数字"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
