"""What a fee scheme comes to, beside the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kehou.plans.facts import PlanContent
from kehou.plans.names import STAGE_NAMES
from kehou.platform.ui.pieces import Fact
from kehou.platform.ui.wording import yuan
from kehou.rulebook.facts.fees import TariffReference
from kehou.rulebook.facts.school import Stage


def money_facts(content: PlanContent, tariffs: Mapping[Stage, TariffReference]) -> list[Fact]:
    """What one pupil pays at most, what all pay, what it costs and what comes from elsewhere."""
    prices = tuple(replace(price, tariff=tariffs.get(price.stage)) for price in content.fees.prices)
    fees = replace(content.fees, prices=prices)
    sources = sum((line.amount.amount for line in fees.sources), 0)
    facts = [
        Fact(f"{STAGE_NAMES[price.stage]}每生每学期最多", yuan(price.per_pupil), f"{price.planned_units}课时")
        for price in prices
    ]
    care = fees.planned_care_income
    rest = sources - fees.planned_cost.amount
    return [
        *facts,
        Fact("预计收费", yuan(fees.planned_fee_income), f"其中延时照看{yuan(care)}" if care else ""),
        Fact("测算成本", yuan(fees.planned_cost)),
        Fact("来源减成本", yuan(type(fees.planned_cost)(rest)), "应当持平"),
    ]
