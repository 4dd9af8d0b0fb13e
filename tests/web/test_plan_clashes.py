"""The page of clashes: what is suggested is taken over only as far as a person ticks it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.test import Client

from factories.approved import approve_a_plan
from factories.browsing import staff_client
from factories.law import lay_down_the_law
from factories.plan_content import a_content
from factories.world import World, a_world
from kehou.kernel.actor import Role
from kehou.plans.content import from_json
from kehou.plans.models import Arrangement, PlanVersion
from kehou.plans.views import suggesting

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="121")


def _crowded(world: World) -> str:
    """An approved plan in which the picture books and the homework of Monday are in one room."""
    content = a_content()
    rooms = {"books-0": "101", "homework-0": "101", "ball-0": "操场"}
    slots = tuple(replace(slot, room=rooms.get(slot.key, "")) for slot in content.slots)
    return f"/plans/{approve_a_plan(world, content=replace(content, slots=slots)).plan_id}/clashes/"


@pytest.mark.clause("A6.2")
def test_a_clash_is_shown_and_ends_by_what_is_ticked(world: World) -> None:
    at, client = _crowded(world), staff_client(world, Role.SCHOOL_PLAN)
    page = client.get(at).content.decode()
    assert "101：" in page
    (value,) = re.findall(r'name="suggestion" value="([^"]+)"', page)
    assert "checked" not in page
    client.post(at, {"revision": "0"})
    with world.inside():
        assert not Arrangement.objects.exists()
    client.post(at, {"revision": "0", "suggestion": value})
    with world.inside():
        (row,) = Arrangement.objects.all()
    assert {slot.room for slot in from_json(row.content).slots} >= {"101", "操场"}
    assert "没有冲突" in client.get(at).content.decode()


def test_a_draft_is_changed_itself(world: World) -> None:
    client = staff_client(world, Role.SCHOOL_PLAN)
    client.post("/plans/opening/")
    plan = client.get("/plans/").context["rows"][0][0]
    assert "没有冲突" in client.get(f"/plans/{plan.id}/clashes/").content.decode()
    with world.inside():
        assert PlanVersion.objects.count() == 1


def test_where_the_solver_is_missing_the_page_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    at, client = _crowded(world), staff_client(world, Role.SCHOOL_PLAN)
    monkeypatch.setattr(suggesting, "has_solver", lambda: False)
    page = client.get(at).content.decode()
    assert "没有安装排课求解组件" in page
    assert "采用勾选的建议" not in page


def test_others_find_no_clashes(world: World) -> None:
    at = _crowded(world)
    assert Client().get(at).status_code == 404
    assert staff_client(world, Role.COUNTY_APPROVER).get(at).status_code == 404
