"""A family without a phone answers on paper, once, and nobody can tell what it said (A11.6)."""

from __future__ import annotations

import pytest
from django.http import Http404

from factories.supervised import AFTER_SURVEY, MARCH, a_watched_school, survey_families
from factories.world import World
from kehou.kernel.actor import Role
from kehou.oversight.models import Survey, SurveyAnswer, SurveyOutcome, SurveyToken
from kehou.oversight.services.paper_answers import Slip, key_answer, print_slips
from kehou.oversight.services.surveying import (
    Ticked,
    UnableToAnswerSurvey,
    answer_survey,
    close_survey,
)
from kehou.platform.access.performing import perform

pytestmark = pytest.mark.django_db
TICKED = Ticked(overall=4, courses=4, safety=5, price=3, felt_free=True)


@pytest.fixture
def world() -> World:
    return a_watched_school()


@pytest.fixture
def survey(world: World) -> Survey:
    return survey_families(world)


def _slips(world: World, survey: Survey, role: Role = Role.COUNTY_OFFICER) -> list[Slip]:
    printing = {"survey_id": survey.id, "school": world.school}
    return perform(print_slips, actor=world[role], now=MARCH, **printing)


def _key(world: World, survey: Survey, code: str, role: Role = Role.COUNTY_OFFICER) -> None:
    perform(key_answer, actor=world[role], now=AFTER_SURVEY, survey_id=survey.id, code=code, ticked=TICKED)


def _refused(world: World, survey: Survey, code: str) -> str:
    with pytest.raises(UnableToAnswerSurvey) as refused:
        _key(world, survey, code)
    assert refused.value.clauses == ("A11.6",)
    return refused.value.verdicts[0].reason


@pytest.mark.clause("A11.6")
def test_each_sheet_counts_once_and_a_family_answers_one_way_or_the_other(
    world: World, survey: Survey
) -> None:
    slips = _slips(world, survey)
    assert [slip.code for slip in slips] == [slip.code for slip in _slips(world, survey)]
    assert len({slip.code for slip in slips}) == len(world.children)
    online = world.children[0]
    answer = {"now": MARCH, "survey_id": survey.id, "pupil_id": online.pupil_id, "ticked": TICKED}
    perform(answer_survey, actor=online.guardian, **answer)
    left = {slip.code for slip in _slips(world, survey)}
    (gone,) = {slip.code for slip in slips} - left
    assert _refused(world, survey, gone) == "family_answered"
    assert _refused(world, survey, "0000-0000-0000") == "slip_unknown"
    for code in sorted(left):
        _key(world, survey, f"{code[:4].lower()}-{code[4:8]} {code[8:]}")  # as people type it
        assert _refused(world, survey, code) == "family_answered"
    perform(close_survey, actor=world[Role.COUNTY_OFFICER], now=AFTER_SURVEY, survey_id=survey.id)
    with world.inside():
        assert SurveyOutcome.objects.get().answered == len(world.children)
    assert _refused(world, survey, min(left)) == "survey_over"


@pytest.mark.clause("A11.6")
def test_what_is_kept_leads_to_nobody(world: World, survey: Survey) -> None:
    slips = _slips(world, survey)
    _key(world, survey, slips[0].code)
    with world.inside():
        answer = SurveyAnswer.objects.get()
        kept = {field.attname for field in SurveyAnswer._meta.concrete_fields}
        assert answer.concerned_school_id == world.school.id
        assert not {name for name in kept if name.endswith(("_at", "_by", "token", "pupil_id"))}
        codes = {slip.code for slip in slips}
        assert not codes & set(SurveyToken.objects.values_list("slip_token", flat=True))


@pytest.mark.clause("A11.6")
@pytest.mark.parametrize("role", [Role.SCHOOL_HEAD, Role.CLASS_TEACHER])
def test_a_school_neither_prints_nor_keys(world: World, survey: Survey, role: Role) -> None:
    code = _slips(world, survey)[0].code
    with pytest.raises((Http404, Survey.DoesNotExist)):
        _slips(world, survey, role)
    with pytest.raises((Http404, Survey.DoesNotExist)):
        _key(world, survey, code, role)
