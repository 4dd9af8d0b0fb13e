"""收费方案: prices under the tariff, cost sheet, sources, and the rules for money (A7.3, A9)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from kehou.plans.facts import PlanContent
from kehou.plans.forms.fields import also, choice, long_text
from kehou.plans.forms.parts import Choices, PartForm, RowForm, Rows, rows_of
from kehou.plans.names import BASIS_NAMES, COST_NAMES, SOURCE_NAMES, STAGE_NAMES, UNIT_NAMES, WAIVER_NAMES
from kehou.platform.ui.fields import YuanField
from kehou.platform.ui.wording import yuan
from kehou.rulebook.facts.fees import (
    BillingBasis,
    CostLine,
    FeeFacts,
    IncomeSource,
    SourceLine,
    StagePrice,
    TariffReference,
    WaiverFunding,
)
from kehou.rulebook.facts.school import Stage

_CARE = ("care_units", "care_paying_count", "care_waived_count")


class PriceRow(RowForm):
    """The price of one stage; an empty price means that the stage is not charged."""

    price = YuanField(label="每课时价格", required=False)
    planned_units = forms.IntegerField(label="每人计划课时", required=False, min_value=0, max_value=2000)
    paying_count = forms.IntegerField(label="缴费学生", required=False, min_value=0, max_value=20_000)
    waived_count = forms.IntegerField(label="减免学生", required=False, min_value=0, max_value=20_000)
    care_units = forms.IntegerField(label="延时照看每人计划课时", required=False, min_value=0, max_value=2000)
    care_paying_count = forms.IntegerField(
        label="延时照看缴费学生", required=False, min_value=0, max_value=20_000
    )
    care_waived_count = forms.IntegerField(
        label="延时照看减免学生", required=False, min_value=0, max_value=20_000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stage: Stage = self.initial["stage"]
        self.legend = STAGE_NAMES[stage]
        self.note = tariff_note(self.choices.tariffs.get(stage))
        tariff = self.choices.tariffs.get(stage)
        if tariff:
            unit = UNIT_NAMES[tariff.unit]
            self.fields["price"].label = f"每{unit}价格"
            self.fields["planned_units"].label = f"每人计划{unit}数"
        if tariff is None or tariff.care is None:
            for name in _CARE:
                del self.fields[name]

    def judged(self) -> tuple[str, ...]:
        """What is said of this price."""
        return (f"price/{self.initial['stage']}",)


def tariff_note(tariff: TariffReference | None) -> str:
    """The ceiling in force for a stage, as words."""
    if tariff is None:
        return "还没有查到现行收费标准，不得收费。"
    caps = f"，每学期最高{yuan(tariff.term_cap)}" if tariff.term_cap is not None else ""
    care = f"；延时照看最高{yuan(tariff.care.ceiling)}" if tariff.care else ""
    return f"最高{yuan(tariff.ceiling)}／{UNIT_NAMES[tariff.unit]}{caps}{care}（{tariff.document_number}）"


class PriceRows(Rows):
    """One row for each stage that the school has."""

    title = "价格"
    hint = "不收费的学段，价格留空。"
    name = "prices"
    is_fixed = True
    is_dense = True

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> list[dict[str, Any]]:
        """The stages of the tariff and those already priced."""
        priced = {row.stage: row for row in content.fees.prices}
        stages = [stage for stage in Stage if stage in priced or stage in stages_of(choices.grades)]
        return [_price_values(stage, priced.get(stage)) for stage in stages]

    def write(self, content: PlanContent) -> PlanContent:
        """The prices as entered."""
        prices = tuple(_price(form.initial["stage"], form.cleaned_data) for form in self.kept())
        return replace(content, fees=replace(content.fees, prices=prices))

    def is_filled(self, form: RowForm) -> bool:
        """Whether the stage is charged."""
        return form.cleaned_data.get("price") is not None


def stages_of(grades: frozenset[int]) -> frozenset[Stage]:
    """The stages that a school's grades belong to."""
    return frozenset(Stage.PRIMARY if grade <= 6 else Stage.JUNIOR for grade in grades)


def _price_values(stage: Stage, price: StagePrice | None) -> dict[str, Any]:
    if price is None:
        return {"stage": stage}
    return {
        "stage": stage,
        "price": price.price,
        "planned_units": price.planned_units,
        "paying_count": price.paying_count,
        "waived_count": price.waived_count,
        **{name: getattr(price, name) for name in _CARE},
    }


def _price(stage: Stage, given: dict[str, Any]) -> StagePrice:
    return StagePrice(
        stage,
        given["price"],
        given["planned_units"] or 0,
        given["paying_count"] or 0,
        given["waived_count"] or 0,
        care_units=given.get("care_units") or 0,
        care_paying_count=given.get("care_paying_count") or 0,
        care_waived_count=given.get("care_waived_count") or 0,
    )


_COST = ("category", "quantity", "unit_price", "link", "evidence")


