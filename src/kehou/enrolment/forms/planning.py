"""What a school tries out before it opens or closes the choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from kehou.platform.ui.forms import KehouForm

MOST = 200


class TrialForm(KehouForm):
    """Which course gets how many places more."""

    course = forms.ChoiceField(label="课程", choices=())
    more = forms.IntegerField(label="增加的名额", min_value=1, max_value=MOST, initial=10)

    def __init__(self, *args: Any, courses: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("course", courses)
