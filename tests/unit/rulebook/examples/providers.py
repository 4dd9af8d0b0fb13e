"""Providers: who may bring them in, which, and by what contract (A6.6 to A6.18, A9.17)."""

from __future__ import annotations

from datetime import date
from typing import Any

from factories.authority_facts import a_contract, a_permit, a_provider, off_campus
from factories.plan_facts import a_plan, hired, with_course
from kehou.kernel.fen import Fen
from kehou.rulebook.facts.courses import (
    OnlineMode,
)
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.provider import ProviderFacts, ProvidersOfPlan, ProviderStatus
from kehou.rulebook.hunan_2024.art06_contract import (
    contract_fills_a_need,
    contract_follows_the_published_list,
    contract_keeps_to_teaching,
    price_comes_from_competition,
    price_is_clearly_lower,
)
from kehou.rulebook.hunan_2024.art06_permit import (
    bodies_of_a_plan_are_listed,
    numbers_stay_limited,
    school_may_bring_in_third_parties,
)
from unit.rulebook.example import Example

PLAN = a_plan()
LAST = PLAN.term.last_day


def _online(**changes: Any) -> PlanFacts:
    return with_course(PLAN, "singing", online=OnlineMode.RESOURCE_WITH_TEACHER, **changes)


def _bodies(**changes: Any) -> ProvidersOfPlan:
    return ProvidersOfPlan(hired("singing"), {"p1": a_provider(**changes)})


def _whose(**changes: Any) -> Any:
    """A contract with the provider changed."""
    return a_contract(provider=a_provider(**changes))


THREE_OUTSIDE = (off_campus(900), off_campus(1_000), off_campus(2_000))
CAPS = {"tp_cap_schools": 3, "tp_cap_per_school": 1, "tp_cap_courses": 2}
LISTED = {"clause": "A6.6", "reason": "provider_of_course_not_listed"}
LICENSED = {"clause": "A6.6", "reason": "provider_of_course_not_licensed"}
DEAR = {"reason": "price_not_clearly_lower"}
NO_BODY: dict[str, ProviderFacts] = {}

