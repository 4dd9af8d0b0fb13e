"""Recording, cancelling and substituting."""

from __future__ import annotations

from typing import Any

from django import forms

from kehou.delivery.wording import CAUSE_NAMES, FORM_NAMES
from kehou.platform.ui.forms import KehouForm
from kehou.rulebook.facts.session import Homework

HOMEWORK = [
    (Homework.NONE.value, "没有布置"),
    (Homework.ORAL.value, "口头"),
    (Homework.PRACTICAL.value, "实践"),
    (Homework.WRITTEN.value, "书面"),
]


class RecordForm(KehouForm):
    """The service log in one screen."""

    present_count = forms.IntegerField(label="实到人数", min_value=0, max_value=200)
    content = forms.CharField(label="做了什么", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    form = forms.ChoiceField(label="形式", choices=list(FORM_NAMES.items()))
    homework = forms.ChoiceField(label="家庭作业", choices=HOMEWORK, initial=Homework.NONE.value)
    is_outdoor = forms.BooleanField(label="在户外", required=False)
    reason = forms.CharField(label="补记的原因", required=False, max_length=200)

    def __init__(self, *args: Any, is_late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_late:
            del self.fields["reason"]


class CancellationForm(KehouForm):
    """Why a session is not held."""

    cause = forms.ChoiceField(
        label="取消的原因", choices=[(cause.value, name) for cause, name in CAUSE_NAMES.items()]
    )
    reason = forms.CharField(label="说明", required=False, max_length=200)


class SubstitutionForm(KehouForm):
    """Who leads instead."""

    to_person_id = forms.TypedChoiceField(label="代课教师")
    reason = forms.CharField(label="原因", max_length=200, initial="病假")

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to_person_id"]
        field.choices = people


class RoomForm(KehouForm):
    """Another room."""

    room = forms.CharField(label="教室", max_length=60)
