"""Bringing people and bodies in: what a contract may not hold, who watches, how long checks last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from factories.authority_facts import a_clearance, a_contract, a_person, a_provider
from factories.plan_facts import a_plan, with_course, with_slot
from kehou.kernel.fen import Fen
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.provider import ListedItem, OfferFacts, PersonFacts
from kehou.rulebook.hunan_2024.art06_contract import (
    contract_follows_the_published_list,
    contract_gives_nothing_back_and_pays_nothing_ahead,
    low_satisfaction_is_not_renewed,
    price_comes_from_competition,
    price_does_not_rise_in_term,
)
from kehou.rulebook.hunan_2024.art06_third_party import (
    offer_keeps_off_subjects,
    third_party_sessions_are_watched,
)
from kehou.rulebook.hunan_2024.art10_clearance import five_checks_are_passed
from unit.rulebook.example import Example

LISTED = ListedItem("dance", Fen(800), 40)
HIRED = with_course(a_plan(), "singing", leader_kind=LeaderKind.THIRD_PARTY, provider_key="p1")


def _watched(key: str | None) -> PlanFacts:
    slots = [row.key for row in HIRED.slots if row.course_key == "singing"]
    plan = HIRED
    for slot in slots:
        plan = with_slot(plan, slot, supervisor_key=key)
    return plan


def _watched_by_a_coach() -> PlanFacts:
    plan = _watched("t1")
    return replace(
        plan,
        leaders=tuple(
            replace(row, kind=LeaderKind.THIRD_PARTY) if row.key == "t1" else row for row in plan.leaders
        ),
    )


def _expiring(ends: date) -> PersonFacts:
    rows = a_clearance().results
    return a_person(clearance=a_clearance(results=(replace(rows[0], expires_date=ends), *rows[1:])))


def _queried(on: date) -> PersonFacts:
    return a_person(clearance=a_clearance(query_date=on))


EXAMPLES = (
    Example(
        "to the list's last day",
        contract_follows_the_published_list,
        a_contract(provider=a_provider(list_until=date(2026, 6, 30))),
        met=True,
        reason="contract_outlasts_list",
    ),
    Example(
        "a day longer than the list",
        contract_follows_the_published_list,
        a_contract(provider=a_provider(list_until=date(2026, 6, 29))),
        met=False,
        reason="contract_outlasts_list",
    ),
    Example("at the award", price_comes_from_competition, a_contract(awarded=LISTED), met=True),
    Example(
        "a fen above the award",
        price_comes_from_competition,
        a_contract(awarded=LISTED, price=Fen(801)),
        met=False,
        reason="price_above_award",
    ),
    Example("the first contract", price_does_not_rise_in_term, a_contract(), met=True),
    Example("as dear as before", price_does_not_rise_in_term, a_contract(price_before=LISTED), met=True),
    Example(
        "a fen dearer",
        price_does_not_rise_in_term,
        a_contract(price_before=LISTED, price=Fen(801)),
        met=False,
    ),
    Example("no survey yet", low_satisfaction_is_not_renewed, a_contract(), met=True),
    Example(
        "once below",
        low_satisfaction_is_not_renewed,
        a_contract(satisfactions=(Fraction(79, 100), Fraction(80, 100))),
        met=True,
    ),
    Example(
        "twice below",
        low_satisfaction_is_not_renewed,
        a_contract(satisfactions=(Fraction(79, 100), Fraction(79, 100))),
        met=False,
    ),
    Example(
        "nothing in return",
        contract_gives_nothing_back_and_pays_nothing_ahead,
        a_contract(),
        met=True,
        clause="A2.7",
    ),
    Example(
        "a sponsorship of one fen",
        contract_gives_nothing_back_and_pays_nothing_ahead,
        a_contract(benefits=Fen(1)),
        met=False,
        clause="A2.7",
    ),
    Example(
        "paid afterwards",
        contract_gives_nothing_back_and_pays_nothing_ahead,
        a_contract(),
        met=True,
        clause="A9.30",
    ),
    Example(
        "a tenth ahead",
        contract_gives_nothing_back_and_pays_nothing_ahead,
        a_contract(prepaid=Fraction(1, 10)),
        met=False,
        clause="A9.30",
    ),
    Example("dance", offer_keeps_off_subjects, OfferFacts("少儿舞蹈", "arts"), met=True),
    Example("a subject", offer_keeps_off_subjects, OfferFacts("少儿舞蹈", None), met=False),
    Example("mathematics by name", offer_keeps_off_subjects, OfferFacts("趣味数学", "science"), met=False),
    Example("no third party", third_party_sessions_are_watched, a_plan(), met=True),
    Example("watched by a teacher", third_party_sessions_are_watched, _watched("t1"), met=True),
    Example("unwatched", third_party_sessions_are_watched, _watched(None), met=False),
    Example("watched by a coach", third_party_sessions_are_watched, _watched_by_a_coach(), met=False),
    Example(
        "expires today",
        five_checks_are_passed,
        _expiring(date(2026, 4, 1)),
        met=True,
        reason="check_expired",
    ),
    Example(
        "expired yesterday",
        five_checks_are_passed,
        _expiring(date(2026, 3, 31)),
        met=False,
        reason="check_expired",
    ),
    Example(
        "queried a year ago",
        five_checks_are_passed,
        _queried(date(2025, 4, 1)),
        met=True,
        reason="offence_query_too_old",
    ),
    Example(
        "queried a day earlier",
        five_checks_are_passed,
        _queried(date(2025, 3, 31)),
        met=False,
        reason="offence_query_too_old",
    ),
    Example(
        "barred",
        five_checks_are_passed,
        a_person(clearance=a_clearance(held=True)),
        met=False,
        reason="person_held",
    ),
)
