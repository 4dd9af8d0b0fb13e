"""What has to come before a plan: submitting without it is refused (A7.1, A7.2, A7.12)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from factories.consulted import (
    ROUND,
    YES,
    answer,
    consult_families,
    finish_round,
    open_round,
    petition_school,
)
from factories.drafted import draft_a_plan, submit_a_plan
from factories.law import lay_down_the_law
from factories.plan_content import a_content
from factories.world import NOW, World, a_world
from kehou.consultation.public import judge_before_submission
from kehou.consultation.services.closing import close_consultation
from kehou.consultation.services.following import object_to_result
from kehou.kernel.actor import Role
from kehou.plans.services.submitting import UnableToSubmitPlan
from kehou.platform.access.performing import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="121")


def _submit(world: World, *, now: datetime = NOW) -> None:
    submit_a_plan(world, draft_a_plan(world, a_content(), now=now), now=now)


def _refused(world: World, *, now: datetime = NOW) -> dict[str, str]:
    with pytest.raises(UnableToSubmitPlan) as refused:
        _submit(world, now=now)
    return {verdict.reason: verdict.clause for verdict in refused.value.verdicts}


@pytest.mark.clause("A7.2")
def test_without_a_consultation_a_plan_is_refused_and_with_one_it_passes(world: World) -> None:
    assert _refused(world) == {"consultation_missing": "A7.2"}


@pytest.mark.clause("A7.1", "A7.2")
def test_the_lawful_order_passes(world: World) -> None:
    consult_families(world)
    _submit(world)


@pytest.mark.clause("A7.2")
def test_an_unpublished_result_is_refused(world: World) -> None:
    begins = NOW - ROUND - timedelta(days=1)
    consultation_id = open_round(world, now=begins)
    perform(
        close_consultation,
        actor=world[Role.SCHOOL_PLAN],
        now=NOW - timedelta(days=1),
        consultation_id=consultation_id,
    )
    assert _refused(world) == {"consultation_result_unpublished": "A7.2"}


@pytest.mark.clause("A7.1")
def test_a_consultation_closed_on_the_day_of_submission_is_refused(world: World) -> None:
    consultation_id = open_round(world, now=NOW - ROUND)
    answer(world, consultation_id, world.children[0], YES, now=NOW - timedelta(days=1))
    finish_round(world, consultation_id, now=NOW)
    assert _refused(world) == {"consultation_after_submission": "A7.1"}


@pytest.mark.clause("A2.3", "A7.2")
@pytest.mark.parametrize(("days", "too_old"), [(180, False), (181, True)])
def test_a_consultation_is_good_for_its_days(world: World, days: int, too_old: bool) -> None:
    consult_families(world, before=NOW + timedelta(days=1))
    with world.inside():
        found = judge_before_submission(world.school.id, world.term.id, now=NOW + timedelta(days=days))
    assert [v.reason for v in found if v.stops] == (["consultation_too_old"] if too_old else [])


@pytest.mark.clause("A7.12")
def test_a_rural_school_without_petition_is_refused_even_after_consulting() -> None:
    lay_down_the_law()
    village = a_world(urban_rural_code="210", short_code="village")
    assert _refused(village)["rural_without_petition"] == "A7.12"


@pytest.mark.clause("A7.1", "A7.12")
def test_a_petition_after_the_consultation_comes_too_late() -> None:
    lay_down_the_law()
    village = a_world(urban_rural_code="220", short_code="village")
    begins = NOW - 4 * ROUND
    petition_school(village, village.children, now=begins)
    consultation_id = open_round(village, now=begins + ROUND + timedelta(hours=1))
    finish_round(village, consultation_id, now=begins + 3 * ROUND)
    with village.inside():
        assert not [
            v for v in judge_before_submission(village.school.id, village.term.id, now=NOW) if v.stops
        ]
    petition_school(village, village.children, now=NOW)
    after = NOW + ROUND + timedelta(days=1)
    with village.inside():
        found = judge_before_submission(village.school.id, village.term.id, now=after)
    assert "petition_after_consultation" in {v.reason for v in found if v.stops}


@pytest.mark.clause("A2.3")
def test_an_unanswered_objection_warns(world: World) -> None:
    consultation_id = consult_families(world)
    family = world.children[0].guardian
    perform(object_to_result, actor=family, now=NOW, consultation_id=consultation_id, text="统计的时间太短")
    with world.inside():
        found = judge_before_submission(world.school.id, world.term.id, now=NOW)
    assert [v.reason for v in found if v.warns] == ["objections_unanswered"]
    assert not [v for v in found if v.stops]
