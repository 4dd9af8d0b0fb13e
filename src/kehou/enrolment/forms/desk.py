"""What the school fills in to open the choice and to draw."""

from __future__ import annotations

from datetime import date, datetime, time

from django import forms

from kehou.kernel.moments import ONE_DAY, SHANGHAI
from kehou.platform.ui.forms import KehouForm

NO_LIMIT = "不另定，按县里的"


class PaidCapField(forms.TypedChoiceField):
    """How many courses of outside bodies a pupil may get; empty leaves it at the county's."""

    def __init__(self) -> None:
        super().__init__(
            label="一名学生最多排上几门校外机构的课程",
            help_text="想参加的人多时，给每名学生定一个上限，名额能分给更多孩子。家长选课时看得到，派位按它落定。",
            coerce=int,
            empty_value=None,
            required=False,
            choices=[("", NO_LIMIT), *((number, f"{number}门") for number in range(1, 6))],
        )


class OpeningForm(KehouForm):
    """Until which day families may choose."""

    max_paid = PaidCapField()
    last_date = forms.DateField(
        label="最后一天",
        help_text="到这一天24:00截止。建议留足5天。",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def closes_at(self) -> datetime:
        """The end of the last day."""
        last: date = self.cleaned_data["last_date"]
        return datetime.combine(last + ONE_DAY, time.min, SHANGHAI)


class ClosingForm(KehouForm):
    """Where the public number comes from; empty: parents draw it in the room."""

    number_source = forms.CharField(
        label="号码取自",
        help_text="不填，封存后请家长代表当众抽出。要用别处公布的数字，现在写明是哪一个，封存后不能改，"
        "例如：3月6日收盘的上证综合指数。",
        max_length=200,
        required=False,
    )


class DrawForm(KehouForm):
    """The number drawn in the room, or published where the closing said, and who saw it."""

    public_number = forms.CharField(
        label="号码",
        help_text="4位以上的数字，照着抽出的或公布的填写。",
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    witnesses = forms.CharField(
        label="见证人", help_text="例如：家长代表3人，家委会代表1人。", max_length=200
    )
