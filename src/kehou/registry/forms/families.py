"""Guardians, carers and what they may do."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from kehou.platform.files.scans import Scan
from kehou.platform.ui.fields import ScanField
from kehou.platform.ui.forms import KehouForm
from kehou.registry.services.families.linking import Limits
from kehou.registry.wording import READ_REASONS, RELATIONS

_PHONE = r"^(1[3-9]\d{9}|0\d{2,3}[2-9]\d{6,7})$"
_SCAN_HELP = "PDF 文件或照片，20兆字节以内"
_COLLECTING = (
    ("may", "可以接送"),
    ("not", "不接送"),
    ("must_not", "不得接走学生"),
)


class ReadingForm(KehouForm):
    """Why somebody opens a child's record."""

    reason = forms.ChoiceField(
        label="查阅原因", choices=tuple(READ_REASONS.items()), widget=forms.RadioSelect
    )


class ContactForm(KehouForm):
    """A person's name and phone."""

    name = forms.CharField(label="姓名", min_length=2, max_length=50)
    phone = forms.RegexField(
        _PHONE,
        label="电话",
        error_messages={"invalid": "电话应为11位手机号，或带区号的座机号。"},
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )


class GuardianForm(ContactForm):
    """A guardian whom the roll does not name."""

    relation = forms.ChoiceField(label="与学生的关系", choices=tuple(RELATIONS.items()))


class LimitsForm(KehouForm):
    """What a link allows."""

    may_sign = forms.BooleanField(label="可以签署协议和选课", required=False)
    collecting = forms.ChoiceField(label="接送", choices=_COLLECTING, widget=forms.RadioSelect)
    proof = ScanField(label="证明材料", help_text=_SCAN_HELP, required=False)

    def limits(self) -> Limits:
        """What was chosen."""
        return Limits(
            may_sign=self.cleaned_data["may_sign"],
            may_collect=self.cleaned_data["collecting"] == "may",
            must_not_collect=self.cleaned_data["collecting"] == "must_not",
        )

    def scan(self) -> Scan | None:
        """The scan, if one was handed in."""
        found: Scan | None = self.cleaned_data["proof"]
        return found


class CarerForm(GuardianForm):
    """Someone to whom a guardian entrusts the child."""

    may_sign = forms.BooleanField(label="可以签署协议和选课", required=False)
    may_collect = forms.BooleanField(label="可以接送", required=False)
    until = forms.DateField(label="委托截止日期", help_text="按委托书填写，到这一天委托结束")
    proof = ScanField(label="委托书", help_text=f"监护人签字的委托书，{_SCAN_HELP}")

    def entrusted(self) -> dict[str, Any]:
        """The arguments of the entrustment."""
        said = self.cleaned_data
        until: date = said["until"]
        return {
            "name": said["name"],
            "phone": said["phone"],
            "relation": said["relation"],
            "limits": Limits(said["may_sign"], said["may_collect"]),
            "until": until,
            "proof": said["proof"],
        }
