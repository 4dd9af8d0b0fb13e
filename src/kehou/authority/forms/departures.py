"""A county's leave to depart from a statement that holds in principle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from kehou.kernel.places import Place
from kehou.platform.ui.forms import KehouForm
from kehou.platform.ui.wording import article_label
from kehou.registry.public import SchoolInfo
from kehou.rulebook.engine.register import Statement


class DepartureForm(KehouForm):
    """Which school, which statement, why, and until when."""

    school = forms.ChoiceField(label="学校")
    clause = forms.ChoiceField(label="准予例外的规定")
    reason = forms.CharField(
        label="理由",
        help_text="写明这所学校的具体情况。理由和期限会公开。",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    from_date = forms.DateField(label="起始日期")
    until_date = forms.DateField(label="截止日期", help_text="到期后自动失效，需要时重新办理。")

    def __init__(
        self, *args: Any, schools: Sequence[SchoolInfo], statements: Iterable[Statement], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._places = {str(school.id): school.place for school in schools}
        self.let_choose("school", [("", "请选择"), *((str(school.id), school.name) for school in schools)])
        self.let_choose(
            "clause",
            [(statement.id, f"{article_label(statement.id)}　{statement.text}") for statement in statements],
        )

    def place(self) -> Place:
        """Where the school that was chosen stands."""
        return self._places[str(UUID(self.cleaned_data["school"]))]
