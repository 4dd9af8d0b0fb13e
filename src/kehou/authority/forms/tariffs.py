"""A city's fee standard as its price department types it."""

from __future__ import annotations

from typing import Any

from django import forms

from kehou.authority.names import AREAS, RECEIPTS, STAGES, UNITS
from kehou.platform.ui.fields import YuanField
from kehou.platform.ui.forms import KehouForm
from kehou.rulebook.facts.authority import TariffLine
from kehou.rulebook.facts.fees import SERVICE_ITEM, FeeUnit
from kehou.rulebook.facts.school import Stage

LINES = tuple((area, stage) for area in AREAS for stage in STAGES)


class ConsentForm(KehouForm):
    """On which day, and by which paper, a body consented."""

    consented = forms.DateField(label="同意的日期")
    document_number = forms.CharField(
        label="文号", max_length=80, required=False, help_text="有会签文件或批示的填写"
    )


class TariffForm(KehouForm):
    """One version: its document, from when, and a ceiling for each area and stage."""

    title = forms.CharField(label="文件名称", max_length=200)
    document_number = forms.CharField(label="文号", max_length=80, help_text="例如：示发改价〔2026〕5号")
    effective_from = forms.DateField(label="起始日期", help_text="涨价不能在学期中途生效")
    review_due = forms.DateField(label="下次评估的日期", required=False)
    unit = forms.ChoiceField(label="计费单位", choices=list(UNITS.items()))
    receipt_kind = forms.ChoiceField(label="票据种类", choices=RECEIPTS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for area, stage in LINES:
            named = f"{AREAS[area]}{STAGES[stage]}"
            self.fields[f"ceiling_{area}_{stage}"] = YuanField(label=f"{named}最高标准", required=False)
            self.fields[f"cap_{area}_{stage}"] = YuanField(label=f"{named}每学期封顶", required=False)

    def ceilings(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each line."""
        return [(self[f"ceiling_{area}_{stage}"], self[f"cap_{area}_{stage}"]) for area, stage in LINES]

    def clean(self) -> dict[str, Any]:
        """A cap without a ceiling, or below it, is a slip."""
        values: dict[str, Any] = self.cleaned_data
        for area, stage in LINES:
            ceiling, cap = values.get(f"ceiling_{area}_{stage}"), values.get(f"cap_{area}_{stage}")
            if cap is not None and (ceiling is None or cap < ceiling):
                self.add_error(f"cap_{area}_{stage}", "封顶金额不能低于最高标准，也不能单独填写。")
        return values

    def given(self) -> dict[str, Any]:
        """The arguments of the service."""
        names = ("title", "document_number", "effective_from", "review_due")
        values = {name: self.cleaned_data[name] for name in names}
        return values | {"receipt_kind": self.cleaned_data["receipt_kind"], "lines": self._lines()}

    def _lines(self) -> list[TariffLine]:
        unit = FeeUnit(self.cleaned_data["unit"])
        return [
            TariffLine(
                item=SERVICE_ITEM,
                stage=Stage(stage),
                area_class=area,
                unit=unit,
                ceiling=self.cleaned_data[f"ceiling_{area}_{stage}"],
                grades=frozenset(),
                term_cap=self.cleaned_data[f"cap_{area}_{stage}"],
            )
            for area, stage in LINES
            if self.cleaned_data[f"ceiling_{area}_{stage}"] is not None
        ]
