"""The family's forms: one question each, nothing ticked beforehand."""

from __future__ import annotations

from typing import Any

from django import forms

from kehou.consultation.facts import QuestionnaireContent
from kehou.consultation.showing import STEP_QUESTIONS, course_titles, option_labels
from kehou.consultation.wording import DAYS, NEED_NAMES, PRICE_NAMES, TRANSPORT_NAMES
from kehou.platform.ui.forms import KehouForm

SEVERAL = frozenset({"days", "courses", "pupil"})


class StepForm(KehouForm):
    """One question of the questionnaire. Only the first must be answered."""

    def __init__(self, *args: Any, step: str, asked: QuestionnaireContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = question_field(step, asked, required=step == "join")


def question_field(step: str, asked: QuestionnaireContent, *, required: bool) -> forms.ChoiceField:
    """The field of one question, with the options that the questionnaire offers."""
    choices = {
        "join": option_labels(asked),
        "days": [(str(day), DAYS[day]) for day in asked.days],
        "courses": list(course_titles(asked).items()),
        "price": list(PRICE_NAMES.items()),
        "transport": list(TRANSPORT_NAMES.items()),
        "pupil": list(NEED_NAMES.items()),
    }[step]
    several = step in SEVERAL
    kind = forms.MultipleChoiceField if several else forms.ChoiceField
    return kind(
        label=STEP_QUESTIONS[step],
        choices=choices,
        widget=forms.CheckboxSelectMultiple if several else forms.RadioSelect,
        required=required,
        error_messages={
            "required": "请选择一项，选哪一项都可以。",
            "invalid_choice": "请从列出的选项中选。",
        },
    )


class ObjectionForm(KehouForm):
    """A family disagrees with a published result."""

    text = forms.CharField(
        label="您的意见",
        help_text="请不要写学生姓名。学校会书面答复，不显示您的姓名。",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
