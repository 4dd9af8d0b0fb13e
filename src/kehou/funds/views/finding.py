"""What is looked for on a desk of money: by what may stand in an address, or by a name, which is posted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from kehou.platform.access.endpoint import KehouRequest
from kehou.platform.ui.forms import KehouForm
from kehou.registry.public import ClassInfo


class NameForm(KehouForm):
    """Part of a child's name. It is posted, so that no name stands in an address."""

    name = forms.CharField(label="学生姓名", max_length=20)

    @classmethod
    def of(cls, request: KehouRequest) -> NameForm:
        """What was posted, or an empty form."""
        return cls(request.POST if request.method == "POST" else None)

    @property
    def words(self) -> str:
        """The part of a name that was posted; empty without."""
        return self.cleaned_data["name"].strip() if self.is_bound and self.is_valid() else ""


class BillSearch(KehouForm):
    """Some of the bills."""

    class_id = forms.TypedChoiceField(label="班级", coerce=UUID, empty_value=None, required=False)
    q = forms.CharField(label="账单号或缴费编号", max_length=20, required=False)

    def __init__(self, *args: Any, classes: Iterable[ClassInfo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(row.id), row.name) for row in classes]
        self.let_choose("class_id", [("", "全部班级"), *named])


class ReceiptSearch(KehouForm):
    """Some of the receipts."""

    q = forms.CharField(label="票据号、流水号或账单号", max_length=80, required=False)
