"""Bodies are measured: their price beside that outside, and what families say (A6.10, A6.12)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from factories.engaged import a_contract_in_force, an_office
from factories.supervised import AFTER_SURVEY, MARCH, a_watched_school, survey_families
from factories.world import World
from kehou.kernel.actor import Role
from kehou.oversight.gathering.terms import gather_term
from kehou.oversight.services.surveying import Ticked, answer_survey, close_survey
from kehou.platform.access.performing import perform
from kehou.providers.models import Contract, Score
from kehou.rulebook.hunan_2024.art11_service import provider_prices

pytestmark = pytest.mark.django_db
CONTENT = Ticked(overall=5, courses=5, safety=5, price=5, felt_free=True, third_party=4)
NOT_CONTENT = replace(CONTENT, third_party=3)
NOT_THERE = replace(CONTENT, third_party=None)


@pytest.fixture
def world() -> World:
    return a_watched_school()


@pytest.fixture
def contract(world: World) -> Contract:
    """Dance for 8.00 yuan of 40 minutes; the body takes 10.00 yuan for the same outside."""
    return a_contract_in_force(world, an_office(world))


@pytest.mark.clause("A6.12")
def test_a_price_is_measured_beside_that_outside(world: World, contract: Contract) -> None:
    with world.inside():
        prices = gather_term(world.school, world.term, today=MARCH.date()).prices
    (reading,) = provider_prices(prices)
    assert reading.subject == f"contract/{contract.id}"
    assert Fraction(reading.part, reading.whole) == Fraction(8_00 * 40, 10_00 * 40) == Fraction(4, 5)


@pytest.mark.clause("A6.12")
def test_without_a_contract_there_is_no_price(world: World) -> None:
    with world.inside():
        assert gather_term(world.school, world.term, today=MARCH.date()).prices == ()


def _survey(world: World, *given: Ticked) -> None:
    survey = survey_families(world)
    for child, ticked in zip(world.children, given, strict=False):
        answer = {"now": MARCH, "survey_id": survey.id, "pupil_id": child.pupil_id, "ticked": ticked}
        perform(answer_survey, actor=child.guardian, **answer)
    perform(close_survey, actor=world[Role.COUNTY_OFFICER], now=AFTER_SURVEY, survey_id=survey.id)


@pytest.mark.clause("A6.10")
def test_a_body_is_scored_by_the_families_at_its_courses(world: World, contract: Contract) -> None:
    _survey(world, CONTENT, CONTENT, CONTENT, NOT_CONTENT, NOT_CONTENT, NOT_THERE)
    with world.inside():
        score = Score.objects.get()
    assert score.provider_id == contract.provider_id
    assert (score.content_count, score.asked_count) == (3, 5)


@pytest.mark.clause("A6.10", "A11.6")
def test_a_body_of_whom_few_speak_keeps_no_score(world: World, contract: Contract) -> None:
    _survey(world, CONTENT, CONTENT, CONTENT, NOT_CONTENT, NOT_THERE, NOT_THERE)
    with world.inside():
        assert Contract.objects.get().id == contract.id
        assert not Score.objects.exists()
