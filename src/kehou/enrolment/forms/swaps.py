"""Which place a family would give, and for which course."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from kehou.platform.ui.forms import KehouForm


class SwapForm(KehouForm):
    """One offer. Nothing is chosen beforehand."""

    offer = forms.ChoiceField(label="想换的课程", choices=(), widget=forms.RadioSelect)

    def __init__(self, *args: Any, offers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("offer", offers)
