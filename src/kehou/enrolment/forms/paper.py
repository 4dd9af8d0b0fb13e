"""What stands on a signed sheet, as it is keyed in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from kehou.enrolment.wording import DAYS
from kehou.platform.ui.fields import ScanField
from kehou.platform.ui.forms import KehouForm

_CONSENT = {"yes": True, "no": False, "": None}


class SheetForm(KehouForm):
    """A paper agreement with its scan."""

    guardian = forms.ChoiceField(label="签字人", widget=forms.RadioSelect, choices=())
    signed_date = forms.DateField(label="签署日期", widget=forms.DateInput(attrs={"type": "date"}))
    days = forms.TypedMultipleChoiceField(
        label="参加的日子", coerce=int, widget=forms.CheckboxSelectMultiple, choices=()
    )
    consent = forms.ChoiceField(
        label="孩子的个人信息",
        required=False,
        widget=forms.RadioSelect,
        choices=[("yes", "同意"), ("no", "不同意"), ("", "没有填")],
    )
    scan = ScanField(label="扫描件", help_text="签好的协议的照片或PDF。")

    def __init__(
        self, *args: Any, guardians: Iterable[tuple[str, str]], offered: Iterable[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("guardian", guardians)
        self.let_choose("days", [(day, DAYS[day]) for day in offered])

    def data_consent(self) -> bool | None:
        """The answer to the data notice; None where the sheet has none."""
        return _CONSENT[self.cleaned_data["consent"]]
