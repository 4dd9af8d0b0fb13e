"""What a session uses from the county's register, as its leader names it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from kehou.authority.public import ResourceInfo
from kehou.platform.ui.forms import KehouForm


class ResourceForm(KehouForm):
    """One resource; a visit outside the school needs its safety plan (A6.19)."""

    resource_id = forms.TypedChoiceField(label="使用的资源")
    is_visit = forms.BooleanField(label="学生离开学校去参观、活动", required=False)
    safety_plan = forms.CharField(
        label="安全预案",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="外出活动写明带队教师、路线、交通和应急安排",
    )

    def __init__(self, *given: Any, resources: Iterable[ResourceInfo], **options: Any) -> None:
        super().__init__(*given, **options)
        self.let_choose("resource_id", [(str(row.id), row.title) for row in resources])
