"""Incidents, visitors, hazards and duty."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from kehou.delivery.models import DutyRecord, Incident, SafetyActivity
from kehou.platform.ui.forms import KehouForm

AREAS = [
    ("facilities", "设施设备"),
    ("food_water", "饮食饮水"),
    ("hygiene", "卫生"),
    ("fire", "消防"),
    ("traffic", "交通"),
]


class IncidentForm(KehouForm):
    """What went wrong."""

    kind = forms.ChoiceField(label="类型", choices=Incident.Kind.choices)
    is_serious = forms.BooleanField(label="严重，须马上电话告知家长", required=False)
    what = forms.CharField(label="经过", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class StepForm(KehouForm):
    """What was done."""

    note = forms.CharField(label="办理情况", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class PassForm(KehouForm):
    """A pass for one day."""

    name = forms.CharField(label="姓名", max_length=40)
    purpose = forms.CharField(label="事由", max_length=100)


class VisitForm(KehouForm):
    """Somebody from outside at the gate."""

    number = forms.CharField(label="凭证编号", max_length=12)


class HazardForm(KehouForm):
    """A hazard."""

    area = forms.ChoiceField(label="类别", choices=AREAS)
    room = forms.CharField(label="教室或地点", max_length=60)
    what = forms.CharField(label="情况", max_length=500)
    is_serious = forms.BooleanField(label="严重，停用这个教室", required=False)


class DutyForm(KehouForm):
    """Leading the day, or a round."""

    kind = forms.ChoiceField(
        label="登记",
        choices=[(kind.value, kind.label) for kind in (DutyRecord.Kind.LEADER, DutyRecord.Kind.ROUND)],
    )
    seen = forms.CharField(label="看到的情况", required=False, max_length=500)


class ActivityForm(KehouForm):
    """A drill, a lesson or a search for hazards."""

    kind = forms.ChoiceField(label="做了什么", choices=SafetyActivity.Kind.choices)
    what = forms.CharField(label="情况", max_length=500)


class BoardersForm(KehouForm):
    """Where boarders who do not join are, who is with them, how many."""

    where = forms.CharField(label="地点", max_length=60)
    staff_id = forms.ChoiceField(label="谁在照看")
    pupil_count = forms.IntegerField(label="数到人数", min_value=0, max_value=3000)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("staff_id", [("", "请选择"), *people])

    def given(self) -> dict[str, Any]:
        """The arguments of the service."""
        return self.cleaned_data | {"staff_id": UUID(self.cleaned_data["staff_id"])}