EXAMPLES = (
    Example("criteria and approval", school_may_bring_in_third_parties, a_permit(), met=True),
    Example("no criteria", school_may_bring_in_third_parties, a_permit(criteria_issued=False), met=False),
    Example("not approved", school_may_bring_in_third_parties, a_permit(school_approved=False), met=False),
    Example("within the caps", numbers_stay_limited, a_permit(), met=True, set=CAPS),
    Example("no cap set", numbers_stay_limited, a_permit(), met=None),
    *(
        Example(
            f"above {cap}", numbers_stay_limited, a_permit(), met=False, subject=cap, set={**CAPS, cap: limit}
        )
        for cap, limit in {"tp_cap_schools": 2, "tp_cap_per_school": 0, "tp_cap_courses": 1}.items()
    ),
    Example("listed and licensed", bodies_of_a_plan_are_listed, _bodies(), met=True, clause="A6.6"),
    Example(
        "unknown",
        bodies_of_a_plan_are_listed,
        ProvidersOfPlan(hired("singing"), NO_BODY),
        met=False,
        **LISTED,
    ),
    Example(
        "suspended",
        bodies_of_a_plan_are_listed,
        _bodies(status=ProviderStatus.SUSPENDED),
        met=False,
        **LISTED,
    ),
    Example(
        "licence ends in term",
        bodies_of_a_plan_are_listed,
        _bodies(licence_to=date(2026, 6, 29)),
        met=False,
        **LICENSED,
    ),
    Example(
        "licensed to the last day",
        bodies_of_a_plan_are_listed,
        _bodies(licence_to=LAST),
        met=True,
        **LICENSED,
    ),
    Example(
        "licensed for sports",
        bodies_of_a_plan_are_listed,
        _bodies(licence_domains=frozenset({"pe"})),
        met=False,
        **LICENSED,
    ),
    Example("published before", bodies_of_a_plan_are_listed, _bodies(), met=True, clause="A6.8"),
    Example(
        "published on the day",
        bodies_of_a_plan_are_listed,
        _bodies(list_published_date=date(2026, 3, 2)),
        met=False,
        clause="A6.8",
    ),
    Example("needed, listed, licensed", contract_fills_a_need, a_contract(), met=True, clause="A6.6"),
    Example("no need", contract_fills_a_need, a_contract(need_statement=""), met=False, clause="A6.6"),
    Example(
        "own staff do it too",
        contract_fills_a_need,
        a_contract(own_staff_offer_course=True),
        met=False,
        clause="A6.6",
    ),
    Example(
        "screened only",
        contract_fills_a_need,
        _whose(status=ProviderStatus.SCREENED),
        met=False,
        clause="A6.6",
    ),
    Example("other licence", contract_fills_a_need, a_contract(domain="science"), met=False, clause="A6.6"),
    Example(
        "licence ends before the contract",
        contract_fills_a_need,
        _whose(licence_to=date(2026, 6, 29)),
        met=False,
        clause="A6.6",
    ),
    Example("X", contract_fills_a_need, a_contract(), met=True, clause="A6.18"),
    Example("a subject", contract_fills_a_need, a_contract(domain=None), met=False, clause="A6.18"),
    Example("in the list", contract_follows_the_published_list, a_contract(), met=True),
    Example(
        "list on the day",
        contract_follows_the_published_list,
        _whose(list_published_date=date(2026, 3, 2)),
        met=False,
    ),
    Example("item not in the list", contract_follows_the_published_list, a_contract(item="drums"), met=False),
    Example(
        "at the listed price", contract_follows_the_published_list, a_contract(price=Fen(1_000)), met=True
    ),
    Example(
        "above the listed price", contract_follows_the_published_list, a_contract(price=Fen(1_001)), met=False
    ),
    Example(
        "shorter for the same",
        contract_follows_the_published_list,
        a_contract(price=Fen(1_000), minutes=39),
        met=False,
    ),
    Example("three bidders", price_comes_from_competition, a_contract(), met=True),
    Example("two bidders", price_comes_from_competition, a_contract(valid_bidders=2), met=False),
    Example("single source", price_comes_from_competition, a_contract(method="single_source"), met=False),
    Example("0.80 of the own price", price_is_clearly_lower, a_contract(), met=True),
    Example("a fen more", price_is_clearly_lower, a_contract(price=Fen(801)), met=False, **DEAR),
    Example("median of three", price_is_clearly_lower, a_contract(off_campus=THREE_OUTSIDE), met=True),
    Example(
        "own price above the median",
        price_is_clearly_lower,
        a_contract(off_campus=(off_campus(3_000, own=True), *THREE_OUTSIDE), price=Fen(801)),
        met=False,
        **DEAR,
    ),
    Example("two others only", price_is_clearly_lower, a_contract(off_campus=THREE_OUTSIDE[:2]), met=False),
    Example(
        "no evidence",
        price_is_clearly_lower,
        a_contract(off_campus=()),
        met=False,
        reason="benchmark_missing",
    ),
    Example(
        "evidence of a year ago",
        price_is_clearly_lower,
        a_contract(off_campus=(off_campus(1_000, own=True, seen=date(2025, 3, 2)),)),
        met=True,
    ),
    Example(
        "older evidence",
        price_is_clearly_lower,
        a_contract(off_campus=(off_campus(1_000, own=True, seen=date(2025, 3, 1)),)),
        met=False,
        reason="benchmark_missing",
    ),
    Example("free", price_is_clearly_lower, a_contract(price=Fen(0), off_campus=()), met=True),
    Example("teaching only", contract_keeps_to_teaching, a_contract(), met=True, clause="A6.17"),
    Example(
        "roll call too",
        contract_keeps_to_teaching,
        a_contract(covers=frozenset({"roll_call"})),
        met=False,
        clause="A6.17",
    ),
    Example(
        "phones of families",
        contract_keeps_to_teaching,
        a_contract(covers=frozenset({"data"})),
        met=False,
        clause="A6.17",
        reason="contract_hands_over_data",
    ),
    Example("no money", contract_keeps_to_teaching, a_contract(), met=True, clause="A9.17"),
    Example(
        "collects fees",
        contract_keeps_to_teaching,
        a_contract(covers=frozenset({"money"})),
        met=False,
        clause="A9.17",
    ),
)
