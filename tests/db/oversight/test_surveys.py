"""The county asks every family once; nobody can tell who said what, and few say nothing (A11.6)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import models

from factories.refused import reasons_of
from factories.reported import a_supervised_world
from factories.supervised import AFTER_SURVEY, MARCH, a_watched_school, survey_families
from factories.world import COUNTY, NOW, Child, World
from kehou.kernel.actor import Role
from kehou.kernel.verdict import UnableTo
from kehou.oversight.models import Hearing, Survey, SurveyAnswer, SurveyOutcome, SurveyToken
from kehou.oversight.queries.surveys import UnableToReadAnswers, raw_answers, survey_count
from kehou.oversight.services.hearing import Heard, UnableToRecordHearing, record_hearing
from kehou.oversight.services.surveying import (
    Ticked,
    UnableToAnswerSurvey,
    UnableToSurvey,
    answer_survey,
    close_survey,
    has_answered,
    open_survey,
)
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent
from kehou.platform.database.scope import at, scoped
from kehou.registry.models import Guardianship

pytestmark = pytest.mark.django_db
CONTENT = Ticked(overall=5, courses=4, safety=5, price=3, felt_free=True)
UNHAPPY = Ticked(overall=2, courses=2, safety=4, price=1, felt_free=False)


@pytest.fixture
def world() -> World:
    return a_watched_school()


@pytest.fixture
def survey(world: World) -> Survey:
    return survey_families(world)


def _answer(child: Child, survey: Survey, ticked: Ticked = CONTENT, **changes: Any) -> None:
    arguments = {"now": MARCH, "survey_id": survey.id, "pupil_id": child.pupil_id, "ticked": ticked} | changes
    perform(answer_survey, actor=child.guardian, **arguments)


def _close(world: World, survey: Survey) -> SurveyOutcome:
    (outcome,) = perform(
        close_survey, actor=world[Role.COUNTY_OFFICER], now=AFTER_SURVEY, survey_id=survey.id
    )
    return outcome


@pytest.mark.clause("A11.6")
def test_a_school_runs_no_survey(world: World) -> None:
    with pytest.raises(UnableToSurvey) as refused:
        perform(
            open_survey,
            actor=world[Role.SCHOOL_HEAD],
            now=MARCH,
            county_code=COUNTY.code,
            term_id=world.term.id,
            closes_date=date(2026, 3, 10),
        )
    assert "survey_run_by_school" in reasons_of(refused)


@pytest.mark.clause("A11.6")
def test_each_family_answers_once_and_brothers_are_one_family(world: World) -> None:
    first, second = world.children[0], world.children[3]
    with world.inside():
        link = Guardianship.objects.get(pupil_id=first.pupil_id)
        Guardianship.objects.create(
            county_code=link.county_code,
            school_id=link.school_id,
            pupil_id=second.pupil_id,
            guardian_id=link.guardian_id,
            relation=link.relation,
            from_date=link.from_date,
        )
    survey = survey_families(world)
    with world.inside():
        assert SurveyToken.objects.count() == len(world.children) - 1
    _answer(first, survey)
    assert has_answered(survey.id, actor=first.guardian, pupil_id=first.pupil_id, on=MARCH.date())
    for child in (first, second):
        with pytest.raises(UnableToAnswerSurvey) as refused:
            _answer(child, survey)
        assert reasons_of(refused) == {"family_answered"}
        assert refused.value.clauses == ("A11.6",)
    with world.inside():
        assert SurveyAnswer.objects.count() == 1


@pytest.mark.clause("A11.6")
def test_a_stranger_and_a_latecomer_do_not_answer(world: World, survey: Survey) -> None:
    mine, other = world.children[0], world.children[1]
    with pytest.raises(UnableToAnswerSurvey) as refused:
        _answer(mine, survey, pupil_id=other.pupil_id)
    assert reasons_of(refused) == {"family_not_asked"}
    with pytest.raises(UnableToAnswerSurvey) as late:
        _answer(mine, survey, now=AFTER_SURVEY)
    assert reasons_of(late) == {"survey_over"}
    with pytest.raises(UnableToSurvey) as refused:
        perform(close_survey, actor=world[Role.COUNTY_OFFICER], now=MARCH, survey_id=survey.id)
    assert reasons_of(refused) == {"survey_not_over"}


@pytest.mark.clause("A11.6")
def test_an_answer_leads_to_nobody(world: World, survey: Survey) -> None:
    _answer(world.children[0], survey)
    with world.inside():
        answer = SurveyAnswer.objects.get()
        assert answer.pk.version == 4
        kinds = {field.name for field in answer._meta.concrete_fields}
        assert kinds == {
            "id",
            "county_code",
            "survey",
            "concerned_school_id",
            "overall",
            "courses",
            "safety",
            "price",
            "felt_free",
        }
        for model in (SurveyAnswer, SurveyToken):
            fields = model._meta.concrete_fields
            assert not [f for f in fields if isinstance(f, models.DateTimeField | models.DateField)]
        assert not AuditEvent.objects.filter(action__startswith="survey.answer").exists()
    for person in (world[Role.SCHOOL_HEAD], world[Role.CLASS_TEACHER]):
        with scoped(at(world.place)):
            assert not SurveyToken.objects.exists()
            assert not SurveyAnswer.objects.exists()
            with pytest.raises(UnableToReadAnswers) as refused:
                raw_answers(survey.id, viewer=person, on=MARCH.date())
            assert "A11.6" in refused.value.clauses
    _close(world, survey)
    with world.inside():
        assert not SurveyToken.objects.exists()  # who answered is known no more


@pytest.mark.clause("A11.6")
@pytest.mark.parametrize(("answers", "is_shown"), [(4, False), (5, True)])
def test_four_answers_say_nothing_and_five_do(
    world: World, survey: Survey, answers: int, is_shown: bool
) -> None:
    for place, child in enumerate(world.children[:answers]):
        _answer(child, survey, UNHAPPY if place == 0 else CONTENT)
    outcome = _close(world, survey)
    with scoped(at(world.place)):
        count = survey_count(world.school.id, world.term.id)
    assert (count is not None) is is_shown
    if is_shown:
        assert count
        assert (count.invited, count.answered, count.content) == (18, 5, 4)
        assert outcome.tallies == {"overall": 4, "courses": 4, "safety": 5, "price": 0}
    else:
        assert (outcome.answered, outcome.content, outcome.tallies) == (None, None, {})


@pytest.mark.clause("A11.6")
def test_the_county_itself_reads_no_answers_of_few(world: World, survey: Survey) -> None:
    _answer(world.children[0], survey)
    with world.inside(), pytest.raises(UnableToReadAnswers) as refused:
        raw_answers(survey.id, viewer=world[Role.COUNTY_OFFICER], on=MARCH.date())
    assert reasons_of(refused) == {"survey_result_of_few"}


@pytest.mark.clause("A11.6")
def test_a_county_without_service_has_nobody_to_ask() -> None:
    world = a_supervised_world()
    with pytest.raises(UnableToSurvey) as refused:
        survey_families(world)
    assert "survey_leaves_families_out" in reasons_of(refused)


@pytest.mark.clause("A11.7")
def test_a_hearing_says_what_was_heard_and_what_follows(world: World) -> None:
    heard = Heard(NOW.date(), "演习小学会议室", 23, "希望延长校车等候看护", "下月起增加看护教师")

    def keep(**changes: object) -> Hearing:
        fields = {"heard": heard} | changes
        return perform(
            record_hearing,
            actor=world[Role.COUNTY_OFFICER],
            now=MARCH,
            county_code=COUNTY.code,
            term_id=world.term.id,
            **fields,
        )

    with pytest.raises(UnableTo) as refused:
        keep(heard=Heard(NOW.date(), "会议室", 23, "意见", " "))
    assert reasons_of(refused) == {"hearing_incomplete"}
    assert isinstance(refused.value, UnableToRecordHearing)
    assert refused.value.clauses == ("A11.7",)
    assert keep().parents == 23


@pytest.mark.clause("A11.6")
def test_one_survey_runs_at_a_time(world: World, survey: Survey) -> None:
    about = {"county_code": COUNTY.code, "term_id": world.term.id, "closes_date": date(2026, 3, 20)}
    with pytest.raises(UnableToSurvey) as refused:
        perform(open_survey, actor=world[Role.COUNTY_OFFICER], now=MARCH, **about)
    assert reasons_of(refused) == {"survey_running"}
    assert refused.value.clauses == ("A11.6",)
