"""What a petition opens, how it may be counted, and the county's leave (A7.12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from factories.family_facts import a_petition, a_signature, at, pupil, pupils
from factories.plan_facts import an_exception
from kehou.kernel.actor import Role
from kehou.kernel.places import Tier
from kehou.kernel.verdict import Effect
from kehou.rulebook.engine import Parameters
from kehou.rulebook.engine.layers import Layer, Setting
from kehou.rulebook.facts.petition import PetitionRoute, RuralGateFacts
from kehou.rulebook.facts.plan import ExceptionFacts
from kehou.rulebook.hunan_2024.art07_petition import opened_for, signed_pupils
from kehou.rulebook.hunan_2024.edition import EDITION
from unit.rulebook.example import DAY, parameters

pytestmark = pytest.mark.clause("A7.12")


def _of_city(name: str, value: str | frozenset[str]) -> Parameters:
    setting = Setting(name, value, date(2024, 9, 1))
    return EDITION.parameters_at([Layer("city", Tier.CITY, "4312", (setting,))], on=DAY)


def _stopped(facts: object, by: Parameters) -> set[str]:
    return {verdict.reason for verdict in EDITION.judge(facts, by) if verdict.stops}


def test_two_signatures_for_one_pupil_count_once() -> None:
    petition = a_petition(roll=300, signed=200)
    doubled = replace(petition, signatures=(*petition.signatures, a_signature(0), a_signature(1)))
    assert len(signed_pupils(doubled)) == 200


def test_leavers_are_neither_in_the_base_nor_counted() -> None:
    petition = a_petition(roll=300, signed=200)
    without = replace(petition, leavers=frozenset({pupil(0), pupil(299)}))
    assert len(without.base) == 298
    assert pupil(0) not in signed_pupils(without)
    assert _stopped(petition, parameters()) == {"petition_too_few"}
    assert _stopped(without, parameters()) == set()


def test_the_verdict_shows_what_was_found_and_required() -> None:
    [found] = [
        verdict for verdict in EDITION.judge(a_petition(300, 200), parameters()) if verdict.met is False
    ]
    assert found.facts == {"found": 200, "required": 201, "base": 300}


def test_signatures_open_the_school_and_applications_the_applicants_only() -> None:
    assert opened_for(a_petition(roll=300, signed=201)) == pupils(300)
    alone = a_petition(roll=300, signed=3, route=PetitionRoute.APPLICANTS_ONLY)
    assert opened_for(alone) == pupils(3)


def test_a_city_may_close_the_way_of_single_applications() -> None:
    petition = a_petition(signed=3, route=PetitionRoute.APPLICANTS_ONLY)
    assert not _stopped(petition, parameters())
    closed = _of_city("rural_routes", frozenset({"sign_all"}))
    assert _stopped(petition, closed) == {"petition_route_not_allowed"}


def test_a_city_may_have_signatures_counted_by_household() -> None:
    """Of four pupils two are siblings: two of three households are not more than two thirds."""
    households = {pupil(0): "a", pupil(1): "a", pupil(2): "b", pupil(3): "c"}
    petition = replace(a_petition(roll=4, signed=3), households=households)
    assert not _stopped(petition, parameters())
    assert _stopped(petition, _of_city("rural_unit", "household")) == {"petition_too_few"}


def test_the_gate_stands_before_rural_schools_only() -> None:
    for code, stopped in (("220", True), ("210", True), ("122", False), ("111", False)):
        gate = RuralGateFacts(code, None, consultation_opened_at=at(6, 16))
        assert bool(_stopped(gate, parameters())) is stopped


@pytest.mark.parametrize(
    ("leave", "on", "effect"),
    [
        (an_exception("A7.12"), date(2026, 6, 30), Effect.ADVISE),
        (an_exception("A7.12"), date(2026, 7, 1), Effect.STOP),
        (an_exception("A5.11"), date(2026, 6, 30), Effect.STOP),
        (an_exception("A7.12", to_date=None), date(2026, 6, 30), Effect.STOP),
        (an_exception("A7.12", reason=" "), date(2026, 6, 30), Effect.STOP),
        (an_exception("A7.12", approver_role=Role.COUNTY_OFFICER), date(2026, 6, 30), Effect.STOP),
    ],
)
def test_only_a_county_leave_with_reason_and_last_day_opens_the_gate(
    leave: ExceptionFacts, on: date, effect: Effect
) -> None:
    gate = RuralGateFacts("220", None, at(6, 16), (leave,))
    [found] = EDITION.judge(gate, parameters(on))
    assert (found.met, found.effect) == (False, effect)
