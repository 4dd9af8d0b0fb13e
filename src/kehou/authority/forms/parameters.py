"""One value of a parameter as an authority types it, and as the service takes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kehou.kernel.fen import Fen, NotWholeFen
from kehou.platform.ui.forms import KehouForm
from kehou.rulebook.engine import Edition
from kehou.rulebook.engine.definitions import BadValue, Definition, Kind

SEPARATORS = re.compile(r"[、，,\s]+")
HOW = {
    Kind.COUNT: "填整数",
    Kind.MINUTES: "填整数，单位是分钟",
    Kind.RATIO: "填百分数或分数，例如60%、2/3",
    Kind.TIME: "填时间，例如17:30",
    Kind.FEN: "填金额，单位是元",
    Kind.NUMBERS: "填整数，用顿号隔开，例如1、2",
    Kind.WORDS: "词语之间用顿号隔开",
}


def _ratio(text: str) -> str:
    return str(Fraction(text.rstrip("%％")) / 100) if text.endswith(("%", "％")) else str(Fraction(text))


_RAW: Mapping[Kind, Callable[[str], object]] = {
    Kind.COUNT: int,
    Kind.MINUTES: int,
    Kind.RATIO: _ratio,
    Kind.FLAG: lambda text: text == "yes",
    Kind.CHOICE: str,
    Kind.TIME: str,
    Kind.FEN: lambda text: Fen.from_yuan(text).amount,
    Kind.NUMBERS: lambda text: [int(part) for part in SEPARATORS.split(text)],
    Kind.WORDS: SEPARATORS.split,
}


class SettingForm(KehouForm):
    """A value, the document it stands on, and the day from which it holds."""

    source = forms.CharField(label="依据文件", max_length=200, help_text="文件名称或文号，会公开")
    from_date = forms.DateField(label="起始日期")

    def __init__(
        self, *args: Any, definition: Definition, edition: Edition, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._definition = definition
        self.fields["value"] = _field(definition, edition)
        self.fields["from_date"].initial = today

    def clean_value(self) -> object:
        """The value as it is stored."""
        given = self.cleaned_data["value"]
        if isinstance(given, list):
            return given
        try:
            raw = _RAW[self._definition.kind](given.strip())
            self._definition.read(raw)
        except (BadValue, NotWholeFen, ValueError, ZeroDivisionError):
            raise ValidationError(f"新的值写得不对。{HOW.get(self._definition.kind, '')}") from None
        return raw


def _field(definition: Definition, edition: Edition) -> forms.Field:
    written = edition.wording.written
    if definition.kind is Kind.CODES:
        choices = [(code, written(code)) for code in sorted(known_codes(definition, edition))]
        return forms.MultipleChoiceField(
            label="新的值", choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
    if definition.kind is Kind.FLAG:
        return forms.ChoiceField(label="新的值", choices=[("yes", "是"), ("no", "否")])
    if definition.kind is Kind.CHOICE:
        options = [(option, written(option)) for option in definition.options]
        return forms.ChoiceField(label="新的值", choices=options)
    return forms.CharField(label="新的值", max_length=400, help_text=HOW[definition.kind])


def known_codes(definition: Definition, edition: Edition) -> set[str]:
    """Every code that some document of the rulebook gives a parameter."""
    return {
        code
        for layer in (*edition.base, *edition.overlays)
        for setting in layer.settings
        if setting.name == definition.name and isinstance(setting.value, frozenset)
        for code in setting.value
        if isinstance(code, str)
    }
