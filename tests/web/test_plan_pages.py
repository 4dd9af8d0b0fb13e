"""The pages of a plan, as each of its readers opens them."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from factories.law import lay_down_the_law
from factories.plan_content import a_content
from factories.world import NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.plans.services.drafting import open_plan
from kehou.platform.access.performing import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="121")


def _signed_in(world: World, role: Role) -> Client:
    client = Client()
    person = world[role].person
    account = get_user_model().objects.create(login=f"{role.value}-login", person_id=person)
    client.force_login(account)
    return client


def _plan(world: World) -> str:
    version = perform(
        open_plan,
        actor=world[Role.SCHOOL_PLAN],
        now=NOW,
        school=world.school,
        term_id=world.term.id,
        content=a_content(),
    )
    return f"/plans/{version.plan_id}/"


def test_the_school_sees_its_plan_and_the_county_too(world: World) -> None:
    address = _plan(world)
    for role in (Role.SCHOOL_PLAN, Role.SCHOOL_HEAD, Role.COUNTY_OFFICER):
        page = _signed_in(world, role).get(address)
        assert page.status_code == 200
        assert "演习小学" in page.content.decode()


def test_a_stranger_learns_nothing(world: World) -> None:
    address = _plan(world)
    other = a_world(short_code="other")
    assert _signed_in(other, Role.SCHOOL_HEAD).get(address).status_code == 404
    assert Client().get(address).status_code == 404


def test_a_school_without_a_plan_is_told_how_to_begin(world: World) -> None:
    client = _signed_in(world, Role.SCHOOL_PLAN)
    assert "本学期还没有实施方案" in client.get("/plans/").content.decode()
    opened = client.post("/plans/opening/")
    assert opened.status_code == 302
    assert client.get(opened["Location"]).status_code == 200
