"""What a plan may not hold: the head signs and submits, and the service turns it away with the clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from factories import spoiled
from factories.consulted import consult_families
from factories.drafted import draft_a_plan, submit_a_plan
from factories.engaged import an_office, list_a_provider
from factories.law import lay_down_the_law
from factories.plan_content import a_content
from factories.spoiled import Spoil
from factories.world import World, a_world
from kehou.kernel.fen import Fen
from kehou.plans.models import PlanVersion
from kehou.plans.services.submitting import UnableToSubmitPlan
from kehou.plans.storing import verdicts_from_json
from kehou.registry.models import School
from kehou.rulebook.facts.courses import Category, ContentType, CourseKind, LeaderFacts, LeaderKind, Mode
from kehou.rulebook.facts.fees import StagePrice, WaiverFunding
from kehou.rulebook.facts.plan import InsurancePolicy
from kehou.rulebook.facts.school import Stage

pytestmark = pytest.mark.django_db

EVERY_GRADE = frozenset(range(1, 7))
LAST_DAY = date(2026, 7, 3)
X_COURSES = ("ball", "singing", "garden", "nature", "virtue")


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    world = a_world(urban_rural_code="121")
    consult_families(world)
    return world


REFUSED = (
    pytest.param(
        spoiled.slot("ball-0", grades=EVERY_GRADE | {10}),
        id="a senior grade",
        marks=pytest.mark.clause("A4.1"),
    ),
    pytest.param(
        spoiled.slot("ball-0", extra_dates=frozenset({date(2026, 5, 1)})),
        id="a holiday",
        marks=pytest.mark.clause("A4.2"),
    ),
    pytest.param(
        spoiled.slot("homework-0", starts=time(15, 50), ends=time(16, 30)),
        id="before the last lesson ends",
        marks=pytest.mark.clause("A4.3"),
    ),
    pytest.param(
        spoiled.course("ball", category=Category.EARLY_ARRIVAL),
        id="early arrival",
        marks=pytest.mark.clause("A4.5"),
    ),
    pytest.param(spoiled.course("ball", category=Category.NOON), id="noon", marks=pytest.mark.clause("A4.6")),
    pytest.param(
        spoiled.course("ball", category=Category.EVENING_STUDY),
        id="evening study",
        marks=pytest.mark.clause("A4.7"),
    ),
    pytest.param(
        spoiled.bells(lunch_ends=time(13, 30)), id="a shorter lunch", marks=pytest.mark.clause("A4.10")
    ),
    pytest.param(
        spoiled.bells(breaks_minutes=(15, 15, 15, 15)),
        id="shorter breaks",
        marks=pytest.mark.clause("A4.11"),
    ),
    pytest.param(
        spoiled.second_band(time(18), time(18, 40)), id="too late", marks=pytest.mark.clause("A4.7")
    ),
    pytest.param(
        spoiled.slot("ball-0", ends=time(18, 10)), id="no bus home", marks=pytest.mark.clause("A4.8")
    ),
    pytest.param(
        spoiled.slot("ball-0", ends=time(18, 0)),
        id="a period and a quarter",
        marks=pytest.mark.clause("A4.15"),
    ),
    pytest.param(spoiled.only("homework"), id="one kind only", marks=pytest.mark.clause("A5.7", "A5.10")),
    pytest.param(spoiled.only("homework", "ball"), id="little enrichment", marks=pytest.mark.clause("A5.11")),
    pytest.param(
        spoiled.course("books", kind=CourseKind.SUBJECT, content=ContentType.HOMEWORK, domain=None),
        id="half of it in grade 2",
        marks=pytest.mark.clause("A5.15"),
    ),
    pytest.param(
        spoiled.course("homework", outline="期末模拟考与真题"),
        id="drill",
        marks=pytest.mark.clause("A5.4"),
    ),
    pytest.param(
        spoiled.course("homework", content=ContentType.NEW_LESSON),
        id="new lessons",
        marks=pytest.mark.clause("A5.5"),
    ),
    pytest.param(
        spoiled.course("homework", by_class=True, mode=Mode.LECTURE),
        id="a whole class lectured",
        marks=pytest.mark.clause("A5.6"),
    ),
    pytest.param(
        spoiled.course("ball", title="英语戏剧"), id="a subject among X", marks=pytest.mark.clause("A5.9")
    ),
    pytest.param(
        spoiled.course("homework", written_homework=True),
        id="written homework",
        marks=pytest.mark.clause("A5.16"),
    ),
    pytest.param(spoiled.hired("homework"), id="a body that tutors", marks=pytest.mark.clause("A6.18")),
    pytest.param(
        spoiled.hired("homework", "books", *X_COURSES),
        id="a body that gives everything",
        marks=pytest.mark.clause("A6.17"),
    ),
    pytest.param(
        spoiled.led_by(kind=LeaderKind.OUTSIDE, willing=True, cleared_until=LAST_DAY),
        id="an outsider without approval",
        marks=pytest.mark.clause("A6.5"),
    ),
    pytest.param(
        spoiled.led_by(kind=LeaderKind.OUTSIDE, willing=True, county_approved=True),
        id="an outsider without clearance",
        marks=pytest.mark.clause("A6.14"),
    ),
    pytest.param(
        spoiled.led_by(willing=True),
        id="a teacher without clearance",
        marks=pytest.mark.clause("A10.6"),
    ),
    pytest.param(
        spoiled.course("singing", requires_course="garden"),
        id="a course that asks for another",
        marks=pytest.mark.clause("A9.16"),
    ),
    pytest.param(spoiled.priced(401), id="above the tariff", marks=pytest.mark.clause("A9.6")),
    pytest.param(spoiled.priced(300), id="above cost less subsidy", marks=pytest.mark.clause("A9.4")),
    pytest.param(
        spoiled.fees(item="materials"),
        id="an item that no tariff names",
        marks=pytest.mark.clause("A9.13"),
    ),
    pytest.param(spoiled.cost("gifts"), id="gifts", marks=pytest.mark.clause("A9.19")),
    pytest.param(spoiled.cost("canteen"), id="a canteen", marks=pytest.mark.clause("A9.20")),
    pytest.param(spoiled.cost("management_fee"), id="a management fee", marks=pytest.mark.clause("A9.32")),
    pytest.param(spoiled.cost("insurance"), id="insurance", marks=pytest.mark.clause("A10.4")),
    pytest.param(
        spoiled.fees(waiver_funding=WaiverFunding.OTHER_PUPILS),
        id="waivers borne by others",
        marks=pytest.mark.clause("A9.39"),
    ),
    pytest.param(spoiled.priced(210), id="a profit", marks=pytest.mark.clause("A2.7")),
    pytest.param(spoiled.fees(surplus_rule=""), id="a surplus that stays", marks=pytest.mark.clause("A9.5")),
    pytest.param(
        spoiled.fees(refund_rule="缴费后概不退费"),
        id="no refunds",
        marks=pytest.mark.clause("A9.12"),
    ),
    pytest.param(
        spoiled.fees(waiver_rule="减免的学生须统一购买教材，否则不得参加"),
        id="bound to buy",
        marks=pytest.mark.clause("A9.16"),
    ),
    pytest.param(
        spoiled.fees(surplus_rule="学期内不得中途退出，结余学期末退还"),
        id="bound to stay",
        marks=pytest.mark.clause("A2.1"),
    ),
    pytest.param(
        spoiled.fees(refund_rule="按课时退费。签订协议即视为同意学校使用孩子信息"),
        id="consent bundled",
        marks=pytest.mark.clause("A7.6"),
    ),
    pytest.param(
        spoiled.safety(safety_rules_date=None), id="no safety rules", marks=pytest.mark.clause("A10.1")
    ),
    pytest.param(
        spoiled.safety(emergency_plan_date=None),
        id="no emergency plan",
        marks=pytest.mark.clause("A10.10"),
    ),
    pytest.param(
        spoiled.safety(insurance=InsurancePolicy(False, date(2025, 9, 1), date(2026, 8, 31))),
        id="insured for lessons only",
        marks=pytest.mark.clause("A10.3"),
    ),
    pytest.param(spoiled.chess(leader_key="t2"), id="in two rooms at once", marks=pytest.mark.clause("A6.2")),
)

WARNED = (
    pytest.param(
        spoiled.second_band(time(17, 30), time(18, 10)), id="late in winter", marks=pytest.mark.clause("A4.4")
    ),
    pytest.param(
        spoiled.content(leaders=tuple(replace(row, willing=False) for row in a_content().leaders)),
        id="an unwilling leader",
        marks=pytest.mark.clause("A4.12"),
    ),
)


def test_the_plan_that_they_spoil_is_lawful(world: World) -> None:
    submit_a_plan(world, draft_a_plan(world, a_content()))


@pytest.mark.parametrize("spoil", REFUSED)
def test_what_is_not_allowed_is_refused(world: World, spoil: Spoil, cited: frozenset[str]) -> None:
    version = draft_a_plan(world, spoil(a_content()))
    with pytest.raises(UnableToSubmitPlan) as refused:
        submit_a_plan(world, version)
    assert cited <= set(refused.value.clauses)
    with world.inside():
        assert PlanVersion.objects.get(pk=version.id).frozen_at is None


@pytest.mark.parametrize("spoil", WARNED)
def test_what_is_doubtful_is_accepted_with_a_warning(
    world: World, spoil: Spoil, cited: frozenset[str]
) -> None:
    submission = submit_a_plan(world, draft_a_plan(world, spoil(a_content())))
    assert cited <= {verdict.clause for verdict in verdicts_from_json(submission.verdicts) if not verdict.met}


@pytest.mark.clause("A6.17")
def test_a_third_by_a_listed_body_is_warned_about(world: World) -> None:
    body = list_a_provider(an_office(world), licence_domains=["arts", "labour", "pe"])
    spoil = spoiled.hired("ball", "singing", "garden", by=str(body.id))
    submission = submit_a_plan(world, draft_a_plan(world, spoil(a_content())))
    assert "A6.17" in {
        verdict.clause for verdict in verdicts_from_json(submission.verdicts) if not verdict.met
    }


@pytest.mark.clause("A6.6", "A6.9")
@pytest.mark.parametrize(("watched", "listed", "cited"), [(True, False, "A6.6"), (False, True, "A6.9")])
def test_a_body_is_listed_and_watched(world: World, watched: bool, listed: bool, cited: str) -> None:
    body = str(list_a_provider(an_office(world)).id) if listed else "p1"
    content = spoiled.hired("singing", by=body)(a_content())
    if not watched:
        content = replace(content, slots=tuple(replace(row, supervisor_key=None) for row in content.slots))
    with pytest.raises(UnableToSubmitPlan) as refused:
        submit_a_plan(world, draft_a_plan(world, content))
    assert refused.value.clauses == (cited,)


@pytest.mark.clause("A10.6")
def test_whoever_is_not_cleared_is_not_named(world: World) -> None:
    content = a_content()
    stranger = LeaderFacts("nobody", cleared_until=date(2030, 1, 1))
    content = replace(content, leaders=(*content.leaders, stranger))
    with pytest.raises(UnableToSubmitPlan) as refused:
        submit_a_plan(world, draft_a_plan(world, content))
    assert refused.value.clauses == ("A10.6",)


@pytest.mark.clause("A4.16")
def test_a_junior_grade_is_counted_in_its_own_periods() -> None:
    lay_down_the_law()
    world = a_world(grades=(1, 2, 3, 4, 5, 6, 7), per_class=1)
    consult_families(world)
    content = spoiled.slot("ball-0", grades=EVERY_GRADE | {7})(a_content())
    juniors = StagePrice(Stage.JUNIOR, Fen(200), 100, paying_count=1)
    content = spoiled.fees(prices=(*content.fees.prices, juniors))(content)
    version = draft_a_plan(world, content)
    with pytest.raises(UnableToSubmitPlan) as refused:
        submit_a_plan(world, version)
    assert "A4.16" in refused.value.clauses


@pytest.mark.clause("A4.18")
def test_boarders_left_alone_are_warned_about(world: World) -> None:
    with world.inside():
        School.objects.filter(pk=world.school.id).update(has_boarders=True)
    world.school = replace(world.school, has_boarders=True)
    submission = submit_a_plan(world, draft_a_plan(world, a_content()))
    assert "A4.18" in {
        verdict.clause for verdict in verdicts_from_json(submission.verdicts) if not verdict.met
    }
