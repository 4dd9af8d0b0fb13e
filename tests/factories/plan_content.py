"""The lawful plan of ``plan_facts`` as a school would have written it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from factories.plan_facts import a_plan
from kehou.plans.facts import PlanContent


def a_content(**changes: Any) -> PlanContent:
    """Content that keeps every rule, with some of its fields replaced."""
    plan = a_plan(**changes)
    return PlanContent(**{field.name: getattr(plan, field.name) for field in fields(PlanContent)})
