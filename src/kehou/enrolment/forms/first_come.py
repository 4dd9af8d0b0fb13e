"""Forms of a choice in order of arrival: the school's opening, and a family's arrival."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms

from kehou.enrolment.facts import Otherwise
from kehou.enrolment.forms.desk import PaidCapField
from kehou.enrolment.services.opening_in_order import RushTimes
from kehou.enrolment.wording import OTHERWISE_NAMES
from kehou.kernel.moments import ONE_DAY, SHANGHAI
from kehou.platform.ui.forms import KehouForm

MAX_ARRIVAL_MINUTES = 7 * 24 * 60


class OrderOpeningForm(KehouForm):
    """When families may come, when courses open, until when they are chosen."""

    max_paid = PaidCapField()
    opens_date = forms.DateField(label="哪一天开放", widget=forms.DateInput(attrs={"type": "date"}))
    opens_time = forms.TimeField(
        label="几点开放",
        help_text="选家长下班以后的时间，例如19:30。",
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    arrival_minutes = forms.IntegerField(
        label="开放前多少分钟可以报到",
        help_text="报到时间内早到晚到一样，开放时抽签排号。越长，越多家庭来得及。",
        min_value=1,
        max_value=MAX_ARRIVAL_MINUTES,
    )
    last_date = forms.DateField(
        label="最后一天",
        help_text="到这一天24:00截止。",
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def times(self) -> RushTimes:
        """The times that were filled in."""
        given: dict[str, Any] = self.cleaned_data
        opens = datetime.combine(given["opens_date"], given["opens_time"], SHANGHAI)
        return RushTimes(
            arrive_from_at=opens - timedelta(minutes=given["arrival_minutes"]),
            opens_at=opens,
            closes_at=datetime.combine(given["last_date"] + ONE_DAY, time.min, SHANGHAI),
        )


class ArrivalForm(KehouForm):
    """What holds where no course that the family asks for has a seat, or it does not take place."""

    otherwise = forms.TypedChoiceField(
        label="选的课程满了或没有开班时",
        coerce=Otherwise,
        widget=forms.RadioSelect,
        choices=[(kind.value, name) for kind, name in OTHERWISE_NAMES.items()],
    )
