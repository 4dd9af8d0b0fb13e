"""Looking for a school."""

from __future__ import annotations

from django import forms

from kehou.platform.ui.forms import KehouForm


class SchoolSearchForm(KehouForm):
    """Part of a school's, county's or city's name."""

    q = forms.CharField(
        label="查找学校",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "校名或县市区"}),
    )
