"""Opening a round of questions, or a petition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from kehou.consultation.facts import CourseOption, QuestionnaireContent
from kehou.consultation.wording import DAYS, ROUTES
from kehou.kernel.limits import MAX_SHORT_TEXT
from kehou.platform.ui.forms import KehouForm
from kehou.registry.public import TermInfo
from kehou.rulebook.facts.petition import PetitionRoute

MAX_COURSES = 60


def _text(label: str, help_text: str, *, rows: int = 2, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class TermForm(KehouForm):
    """A round or petition for a term, with the last day to answer."""

    term = forms.ChoiceField(label="学期")
    closes_date = forms.DateField(
        label="最后一天", help_text="这一天之内家长随时可以答复，过了这一天才能截止。"
    )

    def __init__(self, *args: Any, terms: Sequence[TermInfo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("term", [(str(known.id), known.label) for known in terms])

    def term_id(self) -> UUID:
        """The term that was chosen."""
        return UUID(self.cleaned_data["term"])

    def last_day(self) -> date:
        """The last day to answer."""
        day: date = self.cleaned_data["closes_date"]
        return day


class OpeningForm(TermForm):
    """The questionnaire. Its first question is always the honest one: yes, no, not sure."""

    newcomers_only = forms.BooleanField(
        label="只征求新生家长的意见",
        help_text="全校已经征求过，八月或报到日补征新生家长时勾选。",
        required=False,
    )
    introduction = _text("开头的话", "写给家长，一两句即可。")
    if_yes = _text("参加的孩子放学后", "例如：留校到17:40，先写作业，再参加社团。")
    lessons_end = _text("不参加的孩子几点放学", "例如：一、二年级15:50，三至六年级16:10。")
    waiting_care = _text("不参加、但要等校车或家人的孩子", "例如：在阅览室等末班校车，有老师看护，不收费。")
    days = forms.MultipleChoiceField(
        label="准备开展的日子",
        choices=[(str(number), name) for number, name in enumerate(DAYS[:5])],
        widget=forms.CheckboxSelectMultiple,
    )
    courses = _text("准备开设的课程", "一行一门，供家长和学生表达兴趣。", rows=6, required=False)
    price_note = forms.CharField(
        label="预计的收费标准",
        help_text="例如：每课时不高于4.00元，困难家庭按规定减免。不收费的留空。",
        max_length=MAX_SHORT_TEXT,
        required=False,
    )

    def clean_courses(self) -> tuple[str, ...]:
        """The courses, one a line, without repeats."""
        lines = (line.strip() for line in self.cleaned_data["courses"].splitlines())
        titles = tuple(dict.fromkeys(line for line in lines if line))
        if len(titles) > MAX_COURSES:
            raise forms.ValidationError(f"最多{MAX_COURSES}门课程。")
        return titles

    def questionnaire(self) -> QuestionnaireContent:
        """What was written, as a questionnaire."""
        given = self.cleaned_data
        courses = (CourseOption(f"c{place}", title) for place, title in enumerate(given["courses"], 1))
        return QuestionnaireContent(
            introduction=given["introduction"],
            if_yes=given["if_yes"],
            lessons_end=given["lessons_end"],
            waiting_care=given["waiting_care"],
            days=tuple(int(day) for day in given["days"]),
            courses=tuple(courses),
            price_note=given["price_note"],
        )


class RouteForm(KehouForm):
    """Which of the two ways a petition takes (A7.12)."""

    route = forms.ChoiceField(
        label="申请方式",
        choices=[(route.value, name) for route, name in ROUTES.items()],
        widget=forms.RadioSelect,
    )

    def chosen_route(self) -> PetitionRoute:
        """The way that was chosen."""
        return PetitionRoute(self.cleaned_data["route"])


class PetitionForm(RouteForm, TermForm):
    """A petition that the school opens for its families."""

    field_order = ("term", "route", "closes_date")
