"""A resource as a county enters it, and what is decided on one."""

from __future__ import annotations

from typing import Any

from django import forms

from kehou.authority.models import ResourceReview
from kehou.authority.names import RESOURCES
from kehou.kernel.fen import ZERO
from kehou.platform.ui.fields import YuanField
from kehou.platform.ui.forms import KehouForm


class ResourceForm(KehouForm):
    """One free place or online resource (A6.19 to A6.23)."""

    kind = forms.ChoiceField(label="类别", choices=[(kind.value, name) for kind, name in RESOURCES.items()])
    title = forms.CharField(label="名称", max_length=100)
    keeper = forms.CharField(label="提供单位", max_length=100, required=False)
    whereabouts = forms.CharField(label="地点或网址", max_length=200)
    use = forms.CharField(label="适合的活动", max_length=300, required=False)
    price = YuanField(label="向学生收费（元）", required=False, help_text="登记的资源应当免费，没有就不填")

    def given(self) -> dict[str, Any]:
        """The arguments of the service."""
        return {**self.cleaned_data, "price": self.cleaned_data["price"] or ZERO}


class ReviewForm(KehouForm):
    """What is decided on a resource (A6.22)."""

    outcome = forms.ChoiceField(label="审核结果", choices=ResourceReview.Outcome.choices)
    reason = forms.CharField(label="理由", max_length=200, required=False, help_text="不予采用、停用的要写明")