class CostRow(RowForm):
    """One line of the cost sheet."""

    category = choice("支出项目", ())
    quantity = forms.IntegerField(label="数量", min_value=1, max_value=1_000_000)
    unit_price = YuanField(label="单价")
    link = forms.CharField(label="对应的活动", required=False, max_length=100)
    evidence = forms.CharField(label="测算依据", required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = self.choices.cost_categories or tuple(COST_NAMES)
        listed = also([(name, COST_NAMES.get(name, name)) for name in names], self.initial.get("category"))
        self.let_choose(
            "category", [("", "请选择"), *((key, COST_NAMES.get(key, label)) for key, label in listed)]
        )
        self.number = 0

    def judged(self) -> tuple[str, ...]:
        """What is said of this line of the sheet."""
        return (f"cost/{self.number}/",) if self.number else ()


class CostRows(Rows):
    """The cost sheet in its order."""

    title = "成本测算"
    hint = "只列与课后服务直接相关的支出。每一行写明由哪项活动引起、依据什么测算。"
    name = "costs"
    is_dense = True

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> list[dict[str, Any]]:
        """A row a line."""
        return [{name: getattr(line, name) for name in _COST} for line in content.fees.cost_lines]

    def write(self, content: PlanContent) -> PlanContent:
        """The sheet as entered; each row learns its place, by which verdicts name it."""
        lines = []
        for number, form in enumerate(self.kept(), start=1):
            given = form.cleaned_data
            form.number = number  # type: ignore[attr-defined]  # a CostRow
            lines.append(CostLine(**{name: given[name] for name in _COST}))
        return replace(content, fees=replace(content.fees, cost_lines=tuple(lines)))


class SourceRow(RowForm):
    """One source of money."""

    source = choice("来源", SOURCE_NAMES.items(), blank=True)
    amount = YuanField(label="金额", required=False)
    document_number = forms.CharField(label="依据文号", required=False, max_length=60)

    def judged(self) -> tuple[str, ...]:
        """What is said of this source."""
        return (f"source/{self.was('source')}",)


class SourceRows(Rows):
    """Where the money comes from."""

    title = "经费来源"
    hint = "“服务性收费”的金额留空时，按价格、课时和缴费人数算出。"
    name = "sources"
    is_dense = True

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> list[dict[str, Any]]:
        """A row a source."""
        return [
            {"source": line.source.value, "amount": line.amount, "document_number": line.document_number}
            for line in content.fees.sources
        ]

    def write(self, content: PlanContent) -> PlanContent:
        """The sources as entered; fees left open are what prices and pupils come to (A2.6)."""
        lines = tuple(self._line(form, content.fees) for form in self.kept() if self._known(form))
        return replace(content, fees=replace(content.fees, sources=lines))

    @staticmethod
    def _known(form: RowForm) -> bool:
        given = form.cleaned_data
        return given["amount"] is not None or given["source"] == IncomeSource.SERVICE_FEE

    def _line(self, form: RowForm, fees: FeeFacts) -> SourceLine:
        given = form.cleaned_data
        amount = given["amount"]
        if amount is None:
            tariffs = form.choices.tariffs
            priced = tuple(replace(row, tariff=tariffs.get(row.stage)) for row in fees.prices)
            amount = replace(fees, prices=priced).planned_fee_income
        return SourceLine(IncomeSource(given["source"]), amount, given["document_number"])


class MoneyRulesForm(PartForm):
    """Waivers, refunds and what is left over."""

    title = "减免、退费和结余"
    name = "rules"
    subjects = ("fees/", "fee/")

    billing_basis = choice("收费方式", BASIS_NAMES.items())
    waiver_rule = long_text("减免办法", help_text="哪些学生、减免多少，按县里的办法")
    waiver_funding = choice("减免的钱由谁承担", WAIVER_NAMES.items(), required=False)
    refund_rule = long_text("退费办法")
    surplus_rule = long_text("结余办法", rows=2)
    extended_care_price = YuanField(
        label="延时照看价格", required=False, help_text="免费就留空；收费的，在上面按学段写明预计人数和课时"
    )

    @classmethod
    def read(cls, content: PlanContent, choices: Choices) -> dict[str, Any]:
        """The scheme's rules."""
        fees = content.fees
        return {
            "billing_basis": fees.billing_basis.value,
            "waiver_rule": fees.waiver_rule,
            "waiver_funding": fees.waiver_funding.value if fees.waiver_funding else "",
            "refund_rule": fees.refund_rule,
            "surplus_rule": fees.surplus_rule,
            "extended_care_price": fees.extended_care_price,
        }

    def write(self, content: PlanContent) -> PlanContent:
        """The rules as entered."""
        given = self.cleaned_data
        fees = replace(
            content.fees,
            billing_basis=BillingBasis(given["billing_basis"]),
            waiver_rule=given["waiver_rule"],
            waiver_funding=WaiverFunding(given["waiver_funding"]) if given["waiver_funding"] else None,
            refund_rule=given["refund_rule"],
            surplus_rule=given["surplus_rule"],
            extended_care_price=given["extended_care_price"],
        )
        return replace(content, fees=fees)


FEE_PARTS = (
    rows_of(PriceRows, PriceRow),
    rows_of(CostRows, CostRow),
    rows_of(SourceRows, SourceRow),
    MoneyRulesForm,
)
