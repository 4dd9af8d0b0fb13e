"""The lawful plan of ``plan_facts`` as a school would have written it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from factories.large_plan import a_large_plan
from factories.plan_facts import a_plan
from kehou.plans.facts import PlanContent


def a_content(**changes: Any) -> PlanContent:
    """Content that keeps every rule, with some of its fields replaced; it cites no tariff."""
    plan = a_plan(**changes)
    content = PlanContent(**{field.name: getattr(plan, field.name) for field in fields(PlanContent)})
    prices = tuple(replace(price, tariff=None) for price in content.fees.prices)
    return replace(content, fees=replace(content.fees, prices=prices))


def a_large_content() -> PlanContent:
    """The nine-year school's plan of 60 courses as it would have written it."""
    plan = a_large_plan()
    content = PlanContent(**{field.name: getattr(plan, field.name) for field in fields(PlanContent)})
    prices = tuple(replace(price, tariff=None) for price in content.fees.prices)
    return replace(content, fees=replace(content.fees, prices=prices))
