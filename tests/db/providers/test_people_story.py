"""The chapter of people holds on any school, and so does that of a month's pay."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from factories.paying import AFTER, MARCH, a_paying_school
from factories.told import OneSchool
from factories.world import NOW, World, a_world
from kehou.demo.story.allowances import tell_allowances
from kehou.demo.story.people import COACH_KEY, tell_people
from kehou.demo.story.teller import Teller
from kehou.kernel.actor import Role
from kehou.providers.public import leaders_standing

pytestmark = pytest.mark.django_db
KEYS = {
    "yx-head": Role.SCHOOL_HEAD,
    "yx-plan": Role.SCHOOL_PLAN,
    "yx-teacher": Role.CLASS_TEACHER,
    "yx-safety": Role.SCHOOL_SAFETY,
    "yx-accountant": Role.SCHOOL_ACCOUNTANT,
    "yx-cashier": Role.SCHOOL_CASHIER,
    "county-officer": Role.COUNTY_OFFICER,
    "county-approver": Role.COUNTY_APPROVER,
}
SCHOOL = SimpleNamespace(key="yx")


def county_of(world: World) -> OneSchool:
    people = {key: world[role] for key, role in KEYS.items()}
    return OneSchool(world.term, {"yx": world.school}, people)


@pytest.mark.clause("A6.5", "A6.8", "A6.13", "A6.15", "A10.6")
def test_the_chapter_of_people_is_told_to_its_end() -> None:
    world = a_world(per_class=1)
    teller = Teller(lambda _: None)
    hired = tell_people(teller, county_of(world), SCHOOL, NOW)  # type: ignore[arg-type]
    assert teller.refusals == 15
    with world.inside():
        first = world.term.first_date
        cleared = leaders_standing(world.school.id, [hired.coach_key], on=first)
    assert cleared[COACH_KEY].cleared_until is not None


@pytest.mark.clause("A9.25", "A9.28", "A9.31", "A9.32")
def test_the_chapter_of_pay_is_told_to_its_end() -> None:
    school = a_paying_school()
    told: list[str] = []
    teller = Teller(told.append)
    county = county_of(school.world)
    tell_allowances(teller, county, SCHOOL, MARCH, AFTER, purse="B1", course_key="chess")  # type: ignore[arg-type]
    assert teller.refusals == 14
    assert any("出纳发放补助" in line for line in told)
