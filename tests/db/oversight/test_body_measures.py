"""Bodies are measured: their price beside that outside, and what families say (A6.10, A6.12)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from factories.browsing import family_client, text_of
from factories.engaged import a_contract_in_force, an_office
from factories.refused import reasons_of
from factories.supervised import AFTER_SURVEY, MARCH, a_watched_school, survey_families
from factories.world import Child, World
from kehou.enrolment.public import seats_of
from kehou.kernel.actor import Role
from kehou.oversight.bodies import bodies_of
from kehou.oversight.gathering.terms import gather_term
from kehou.oversight.models import BodyAnswer, Survey, SurveyAnswer
from kehou.oversight.services.surveying import Ticked, UnableToAnswerSurvey, answer_survey, close_survey
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import at, scoped
from kehou.providers.models import Contract, Provider, Score
from kehou.rulebook.hunan_2024.art11_service import provider_prices

pytestmark = pytest.mark.django_db
SERVICE = Ticked(overall=5, courses=5, safety=5, price=5, felt_free=True)


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
        _answer(child, survey, ticked)
    perform(close_survey, actor=world[Role.COUNTY_OFFICER], now=AFTER_SURVEY, survey_id=survey.id)


def _answer(child: Child, survey: Survey, ticked: Ticked) -> None:
    answer = {"now": MARCH, "survey_id": survey.id, "pupil_id": child.pupil_id, "ticked": ticked}
    perform(answer_survey, actor=child.guardian, **answer)


def _says(*marks: tuple[Provider, int]) -> Ticked:
    return replace(SERVICE, bodies={body.id: mark for body, mark in marks})


def _of_the_children(world: World) -> Contract:
    """A contract for the course in which every child of the world is."""
    with world.inside():
        (seat,) = seats_of(world.children[0].pupil_id, world.term.id)
    return a_contract_in_force(world, an_office(world), course_key=seat.course_key)


def _another_body(world: World, contract: Contract) -> Provider:
    """A second body of the same school, with a contract for the same children's course."""
    with world.inside():
        row = Contract.objects.get(pk=contract.pk)
        body = Provider.objects.get(pk=row.provider_id)
        body.pk, body.name, body.credit_code = new_id(), "星河青少年体育俱乐部", "91430100MA4L00024X"
        body.save(force_insert=True)
        row.pk, row.provider, row.number = new_id(), body, "合同2026-2"
        row.save(force_insert=True)
        return body


@pytest.mark.clause("A6.10", "A11.6")
def test_each_of_two_bodies_at_one_school_is_scored_by_what_was_said_of_it(
    world: World,
) -> None:
    contract = _of_the_children(world)
    with world.inside():
        good = contract.provider
    bad = _another_body(world, contract)
    both, liked = _says((good, 5), (bad, 2)), _says((good, 4))
    _survey(world, both, both, both, both, both, liked)
    with world.inside():
        scores = {row.provider_id: (row.content_count, row.asked_count) for row in Score.objects.all()}
        assert scores == {good.id: (6, 6), bad.id: (0, 5)}
        kept = BodyAnswer.objects.first()
        assert kept is not None
        assert kept.pk.version == 4  # it tells no time, and names neither family nor answer
        assert {field.name for field in kept._meta.concrete_fields} == {
            "id",
            "county_code",
            "survey",
            "concerned_school_id",
            "provider_id",
            "mark",
        }


@pytest.mark.clause("A6.10", "A11.6")
def test_a_body_of_whom_few_speak_keeps_no_score_beside_one_of_whom_enough_do(
    world: World,
) -> None:
    contract = _of_the_children(world)
    with world.inside():
        spoken_of = contract.provider
    few = _another_body(world, contract)
    both, one = _says((spoken_of, 3), (few, 5)), _says((spoken_of, 5))
    _survey(world, both, both, both, both, one, SERVICE)
    with world.inside():
        assert [row.provider_id for row in Score.objects.all()] == [spoken_of.id]
        score = Score.objects.get()
        assert (score.content_count, score.asked_count) == (1, 5)


@pytest.mark.clause("A6.10")
def test_a_family_speaks_only_of_bodies_whose_courses_its_child_is_in(
    world: World, contract: Contract
) -> None:
    with world.inside():
        stranger = contract.provider  # its course is dance, the children are at chess
        assert bodies_of(world.school.id, world.term.id, [world.children[0].pupil_id]) == {}
    survey = survey_families(world)
    with pytest.raises(UnableToAnswerSurvey) as refused:
        _answer(world.children[0], survey, _says((stranger, 5)))
    assert reasons_of(refused) == {"body_not_met"}
    assert refused.value.clauses == ("A6.10",)
    with world.inside():
        assert not SurveyAnswer.objects.exists()  # and the right to answer is not used up
    _answer(world.children[0], survey, SERVICE)


@pytest.mark.clause("A6.10", "A11.6")
def test_the_page_asks_of_the_bodies_of_ones_own_children(world: World) -> None:
    contract = _of_the_children(world)
    survey, child = survey_families(world), world.children[0]
    set_business_now(MARCH)
    family, address = family_client(child), f"/family/{child.pupil_id}/survey/"
    with world.inside():
        body = contract.provider
    assert f"“{body.name}”的教师上的课" in text_of(family, address)
    said = {"overall": "5", "courses": "4", "safety": "5", "price": "3", "felt_free": "yes"}
    assert family.post(address, said | {f"body_{body.id.hex}": "2"}).status_code == 302
    with world.inside():
        assert [(row.provider_id, row.mark) for row in survey.body_answers.all()] == [(body.id, 2)]
    with scoped(at(world.place)):  # no school reads what was said
        assert not BodyAnswer.objects.exists()
