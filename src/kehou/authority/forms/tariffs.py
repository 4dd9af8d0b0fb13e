"""A city's fee standard as its price department types it."""

from __future__ import annotations

from itertools import product
from typing import Any

from django import forms

from kehou.authority.names import AREAS, RECEIPTS, STAGES, UNITS
from kehou.platform.ui.fields import YuanField
from kehou.platform.ui.forms import KehouForm
from kehou.rulebook.facts.authority import TariffLine
from kehou.rulebook.facts.fees import EXTENDED_CARE_ITEM, SERVICE_ITEM, FeeUnit
from kehou.rulebook.facts.school import Stage

PLACES = tuple((area, stage) for area in AREAS for stage in STAGES)
# What a line is typed under: the service, and extended care where the city lets it be charged for (A4.17).
PREFIXES = {SERVICE_ITEM: "", EXTENDED_CARE_ITEM: "care_"}


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
        for prefix, (area, stage) in product(PREFIXES.values(), PLACES):
            named = f"{AREAS[area]}{STAGES[stage]}{'延时托管' if prefix else ''}"
            ceiling, cap = _names(prefix, area, stage)
            self.fields[ceiling] = YuanField(label=f"{named}最高标准", required=False)
            self.fields[cap] = YuanField(label=f"{named}每学期封顶", required=False)

    def ceilings(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each line of the service."""
        return self._pairs(SERVICE_ITEM)

    def care_ceilings(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each line of extended care."""
        return self._pairs(EXTENDED_CARE_ITEM)

    def _pairs(self, item: str) -> list[tuple[forms.BoundField, forms.BoundField]]:
        names = (_names(PREFIXES[item], area, stage) for area, stage in PLACES)
        return [(self[ceiling], self[cap]) for ceiling, cap in names]

    def clean(self) -> dict[str, Any]:
        """A cap without a ceiling, or below it, is a slip."""
        values: dict[str, Any] = self.cleaned_data
        for prefix, (area, stage) in product(PREFIXES.values(), PLACES):
            names = _names(prefix, area, stage)
            ceiling, cap = (values.get(name) for name in names)
            if cap is not None and (ceiling is None or cap < ceiling):
                self.add_error(names[1], "封顶金额不能低于最高标准，也不能单独填写。")
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
                item=item,
                stage=Stage(stage),
                area_class=area,
                unit=unit,
                ceiling=self.cleaned_data[ceiling],
                grades=frozenset(),
                term_cap=self.cleaned_data[cap],
            )
            for (item, prefix), (area, stage) in product(PREFIXES.items(), PLACES)
            for ceiling, cap in (_names(prefix, area, stage),)
            if self.cleaned_data[ceiling] is not None
        ]


def _names(prefix: str, area: str, stage: str) -> tuple[str, str]:
    """How the ceiling and the cap of a line are called in the form."""
    return f"{prefix}ceiling_{area}_{stage}", f"{prefix}cap_{area}_{stage}"
