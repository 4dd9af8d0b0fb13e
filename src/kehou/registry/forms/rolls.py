"""Uploading a roll, and saying of proposed leavers what is true."""

from __future__ import annotations

from django import forms

from kehou.platform.ui.forms import KehouForm
from kehou.registry.models import RollImport


class RollForm(KehouForm):
    """A roll file and which list it is."""

    kind = forms.ChoiceField(label="名册种类", choices=RollImport.Kind.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label="名册文件",
        help_text="从学籍系统导出的 .xlsx、.xls 或 .csv 文件，20兆字节以内",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )


class SearchForm(KehouForm):
    """Part of a name. It is posted, so that no name stands in an address."""

    name = forms.CharField(label="姓名", max_length=20)
