"""What authorities have to have set: county policy, tariff, waiver rule (process 1)."""

from __future__ import annotations

from datetime import date
from typing import Any

from factories.authority_facts import a_county_policy, a_tariff_line, a_tariff_version
from kehou.kernel.fen import Fen
from kehou.kernel.places import Tier
from kehou.rulebook.facts.authority import ChargeFacts, RunningTerm, TariffFacts, WaiverGate
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.fees import Department, FeeUnit
from kehou.rulebook.hunan_2024.art03_plan import county_names_an_officer, county_policy_is_issued
from kehou.rulebook.hunan_2024.art09_tariff import (
    tariff_has_a_review,
    tariff_is_set_and_agreed,
    tariff_prices_the_service_only,
    tariff_spares_the_running_term,
)
from kehou.rulebook.hunan_2024.art09_waiver import aid_is_taken_off_first, county_has_a_waiver_rule
from kehou.rulebook.hunan_2024.art11_channel import county_takes_reports
from unit.rulebook.example import Example


def _line(**changes: Any) -> TariffFacts:
    return a_tariff_version(lines=(a_tariff_line(**changes),))


def _in_october(**changes: Any) -> TariffFacts:
    """A new version that takes effect in the middle of the autumn term."""
    return a_tariff_version(effective_from=date(2025, 10, 15), lines=(a_tariff_line(**changes),))


PRICED_ALONE = frozenset({Department.PRICE})
FOUR = Fen(400)

EXAMPLES = (
    Example("an officer named", county_names_an_officer, a_county_policy(), met=True),
    Example(
        "nobody named", county_names_an_officer, a_county_policy(responsible_officer_named=False), met=False
    ),
    Example("issued last August", county_policy_is_issued, a_county_policy(), met=True),
    Example("never issued", county_policy_is_issued, a_county_policy(issued_date=None), met=False),
    Example(
        "issued tomorrow", county_policy_is_issued, a_county_policy(issued_date=date(2026, 4, 2)), met=False
    ),
    Example("a year old", county_policy_is_issued, a_county_policy(issued_date=date(2025, 4, 1)), met=True),
    Example(
        "a day more",
        county_policy_is_issued,
        a_county_policy(issued_date=date(2025, 3, 31)),
        met=False,
        reason="county_policy_old",
    ),
    Example("a phone", county_takes_reports, a_county_policy(), met=True),
    Example(
        "a mailbox",
        county_takes_reports,
        a_county_policy(complaint_phone="", complaint_mailbox="box 1"),
        met=True,
    ),
    Example("neither", county_takes_reports, a_county_policy(complaint_phone=" "), met=False),
    Example("by three departments", tariff_is_set_and_agreed, a_tariff_version(), met=True, clause="A9.6"),
    Example(
        "by one department",
        tariff_is_set_and_agreed,
        a_tariff_version(set_by=PRICED_ALONE),
        met=False,
        clause="A9.6",
    ),
    Example(
        "agreed on the day",
        tariff_is_set_and_agreed,
        a_tariff_version(government_consent_date=date(2025, 9, 1)),
        met=True,
        clause="A9.7",
    ),
    Example(
        "agreed the day after",
        tariff_is_set_and_agreed,
        a_tariff_version(government_consent_date=date(2025, 9, 2)),
        met=False,
        clause="A9.7",
    ),
    Example(
        "no consent",
        tariff_is_set_and_agreed,
        a_tariff_version(government_consent_date=None),
        met=False,
        clause="A9.7",
    ),
    Example("review in two years", tariff_has_a_review, a_tariff_version(), met=True),
    Example("no review", tariff_has_a_review, a_tariff_version(review_due_date=None), met=False),
    Example(
        "review a month later",
        tariff_has_a_review,
        a_tariff_version(review_due_date=date(2027, 10, 1)),
        met=False,
    ),
    Example("grades 1 to 6", tariff_prices_the_service_only, a_tariff_version(), met=True, clause="A4.1"),
    Example(
        "grade 10", tariff_prices_the_service_only, _line(grades=frozenset({9, 10})), met=False, clause="A4.1"
    ),
    Example("the service", tariff_prices_the_service_only, a_tariff_version(), met=True, clause="A9.13"),
    Example(
        "extended care, where the city lets it be charged for",
        tariff_prices_the_service_only,
        _line(item="extended_care"),
        met=True,
        clause="A9.13",
        set={"extended_chargeable": True},
        tier=Tier.CITY,
    ),
    Example(
        "extended care without the city's word",
        tariff_prices_the_service_only,
        _line(item="extended_care"),
        met=False,
        clause="A9.13",
    ),
    Example("an app", tariff_prices_the_service_only, _line(item="app"), met=False, clause="A9.13"),
    Example("after school", tariff_prices_the_service_only, a_tariff_version(), met=True, clause="A9.18"),
    *(
        Example(
            str(category), tariff_prices_the_service_only, _line(category=category), met=False, clause="A9.18"
        )
        for category in (Category.NOON, Category.EVENING_STUDY, Category.WEEKEND, Category.EARLY_ARRIVAL)
    ),
    Example(
        "dearer from the first day of term", tariff_spares_the_running_term, a_tariff_version(), met=True
    ),
    Example("dearer in October", tariff_spares_the_running_term, _in_october(), met=False),
    Example("cheaper in October", tariff_spares_the_running_term, _in_october(ceiling=Fen(300)), met=True),
    Example("the same in October", tariff_spares_the_running_term, _in_october(ceiling=Fen(350)), met=True),
    Example(
        "the cap falls away in October",
        tariff_spares_the_running_term,
        _in_october(ceiling=Fen(350), term_cap=None),
        met=False,
    ),
    Example(
        "another unit in October",
        tariff_spares_the_running_term,
        _in_october(ceiling=Fen(350), unit=FeeUnit.TERM),
        met=False,
    ),
    Example(
        "dearer on the last day",
        tariff_spares_the_running_term,
        a_tariff_version(running_terms=(RunningTerm(date(2025, 2, 1), date(2025, 9, 1)),)),
        met=False,
    ),
    Example(
        "waived in full",
        aid_is_taken_off_first,
        ChargeFacts(FOUR, Fen(0), "orphan"),
        met=True,
        clause="A9.39",
    ),
    Example(
        "billed in full", aid_is_taken_off_first, ChargeFacts(FOUR, FOUR, "orphan"), met=False, clause="A9.39"
    ),
    Example(
        "a category nobody knows",
        aid_is_taken_off_first,
        ChargeFacts(FOUR, FOUR, "other"),
        met=None,
        clause="A9.39",
    ),
    Example(
        "billed nothing before the rule",
        aid_is_taken_off_first,
        ChargeFacts(FOUR, Fen(0), "orphan", rule_issued=False),
        met=True,
        clause="A9.40",
    ),
    Example(
        "billed before the rule",
        aid_is_taken_off_first,
        ChargeFacts(FOUR, FOUR, "orphan", rule_issued=False),
        met=False,
        clause="A9.40",
    ),
    Example(
        "rule issued", county_has_a_waiver_rule, WaiverGate(rule_issued=True, plan_charges=True), met=True
    ),
    Example(
        "nothing charged",
        county_has_a_waiver_rule,
        WaiverGate(rule_issued=False, plan_charges=False),
        met=True,
    ),
    Example("no rule", county_has_a_waiver_rule, WaiverGate(rule_issued=False, plan_charges=True), met=False),
)
