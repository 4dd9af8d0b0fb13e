"""Form fields that several capabilities need."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kehou.kernel.fen import Fen, NotWholeFen


class YuanField(forms.CharField):
    """An amount in yuan with at most two places, as Fen; None where it is left empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=14, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)

    def prepare_value(self, value: object) -> object:
        """Fen as plain yuan; what was typed stays as it was."""
        return value.in_yuan().replace(",", "") if isinstance(value, Fen) else value

    def clean(self, value: Any) -> Fen | None:
        """Fen. Raises ValidationError."""
        text = super().clean(value).replace(",", "")
        if not text:
            return None
        try:
            amount = Fen.from_yuan(text)
        except NotWholeFen:
            raise ValidationError(f"{self.label}要填金额，最多两位小数。", code="invalid") from None
        if not 0 <= amount.amount < 10**12:
            raise ValidationError(f"{self.label}不能小于0，也不能过大。", code="invalid")
        return amount
