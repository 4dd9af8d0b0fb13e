"""The tree of places, and roles that reach down it."""

from __future__ import annotations

import uuid

import pytest

from kehou.kernel.actor import Actor, Grant, Role, public_actor, system_actor
from kehou.kernel.places import Place, Tier

SCHOOL = Place("430102", uuid.uuid4())
PATH = (Place("43"), Place("4301"), Place("430102"), SCHOOL)


def test_a_code_tells_its_tier() -> None:
    assert [place.tier for place in PATH] == [Tier.PROVINCE, Tier.CITY, Tier.COUNTY, Tier.SCHOOL]


@pytest.mark.parametrize("code", ["", "4", "430", "43010", "4301022", "43010x", "４３"])
def test_what_is_no_division_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="division code"):
        Place(code)


def test_a_school_lies_in_a_county() -> None:
    with pytest.raises(ValueError, match="lies in a county"):
        Place("4301", uuid.uuid4())


def test_a_place_contains_itself_and_what_lies_below() -> None:
    for upper, place in enumerate(PATH):
        assert [place.contains(other) for other in PATH] == [lower >= upper for lower in range(len(PATH))]


def test_a_school_contains_no_other_school() -> None:
    assert not SCHOOL.contains(Place("430102", uuid.uuid4()))
    assert not Place("430103").contains(SCHOOL)


def test_a_role_reaches_down_and_not_up() -> None:
    officer = Actor(uuid.uuid4(), (Grant(Role.COUNTY_OFFICER, Place("430102")),))
    assert officer.holds(Role.COUNTY_OFFICER, SCHOOL)
    assert not officer.holds(Role.COUNTY_OFFICER, Place("4301"))
    assert not officer.holds(Role.COUNTY_APPROVER, SCHOOL)
    assert officer.holds_any(frozenset({Role.COUNTY_APPROVER, Role.COUNTY_OFFICER}), SCHOOL)


def test_places_of_roles_come_once_each() -> None:
    roles = frozenset({Role.SCHOOL_HEAD, Role.SCHOOL_PLAN})
    head = Actor(uuid.uuid4(), tuple(Grant(role, SCHOOL) for role in sorted(roles)))
    assert head.places(roles) == (SCHOOL,)
    assert head.tiers() == {Tier.SCHOOL}


def test_neither_the_public_nor_the_system_is_a_person() -> None:
    assert public_actor().person_id is None
    assert not public_actor().holds(Role.SYSTEM, SCHOOL)
    assert system_actor().holds(Role.SYSTEM, SCHOOL)
