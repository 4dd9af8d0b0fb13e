"""What a county's departments did, as it is written down."""

from __future__ import annotations

from typing import Any

from django import forms

from kehou.authority.forms.policies import DOCUMENT
from kehou.authority.models import CountyRecord
from kehou.platform.ui.fields import YuanField
from kehou.platform.ui.forms import KehouForm


class RecordForm(KehouForm):
    """One paper or event (A8.6 to A8.8, A9.1, A12.3)."""

    kind = forms.ChoiceField(label="类别", choices=CountyRecord.Kind.choices)
    title = forms.CharField(label="名称或内容", max_length=200)
    document_number = forms.CharField(label="文号", max_length=80, required=False, help_text=DOCUMENT)
    taken = forms.DateField(label="日期")
    amount = YuanField(label="金额（元）", required=False, help_text="财政补贴的预算和拨付要填")
    rural = YuanField(label="其中乡镇和农村学校（元）", required=False)

    def given(self) -> dict[str, Any]:
        """The arguments of the service."""
        return dict(self.cleaned_data)
