"""Forms of inspections and of the yearly report."""

from __future__ import annotations

from typing import Any

from django import forms

from kehou.platform.ui.fields import YuanField
from kehou.platform.ui.forms import KehouForm
from kehou.platform.ui.wording import article_label
from kehou.rulebook.hunan_2024.register import REGISTER


def _area(label: str, rows: int = 3, **extra: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=2000, widget=widget, **extra)


class FindingForm(KehouForm):
    """What was found, by which statement, and what proves it."""

    clause = forms.ChoiceField(label="依据")
    text = _area("发现的问题")
    evidence = _area("证据", help_text="每行一项，例如：3月2日台账缺页；照片2张")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        known = [(row.id, f"{article_label(row.id)} {row.text}") for row in REGISTER]
        self.let_choose("clause", known)


class TextForm(KehouForm):
    """A decision or a reply."""

    text = _area("内容", 4)


class VisitOrderForm(KehouForm):
    """A correction order after a visit: for one of its findings."""

    clause = forms.ChoiceField(label="针对的问题")
    violation = _area("存在的问题")
    demand = _area("整改要求")
    money = YuanField(label="责令退还的金额", required=False)

    def __init__(self, *args: object, clauses: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("clause", clauses)


class ReportForm(KehouForm):
    """The good practice of a year."""

    practices = _area("好的经验和做法", 6, help_text="每行一条")
