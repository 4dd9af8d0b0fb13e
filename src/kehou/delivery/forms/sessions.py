"""Recording, cancelling and substituting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from kehou.delivery.facts import Instead
from kehou.delivery.wording import CAUSE_NAMES, FORM_NAMES, INSTEAD_NAMES
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


class InsteadForm(KehouForm):
    """Where the children of a cancelled session are instead."""

    instead = forms.ChoiceField(
        label="学生这段时间",
        choices=[(way.value, name) for way, name in INSTEAD_NAMES.items()],
        help_text="停课或方案调整时才能选“没有课后服务”。",
    )
    room = forms.CharField(label="看护的教室", required=False, max_length=60)
    carer_id = forms.TypedChoiceField(label="看护教师", required=False, coerce=UUID, empty_value=None)
    joined_id = forms.TypedChoiceField(label="并入的小组", required=False, coerce=UUID, empty_value=None)

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[str, str]],
        groups: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("carer_id", people), ("joined_id", groups)):
            self.let_choose(name, [("", "稍后再定" if name == "carer_id" else "不并组"), *choices])

    def clean(self) -> dict[str, Any]:
        """A group that is joined has to be named."""
        found = super().clean() or {}
        if found.get("instead") == Instead.GROUP and not found.get("joined_id"):
            self.add_error("joined_id", "请选择并入的小组")
        return found


class CancellationForm(InsteadForm):
    """Why a session is not held, and where its children are."""

    cause = forms.ChoiceField(
        label="取消的原因", choices=[(cause.value, name) for cause, name in CAUSE_NAMES.items()]
    )
    reason = forms.CharField(label="说明", required=False, max_length=200)
    field_order = ("cause", "reason", "instead", "room", "carer_id", "joined_id")


class SubstitutionForm(KehouForm):
    """Who leads instead."""

    to_person_id = forms.TypedChoiceField(label="代课教师")
    reason = forms.CharField(label="原因", max_length=200, initial="病假")

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("to_person_id", people)


class RoomForm(KehouForm):
    """Another room."""

    room = forms.CharField(label="教室", max_length=60)
