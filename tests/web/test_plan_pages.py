"""The pages of a plan, as each of its readers opens them."""

from __future__ import annotations

import pytest
from django.test import Client

from factories.browsing import staff_client
from factories.drafted import draft_a_plan
from factories.law import lay_down_the_law
from factories.plan_content import a_content
from factories.world import World, a_world
from kehou.kernel.actor import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="121")


def _plan(world: World) -> str:
    version = draft_a_plan(world, a_content())
    return f"/plans/{version.plan_id}/"


def test_the_school_sees_its_plan_and_the_county_too(world: World) -> None:
    address = _plan(world)
    for role in (Role.SCHOOL_PLAN, Role.SCHOOL_HEAD, Role.COUNTY_OFFICER):
        page = staff_client(world, role).get(address)
        assert page.status_code == 200
        assert "演习小学" in page.content.decode()


def test_a_stranger_learns_nothing(world: World) -> None:
    address = _plan(world)
    other = a_world(short_code="other")
    assert staff_client(other, Role.SCHOOL_HEAD).get(address).status_code == 404
    assert Client().get(address).status_code == 404


def test_a_school_without_a_plan_is_told_how_to_begin(world: World) -> None:
    client = staff_client(world, Role.SCHOOL_PLAN)
    assert "本学期还没有实施方案" in client.get("/plans/").content.decode()
    opened = client.post("/plans/opening/")
    assert opened.status_code == 302
    assert client.get(opened["Location"]).status_code == 200
