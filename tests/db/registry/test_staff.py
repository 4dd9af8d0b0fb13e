"""Roles are given for a time by the head, apart where they must be, with deputies; accounts open once."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.contrib.auth import authenticate
from django.http import Http404

from factories.refused import reasons_of
from factories.world import COUNTY, NOW, World, a_world
from kehou.kernel.actor import Actor, Grant, Role
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo
from kehou.platform.access.holding import grants_of
from kehou.platform.access.performing import perform
from kehou.registry.models import School
from kehou.registry.services.schools import SchoolEntry, enter_school, name_head
from kehou.registry.services.staff.accounts import hire_staff, let_go, open_account, reset_password
from kehou.registry.services.staff.roles import deputise, end_staff_role, give_staff_role

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def world() -> World:
    return a_world(grades=(1,), per_class=0)


def _hired(world: World, role: Role = Role.SCHOOL_HEAD) -> UUID:
    return perform(
        hire_staff,
        actor=world[role],
        now=NOW,
        place=world.place,
        name="罗老师",
        phone="15400000011",
        kind="teacher",
    )


def _give(world: World, person: UUID, role: Role, **changes: object) -> object:
    said = {"place": world.place, "person_id": person, "role": role, "from_date": TODAY}
    return perform(give_staff_role, actor=world[Role.SCHOOL_HEAD], now=NOW, **(said | changes))


def _roles(person: UUID, on: date = TODAY) -> set[Role]:
    return {grant.role for grant in grants_of(person, on=on)}


@pytest.mark.clause("A3.2")
def test_a_role_is_held_from_a_day_until_another(world: World) -> None:
    person = _hired(world)
    _give(world, person, Role.SCHOOL_SAFETY, until=TODAY + timedelta(days=10))
    assert _roles(person) == {Role.SCHOOL_SAFETY}
    assert _roles(person, TODAY + timedelta(days=10)) == set()


@pytest.mark.clause("A3.2")
@pytest.mark.parametrize(
    ("role", "changes", "reason"),
    [
        (Role.SCHOOL_HEAD, {}, "role_from_above"),
        (Role.COUNTY_APPROVER, {}, "role_from_above"),
        (Role.CLASS_TEACHER, {}, "class_unknown"),
        (Role.CLASS_TEACHER, {"class_code": "299901"}, "class_unknown"),
        (Role.SCHOOL_PLAN, {"until": TODAY}, "role_without_time"),
        (Role.SCHOOL_ACCOUNTANT, {}, "roles_kept_apart"),
    ],
)
def test_roles_that_are_not_given(world: World, role: Role, changes: dict[str, object], reason: str) -> None:
    person = _hired(world)
    _give(world, person, Role.SCHOOL_CASHIER)
    with pytest.raises(UnableTo) as refused:
        _give(world, person, role, **changes)
    assert reasons_of(refused) == {reason}


def test_nobody_gives_a_role_to_themselves(world: World) -> None:
    with pytest.raises(UnableTo) as refused:
        _give(world, world[Role.SCHOOL_HEAD].person, Role.SCHOOL_CASHIER)
    assert refused.value.verdicts[0].reason == "role_to_oneself"


def test_only_the_head_of_the_school_gives_roles(world: World) -> None:
    person = _hired(world)
    other = a_world(grades=(1,), per_class=0, short_code="other")
    arguments = {
        "now": NOW,
        "place": world.place,
        "person_id": person,
        "role": Role.TEACHER,
        "from_date": TODAY,
    }
    for actor in (world[Role.SCHOOL_TEACHING], other[Role.SCHOOL_HEAD], world[Role.COUNTY_OFFICER]):
        with pytest.raises(Http404):
            perform(give_staff_role, actor=actor, **arguments)
    with pytest.raises(Http404):  # staff of another school
        _give(world, other[Role.TEACHER].person, Role.TEACHER)


def test_a_deputy_stands_in_for_a_while(world: World) -> None:
    holder, deputy = _hired(world), _hired(world)
    grant = _give(world, holder, Role.SCHOOL_SAFETY)
    week = TODAY + timedelta(days=7)
    arguments = {"actor": world[Role.SCHOOL_HEAD], "now": NOW, "grant_id": grant.id}  # type: ignore[attr-defined]
    row = perform(deputise, **arguments, deputy_id=deputy, from_date=TODAY, until=week)
    assert row.deputy_for == holder
    assert _roles(deputy) == {Role.SCHOOL_SAFETY}
    assert _roles(deputy, week) == set()
    perform(end_staff_role, **arguments)
    assert _roles(holder) == set()
    with pytest.raises(UnableTo):
        perform(deputise, **arguments, deputy_id=holder, from_date=TODAY, until=week)


def test_an_account_opens_once_and_closes_with_leaving(world: World) -> None:
    person, head = _hired(world), {"actor": world[Role.SCHOOL_HEAD], "now": NOW}
    first = perform(open_account, **head, person_id=person, login="luo")
    assert authenticate(username="luo", password=first)
    with pytest.raises(UnableTo):
        perform(open_account, **head, person_id=person, login="luo2")
    with pytest.raises(UnableTo):
        perform(open_account, **head, person_id=_hired(world), login="luo")
    second = perform(reset_password, **head, person_id=person)
    assert authenticate(username="luo", password=first) is None
    _give(world, person, Role.SCHOOL_SAFETY)
    perform(let_go, **head, person_id=person)
    assert _roles(person) == set()
    assert authenticate(username="luo", password=second) is None


def test_a_central_school_lends_its_staff_to_its_teaching_point(world: World) -> None:
    county = {"actor": world[Role.COUNTY_OFFICER], "now": NOW}
    entry = SchoolEntry(
        "茶山教学点", "cs", "2143009999", frozenset({1, 2}), "220", True, False, world.school.id
    )
    point = perform(enter_school, **county, county_code=COUNTY.code, entry=entry)
    head = perform(name_head, **county, place=point.place, name="校长", phone="")
    assert Role.SCHOOL_HEAD in _roles(head)
    lent = _hired(world)
    actor = Actor(head, (Grant(Role.SCHOOL_HEAD, point.place),))
    arguments = {"actor": actor, "now": NOW, "place": point.place, "from_date": TODAY}
    perform(give_staff_role, **arguments, person_id=lent, role=Role.SCHOOL_ACCOUNTANT)
    assert grants_of(lent, on=TODAY)[0].place == Place(COUNTY.code, point.id)


@pytest.mark.clause("A4.1")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"grades": frozenset()}, "school_without_grades"),
        ({"grades": frozenset({10})}, "school_without_grades"),
        ({"short_code": "yx"}, "school_codes_taken"),
    ],
)
def test_schools_that_are_not_entered(world: World, changes: dict[str, object], reason: str) -> None:
    said: dict[str, object] = {
        "name": "新校",
        "short_code": "nx",
        "official_code": "2143008888",
        "grades": frozenset({1}),
        "urban_rural_code": "121",
        "is_public": True,
        "has_boarders": False,
    }
    with pytest.raises(UnableTo) as refused:
        perform(
            enter_school,
            actor=world[Role.COUNTY_OFFICER],
            now=NOW,
            county_code=COUNTY.code,
            entry=SchoolEntry(**(said | changes)),  # type: ignore[arg-type]
        )
    assert refused.value.verdicts[0].reason == reason
    with world.inside():
        assert School.objects.count() == 1
