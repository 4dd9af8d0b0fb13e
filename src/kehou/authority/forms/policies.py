"""A county's policy and its waiver rule."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms

from kehou.authority.names import FUNDINGS
from kehou.platform.ui.forms import KehouForm

DOCUMENT = "例如：示教发〔2026〕8号"


class PolicyForm(KehouForm):
    """The policy of a school year, with who answers for it and where to complain (A3.5, A11.14)."""

    title = forms.CharField(label="文件名称", max_length=200)
    document_number = forms.CharField(label="文号", max_length=80, help_text=DOCUMENT)
    school_year = forms.IntegerField(
        label="学年", min_value=2024, max_value=2100, help_text="填写学年开始的年份，例如2026"
    )
    issued = forms.DateField(label="印发日期")
    valid_until = forms.DateField(label="有效期至")
    officer_id = forms.ChoiceField(label="责任人")
    complaint_phone = forms.CharField(label="监督电话", max_length=40, required=False)
    complaint_mailbox = forms.CharField(
        label="监督信箱", max_length=200, required=False, help_text="电话和信箱至少填一种，会公开"
    )

    def __init__(self, *args: Any, officers: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("officer_id", [("", "请选择"), *((str(key), name) for key, name in officers)])

    def given(self) -> dict[str, Any]:
        """The arguments of the service."""
        return self.cleaned_data | {"officer_id": UUID(self.cleaned_data["officer_id"])}


class WaiverForm(KehouForm):
    """For each category of aid the share of the fee that is waived, in per cent (A9.40)."""

    title = forms.CharField(label="文件名称", max_length=200)
    document_number = forms.CharField(label="文号", max_length=80, help_text=DOCUMENT)
    issued = forms.DateField(label="印发日期")
    funding = forms.ChoiceField(label="减免的费用由谁承担", choices=FUNDINGS)

    def __init__(self, *args: Any, categories: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._categories = [code for code, _ in categories]
        for code, name in categories:
            self.fields[f"share_{code}"] = forms.IntegerField(
                label=name, min_value=0, max_value=100, initial=100, required=False
            )

    def shares(self) -> list[forms.BoundField]:
        """The field of each category."""
        return [self[f"share_{code}"] for code in self._categories]

    def given(self) -> dict[str, Any]:
        """The arguments of the service; a category left empty or at 0 is not waived."""
        names = ("title", "document_number", "issued", "funding")
        ratios = {code: self.cleaned_data[f"share_{code}"] for code in self._categories}
        waived = {code: Fraction(share, 100) for code, share in ratios.items() if share}
        return {name: self.cleaned_data[name] for name in names} | {"ratios": waived}
