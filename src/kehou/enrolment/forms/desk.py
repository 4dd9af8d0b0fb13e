"""What the school fills in to open the choice and to draw."""

from __future__ import annotations

from datetime import date, datetime, time

from django import forms

from kehou.kernel.moments import ONE_DAY, SHANGHAI
from kehou.platform.ui.forms import KehouForm


class OpeningForm(KehouForm):
    """Until which day families may choose."""

    last_date = forms.DateField(
        label="最后一天",
        help_text="到这一天24:00截止。建议留足5天。",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def closes_at(self) -> datetime:
        """The end of the last day."""
        last: date = self.cleaned_data["last_date"]
        return datetime.combine(last + ONE_DAY, time.min, SHANGHAI)


class DrawForm(KehouForm):
    """The number drawn in the room, and who saw it."""

    public_number = forms.CharField(
        label="现场抽出的号码",
        help_text="请家长代表当众抽出4位以上的数字，照着填写。",
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    witnesses = forms.CharField(
        label="见证人", help_text="例如：家长代表3人，家委会代表1人。", max_length=200
    )
