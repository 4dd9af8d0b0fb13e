"""The pages on which leaders and rooms follow an approval."""

from __future__ import annotations

import pytest
from django.test import Client

from factories.approved import approve_a_plan
from factories.browsing import staff_client
from factories.law import lay_down_the_law
from factories.sent import as_typed, sent
from factories.world import World, a_world
from kehou.kernel.actor import Role
from kehou.plans.models import Arrangement

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="121")


@pytest.fixture
def planner(world: World) -> Client:
    return staff_client(world, Role.SCHOOL_PLAN)


@pytest.mark.clause("A7.4")
def test_a_room_is_told_and_a_later_end_is_not(world: World, planner: Client) -> None:
    address = f"/plans/{approve_a_plan(world).plan_id}/arrangement/"
    shown = planner.get(address)
    assert shown.status_code == 200
    data = as_typed(sent(shown.context["desk"].forms.parts)) | {"entry": "0", "revision": "0"}
    later = planner.post(address, data | {"rooms-2-ends": "18:30"}, headers={"HX-Request": "true"})
    assert "超出批复" in later.content.decode()
    assert planner.post(address, data | {"rooms-2-ends": "18:30", "save": "stay"}).status_code == 409
    assert planner.post(address, data | {"rooms-0-room": "302", "save": "stay"}).status_code == 302
    with world.inside():
        assert Arrangement.objects.count() == 1
    assert "302" in planner.get(address).content.decode()


def test_before_the_approval_there_is_no_such_page(world: World, planner: Client) -> None:
    planner.post("/plans/opening/")
    plan = planner.get("/plans/").context["rows"][0][0]
    assert planner.get(f"/plans/{plan.id}/arrangement/").status_code == 404
