"""What families fill in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms

from kehou.delivery.models.families import LEAVE_REASONS
from kehou.platform.ui.fields import ScanField
from kehou.platform.ui.forms import KehouForm


class DaysForm(KehouForm):
    """Some days in a row, as a family says them: the first and the last."""

    from_date = forms.DateField(label="从哪天", widget=forms.DateInput(attrs={"type": "date"}))
    last_date = forms.DateField(label="到哪天", widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        """The last day lies not before the first."""
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get("from_date"), found.get("last_date")
        if first and last and last < first:
            self.add_error("last_date", "结束日期不能早于开始日期。")
        return found

    @property
    def until_date(self) -> date:
        """The first day after them."""
        last: date = self.cleaned_data["last_date"]
        return last + timedelta(days=1)


class LeaveForm(DaysForm):
    """A leave: from when to when, why, and a proof if there is one."""

    reason = forms.ChoiceField(label="原因", choices=LEAVE_REASONS, widget=forms.RadioSelect)
    words = forms.CharField(label="说明", required=False, max_length=200)
    evidence = ScanField(label="证明照片", required=False, help_text="病历、车票等，可以在学校答复前再补")


class EvidenceForm(KehouForm):
    """The proof of a leave, handed in afterwards."""

    evidence = ScanField(label="证明照片")


class AbsenceForm(KehouForm):
    """Where a child is."""

    words = forms.CharField(label="孩子现在在哪里", max_length=200)


class CareForm(DaysForm):
    """Being kept longer: which days, until when, why, and who comes."""

    ends = forms.TimeField(label="几点来接", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    reason = forms.CharField(label="有什么特殊需要", max_length=200)
    collector_id = forms.ChoiceField(label="谁来接", widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("collector_id", people)

    def given(self) -> dict[str, Any]:
        """The arguments of the service."""
        said = dict(self.cleaned_data)
        del said["last_date"]
        return said | {"until_date": self.until_date, "collector_id": UUID(said["collector_id"])}
