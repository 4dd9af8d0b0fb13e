"""The forms of the sitting. Nothing in them is chosen beforehand (A2.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from kehou.enrolment.facts import Otherwise
from kehou.enrolment.rules import MAX_OWN_WORDS
from kehou.enrolment.wording import DAYS, OTHERWISE_NAMES
from kehou.platform.ui.forms import KehouForm


class DaysForm(KehouForm):
    """On which weekdays the child takes part."""

    days = forms.TypedMultipleChoiceField(
        label="可以选一天或几天", coerce=int, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, offered: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("days", [(day, DAYS[day]) for day in offered])


class OrderForm(KehouForm):
    """What holds where no wish has a seat; from grade 3 the child may add a word."""

    otherwise = forms.TypedChoiceField(
        label="选的课程都没有名额时",
        coerce=Otherwise,
        widget=forms.RadioSelect,
        choices=[(kind.value, name) for kind, name in OTHERWISE_NAMES.items()],
    )
    own_words = forms.CharField(
        label="孩子自己想说的话",
        help_text="可以请孩子自己写：最想学什么、不想去哪里。",
        required=False,
        max_length=MAX_OWN_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, with_own_words: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_own_words:
            del self.fields["own_words"]


class ConsentForm(KehouForm):
    """The answer to the child-data notice: both answers of equal rank (DP2)."""

    consent = forms.TypedChoiceField(
        label="是否同意学校这样使用孩子的信息",
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        choices=[("yes", "同意"), ("no", "不同意，学校改用纸质名册")],
    )


class CodeForm(KehouForm):
    """The code that came to the guardian's phone."""

    code = forms.RegexField(
        r"^\s*\d{6}\s*$",
        label="短信验证码",
        error_messages={"invalid": "验证码是6位数字。"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        """The six digits without spaces."""
        return str(self.cleaned_data["code"]).strip()
