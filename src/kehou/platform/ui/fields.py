"""Form fields that several capabilities need."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kehou.kernel.fen import Fen, NotWholeFen
from kehou.kernel.limits import MAX_UPLOAD_BYTES
from kehou.platform.files.scans import Scan


class YuanField(forms.CharField):
    """An amount in yuan with at most two places, as Fen; None where it is left empty.

    ``said`` is how a mistake calls it, where several fields have one label.
    """

    def __init__(self, *, said: str = "", **kwargs: Any) -> None:
        self._said = said
        super().__init__(max_length=14, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)

    def prepare_value(self, value: object) -> object:
        """Fen as plain yuan; what was typed stays as it was."""
        return value.in_yuan().replace(",", "") if isinstance(value, Fen) else value

    def clean(self, value: Any) -> Fen | None:
        """Fen. Raises ValidationError."""
        text = super().clean(value).replace(",", "")
        if not text:
            return None
        try:
            amount = Fen.from_yuan(text)
        except NotWholeFen:
            raise ValidationError(
                f"{self._said or self.label}要填金额，最多两位小数。", code="invalid"
            ) from None
        if not 0 <= amount.amount < 10**12:
            raise ValidationError(f"{self._said or self.label}不能小于0，也不能过大。", code="invalid")
        return amount


class ScanField(forms.FileField):
    """A scan or photograph, known by its content; a Scan, or None where none was handed in."""

    def clean(self, value: Any, initial: Any = None) -> Scan | None:
        """The scan. Raises ValidationError."""
        upload = super().clean(value, initial)
        if not upload:
            return None
        if upload.size > MAX_UPLOAD_BYTES:
            raise ValidationError(f"{self.label}不能超过20兆。照片可以拍得小一些再上传。")
        scan = Scan(upload.read(), upload.name)
        if scan.kind is None:
            raise ValidationError(f"{self.label}要用照片或PDF。")
        return scan


class MobileField(forms.RegexField):
    """A mobile number, keyed on a phone's number pad."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "手机号")
        kwargs.setdefault("error_messages", {"invalid": "手机号应为11位数字，以1开头。"})
        super().__init__(r"^1\d{10}$", widget=forms.TextInput(attrs={"inputmode": "tel"}), **kwargs)


class LoginField(forms.RegexField):
    """A new login, which must not be a phone or an identity number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            r"^[a-z0-9][a-z0-9._-]{2,39}$",
            label="账号",
            help_text="3至40个小写字母、数字，不要用身份证件号或手机号",
            error_messages={"invalid": "账号只能用3至40个小写字母、数字、点和短横线。"},
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """The login. Raises ValidationError."""
        login: str = super().clean(value)
        if login.isdigit() and len(login) >= 11:
            raise ValidationError("账号不能是手机号或身份证件号。")
        return login
