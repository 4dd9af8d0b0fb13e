"""What accountant, head and cashier enter on the pages of sheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from kehou.kernel.fen import Fen
from kehou.platform.ui.fields import YuanField
from kehou.platform.ui.forms import KehouForm


class ManagersForm(KehouForm):
    """What those who managed are to get, by person."""

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for person, name, days in people:
            self.fields[f"amount_{person}"] = YuanField(
                label=name, required=False, help_text=f"本月带班、巡课{days}天，不发的不填"
            )

    def managers(self) -> dict[UUID, Fen]:
        """The amounts that were entered."""
        return {
            UUID(name.removeprefix("amount_")): amount
            for name, amount in self.cleaned_data.items()
            if name.startswith("amount_") and amount is not None
        }


class RaiseForm(ManagersForm):
    """Why, and what those who managed are to get in all."""

    reason = forms.CharField(label="补发理由", max_length=200)

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str, int]], **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        for person, _, days in people:
            self.fields[f"amount_{person}"].help_text = f"本月带班、巡课{days}天，填补发后的总额，不变的不填"


class PurseForm(KehouForm):
    """The registered account that pays."""

    purse_code = forms.ChoiceField(label="付款账户")

    def __init__(self, *args: Any, purses: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.let_choose("purse_code", [(code, code) for code in purses])


class RecoverForm(PurseForm):
    """The registered account into which staff gave back."""

    def __init__(self, *args: Any, purses: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, purses=purses, **kwargs)
        self.fields["purse_code"].label = "收款账户"


class ReasonForm(KehouForm):
    """Why."""

    reason = forms.CharField(label="理由", max_length=200)
