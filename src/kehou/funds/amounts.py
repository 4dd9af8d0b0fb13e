"""Yuan as people type them."""

from __future__ import annotations

from typing import Any

from django import forms

from kehou.kernel.fen import Fen, NotWholeFen


class YuanField(forms.CharField):
    """Yuan as decimal text; reads as Fen, at least nothing, or None where nothing was typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=14, widget=forms.TextInput({"inputmode": "decimal"}), **kwargs)

    def clean(self, value: Any) -> Any:
        """The amount. Raises ValidationError."""
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = Fen.from_yuan(text)
        except NotWholeFen:
            raise forms.ValidationError(f"{self.label}要填金额，最多两位小数。", code="invalid") from None
        if amount < Fen(0):
            raise forms.ValidationError(f"{self.label}不能是负数。", code="invalid")
        return amount
