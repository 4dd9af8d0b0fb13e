"""What people type to sign in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from kehou.platform.access.models import Account
from kehou.platform.ui.forms import KehouForm


class StaffForm(forms.Form):
    """A staff login."""

    login = forms.CharField(label="账号", max_length=80)
    password = forms.CharField(label="密码", max_length=128, widget=forms.PasswordInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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


class SecondForm(KehouForm):
    """The code of the app, or a recovery code."""

    code = forms.CharField(
        label="动态验证码",
        max_length=20,
        help_text="验证器上的6位数字；手机不在身边时填一个恢复码",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )


class BindingForm(KehouForm):
    """The password and the first code of an app."""

    present = forms.CharField(
        label="密码",
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label="动态验证码",
        max_length=20,
        help_text="验证器上现在显示的6位数字",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class OwnPasswordForm(KehouForm):
    """The present password, and twice the one that its owner chooses."""

    present = forms.CharField(label="原来的密码", max_length=128, widget=forms.PasswordInput)
    chosen = forms.CharField(
        label="新密码",
        max_length=128,
        help_text="至少10位，不能全是数字，不要和账号相近",
        widget=forms.PasswordInput,
    )
    again = forms.CharField(label="再输一遍新密码", max_length=128, widget=forms.PasswordInput)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._account = account
        if account.has_first_password:
            self.fields["present"].label = "初始密码"
        for name, field in self.fields.items():
            kept = "current-password" if name == "present" else "new-password"
            field.widget.attrs["autocomplete"] = kept

    def clean_chosen(self) -> str:
        """A password that is not soon guessed."""
        chosen: str = self.cleaned_data["chosen"]
        try:
            validate_password(chosen, self._account)
        except forms.ValidationError:
            raise forms.ValidationError(
                "新密码太容易猜。请至少用10位，不要全用数字，不要和账号相近，也不要用常见的密码。"
            ) from None
        return chosen

    def clean(self) -> dict[str, Any]:
        """Typed alike twice, and another than before."""
        found: dict[str, Any] = super().clean() or {}
        if "chosen" in found and found["chosen"] != found.get("again"):
            self.add_error("again", "两次输入的新密码不一样。")
        if "chosen" in found and found["chosen"] == found.get("present"):
            self.add_error("chosen", "新密码和原来的一样，请换一个。")
        return found
