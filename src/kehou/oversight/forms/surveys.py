"""Forms of surveys, hearings and statements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from kehou.oversight.services.surveying import QUESTIONS, Ticked
from kehou.platform.ui.forms import KehouForm

SCALE = [(5, "非常满意"), (4, "满意"), (3, "一般"), (2, "不满意"), (1, "非常不满意")]


def _scale(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": f"“{label}”还没有选。"},
    )


class SurveyOpenForm(KehouForm):
    """Until when families may answer."""

    closes_date = forms.DateField(label="截止日期")


class SurveyForm(KehouForm):
    """What a family ticks. Nothing is ticked beforehand."""

    overall = _scale("总的来说，您对课后服务满意吗")
    courses = _scale("课程和作业辅导")
    safety = _scale("安全和离校")
    price = _scale("收费")
    felt_free = forms.TypedChoiceField(
        label="参加不参加，是您自己决定的吗",
        choices=[("yes", "是，自己决定"), ("no", "不是，感到有压力")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "“参加不参加，是您自己决定的吗”还没有选。"},
    )

    def __init__(self, *args: Any, bodies: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._bodies = bodies
        self.fields |= {_field(body): _of_body(name) for body, name in bodies.items()}

    def ticked(self) -> Ticked:
        """What the family said, of each body apart."""
        said = {name: value for name, value in self.cleaned_data.items() if name in _OF_THE_SERVICE}
        marks = {body: self.cleaned_data.get(_field(body)) for body in self._bodies}
        return Ticked(**said, bodies={body: mark for body, mark in marks.items() if mark is not None})


_OF_THE_SERVICE = (*QUESTIONS, "felt_free")


def _field(body: UUID) -> str:
    return f"body_{body.hex}"


def _of_body(name: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=f"“{name}”的教师上的课",
        choices=[*SCALE, ("", "孩子没有上")],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class PaperForm(SurveyForm):
    """What a family ticked on paper, with the code of the sheet."""

    field_order = ("code",)
    code = forms.CharField(label="问卷编号", max_length=20)


class HearingForm(KehouForm):
    """How parents were heard."""

    held_date = forms.DateField(label="时间")
    place_name = forms.CharField(label="地点", max_length=100)
    parents = forms.IntegerField(label="到会家长人数", min_value=1)
    summary = forms.CharField(label="家长的意见", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    follow_up = forms.CharField(label="怎样改进", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ContestForm(KehouForm):
    """What is wrong in a statement."""

    text = forms.CharField(
        label="哪一项与事实不符", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
