"""The fee scheme of a plan (A2.5 to A2.7, A3.3, A9.2 to A9.7, A9.13, A9.16 to A9.20, A9.32, A9.39, A10.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from factories.plan_facts import a_plan, a_tariff, with_course, with_fees, with_school
from kehou.kernel.fen import Fen
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.fees import CostLine, Department, IncomeSource, SourceLine, WaiverFunding
from kehou.rulebook.facts.plan import InsurancePolicy, PlanFacts
from kehou.rulebook.hunan_2024.art09_cost import (
    cost_is_shown,
    cost_serves_the_service,
    insurance_is_paid_from_public_funds,
    no_forbidden_cost,
    no_management_fee,
)
from kehou.rulebook.hunan_2024.art09_price import (
    charged_item_is_in_the_tariff,
    cited_tariff_has_consent,
    left_out_hours_are_not_charged,
    nothing_is_bundled,
    price_keeps_under_the_tariff,
    price_stands_on_a_tariff,
    private_school_charges_by_tariff_only,
)
from kehou.rulebook.hunan_2024.art09_scheme import (
    charged_care_is_planned,
    fee_income_adds_up,
    fees_recover_cost_only,
    money_is_there,
    no_profit_is_planned,
    sources_are_allowed,
    surplus_goes_back,
    waivers_are_borne,
)
from unit.rulebook.example import Example

PLAN = a_plan()


def _fees(**changes: Any) -> PlanFacts:
    return with_fees(PLAN, **changes)


def _priced(**changes: Any) -> PlanFacts:
    """The plan with its one price changed."""
    return _fees(prices=(replace(PLAN.fees.prices[0], **changes),))


def _cited(**changes: Any) -> PlanFacts:
    """The plan with the tariff that it cites changed."""
    return _priced(tariff=a_tariff(**changes))


def _with_cost(category: str, **changes: Any) -> PlanFacts:
    line = CostLine(category, 1, Fen(100), link="all sessions", evidence="bill")
    return _fees(cost_lines=(*PLAN.fees.cost_lines, replace(line, **changes)))


def _costing(amount_fen: int) -> PlanFacts:
    """The plan with one cost line only; it takes in 8,600.00 yuan, of which 7,216.00 from families."""
    return _fees(cost_lines=(CostLine("staff_allowance", 1, Fen(amount_fen), "all sessions", "timetable"),))


def _with_care(fees_fen: int, **changes: Any) -> PlanFacts:
    """The plan with extended care: four periods of 1.50 yuan for one who pays and for one who is waived."""
    care = {"care_units": 4, "care_paying_count": 1, "care_waived_count": 1} | changes
    prices = (replace(PLAN.fees.prices[0], **care),)
    sources = (SourceLine(FEE, Fen(fees_fen)), SourceLine(SUBSIDY, Fen(138_400)))
    return _fees(prices=prices, sources=sources, extended_care_price=Fen(150))


def _from(*lines: tuple[IncomeSource, int], **changes: Any) -> PlanFacts:
    sources = tuple(SourceLine(source, Fen(amount)) for source, amount in lines)
    return _fees(sources=sources, **changes)


FEE, SUBSIDY, DONATION, OWN = (
    IncomeSource.SERVICE_FEE,
    IncomeSource.SUBSIDY,
    IncomeSource.DONATION,
    IncomeSource.SCHOOL_FUNDS,
)
WAIVED_CARE = _with_care(721_600, care_paying_count=0)


def _bearing(subsidy_fen: int) -> PlanFacts:
    """Two are waived, of the service and one of them of extended care: 656.00 and 6.00 yuan."""
    plan = _with_care(722_200)
    lines = (SourceLine(FEE, Fen(722_200)), SourceLine(SUBSIDY, Fen(subsidy_fen)))
    return with_fees(plan, sources=lines)


FREE = with_fees(PLAN, prices=(), sources=(SourceLine(SUBSIDY, Fen(860_000)),))
PRIVATE = with_school(PLAN, is_public=False)
PREMIUM = replace(
    PLAN,
    safety=replace(
        PLAN.safety,
        insurance=InsurancePolicy(True, date(2025, 9, 1), date(2026, 8, 31), premium_charged=Fen(500)),
    ),
)


def _borne_by(funding: WaiverFunding | None, *lines: tuple[IncomeSource, int]) -> PlanFacts:
    """Two waived pupils would pay 656.00 yuan together."""
    return _from((FEE, 721_600), *lines, waiver_funding=funding)


EXAMPLES = (
    Example("shown with evidence", cost_is_shown, PLAN, met=True),
    Example("no cost sheet", cost_is_shown, _fees(cost_lines=()), met=False, reason="cost_sheet_empty"),
    Example(
        "no evidence",
        cost_is_shown,
        _with_cost("activity", evidence=" "),
        met=False,
        subject="cost/3/activity",
    ),
    Example("allowances and consumables", no_forbidden_cost, PLAN, met=True),
    Example("gifts", no_forbidden_cost, _with_cost("gifts"), met=False, subject="cost/3/gifts"),
    Example("meals of staff", no_forbidden_cost, _with_cost("staff_meals"), met=False),
    Example("related costs", cost_serves_the_service, PLAN, met=True),
    Example("a canteen", cost_serves_the_service, _with_cost("canteen"), met=False, reason="cost_not_listed"),
    Example(
        "linked to nothing",
        cost_serves_the_service,
        _with_cost("activity", link=""),
        met=False,
        reason="cost_without_link",
    ),
    Example("no management fee", no_management_fee, PLAN, met=True),
    Example(
        "a fen of management fee",
        no_management_fee,
        _with_cost("management_fee", unit_price=Fen(1)),
        met=False,
    ),
    Example("insured from public funds", insurance_is_paid_from_public_funds, PLAN, met=True),
    Example("insurance in the cost", insurance_is_paid_from_public_funds, _with_cost("insurance"), met=False),
    Example(
        "premium charged to pupils",
        insurance_is_paid_from_public_funds,
        PREMIUM,
        met=False,
        reason="insurance_charged",
    ),
    Example("a tariff in force", price_stands_on_a_tariff, PLAN, met=True),
    Example(
        "no tariff", price_stands_on_a_tariff, _priced(tariff=None), met=False, reason="price_without_tariff"
    ),
    Example(
        "two departments",
        price_stands_on_a_tariff,
        _cited(set_by=frozenset({Department.PRICE, Department.EDUCATION})),
        met=False,
        reason="tariff_not_set_by_three",
    ),
    Example(
        "in force from the first day",
        price_stands_on_a_tariff,
        _cited(effective_from=date(2026, 3, 2)),
        met=True,
    ),
    Example(
        "in force a day later", price_stands_on_a_tariff, _cited(effective_from=date(2026, 3, 3)), met=False
    ),
    Example(
        "expired the day before", price_stands_on_a_tariff, _cited(effective_to=date(2026, 3, 1)), met=False
    ),
    Example("expires in term", price_stands_on_a_tariff, _cited(effective_to=date(2026, 3, 2)), met=True),
    Example("at the ceiling", price_keeps_under_the_tariff, _priced(price=Fen(400)), met=True),
    Example("a fen above", price_keeps_under_the_tariff, _priced(price=Fen(401)), met=False),
    Example("consented", cited_tariff_has_consent, PLAN, met=True),
    Example("no consent", cited_tariff_has_consent, _cited(government_consent_date=None), met=False),
    Example(
        "consent too late",
        cited_tariff_has_consent,
        _cited(government_consent_date=date(2025, 9, 2)),
        met=False,
    ),
    Example("the service", charged_item_is_in_the_tariff, PLAN, met=True),
    Example("materials", charged_item_is_in_the_tariff, _fees(item="materials"), met=False),
    Example("each for itself", nothing_is_bundled, PLAN, met=True),
    Example(
        "singing asks for garden",
        nothing_is_bundled,
        with_course(PLAN, "singing", requires_course="garden"),
        met=False,
        subject="course/singing",
    ),
    Example("with meals", nothing_is_bundled, _fees(bundled_items=frozenset({"meals"})), met=False),
    Example("ordinary hours", left_out_hours_are_not_charged, PLAN, met=True),
    *(
        Example(
            str(category),
            left_out_hours_are_not_charged,
            with_course(PLAN, "books", category=category),
            met=False,
            subject="course/books",
        )
        for category in (Category.EARLY_ARRIVAL, Category.NOON, Category.EVENING_STUDY, Category.VACATION)
    ),
    Example(
        "private, tariff allows",
        private_school_charges_by_tariff_only,
        replace(_cited(private_may_charge=True), school=PRIVATE.school),
        met=True,
    ),
    Example("private, tariff silent", private_school_charges_by_tariff_only, PRIVATE, met=False),
    Example("fees and subsidy", sources_are_allowed, PLAN, met=True),
    Example("a donation", sources_are_allowed, _from((FEE, 721_600), (DONATION, 1)), met=False),
    Example(
        "a donation for the waivers",
        sources_are_allowed,
        _borne_by(WaiverFunding.DONATION, (DONATION, 65_600)),
        met=True,
    ),
    Example("own funds are no income", sources_are_allowed, _from((SUBSIDY, 1), (OWN, 1)), met=True),
    Example("adds up", fee_income_adds_up, PLAN, met=True),
    Example("a fen of rounding", fee_income_adds_up, _from((FEE, 721_601)), met=True),
    Example("two fen off", fee_income_adds_up, _from((FEE, 721_602)), met=False),
    Example("care is in it", fee_income_adds_up, _with_care(722_200), met=True),
    Example("care is left out", fee_income_adds_up, _with_care(721_600), met=False),
    Example("charged care that is reckoned with", charged_care_is_planned, _with_care(722_200), met=True),
    Example(
        "charged care for nobody",
        charged_care_is_planned,
        _with_care(721_600, care_paying_count=0, care_waived_count=0),
        met=False,
        subject="fee/extended_care",
    ),
    Example("free care needs no estimate", charged_care_is_planned, PLAN, met=True),
    Example("charged care for one who is waived", charged_care_is_planned, WAIVED_CARE, met=True),
    Example("the waived child's care is borne too", waivers_are_borne, _bearing(66_200), met=True),
    Example(
        "a fen of it is not", waivers_are_borne, _bearing(66_199), met=False, reason="waiver_source_short"
    ),
    Example("covered", money_is_there, PLAN, met=True),
    Example("a fen short", money_is_there, _from((FEE, 721_600), (SUBSIDY, 138_399)), met=False),
    Example("cost less subsidy", fees_recover_cost_only, _costing(860_000), met=True),
    Example("a fen above cost", fees_recover_cost_only, _costing(859_999), met=False),
    Example("no profit", no_profit_is_planned, _costing(860_000), met=True),
    Example("a fen of rounding", no_profit_is_planned, _costing(859_999), met=True),
    Example("two fen of profit", no_profit_is_planned, _costing(859_998), met=False),
    Example("free of charge", no_profit_is_planned, FREE, met=True),
    Example("surplus returned", surplus_goes_back, PLAN, met=True),
    Example("silent on surplus", surplus_goes_back, _fees(surplus_rule=""), met=False),
    Example("borne by the subsidy", waivers_are_borne, PLAN, met=True),
    Example(
        "no waiver", waivers_are_borne, _fees(waiver_rule=" "), met=False, reason="scheme_without_waiver"
    ),
    Example("nobody bears it", waivers_are_borne, _borne_by(None), met=False, reason="waiver_without_source"),
    Example(
        "other pupils bear it",
        waivers_are_borne,
        _borne_by(WaiverFunding.OTHER_PUPILS),
        met=False,
        reason="waiver_on_other_pupils",
    ),
    Example(
        "the school bears it", waivers_are_borne, _borne_by(WaiverFunding.SCHOOL, (OWN, 65_600)), met=True
    ),
    Example(
        "a fen short",
        waivers_are_borne,
        _borne_by(WaiverFunding.SCHOOL, (OWN, 65_599)),
        met=False,
        reason="waiver_source_short",
    ),
)
