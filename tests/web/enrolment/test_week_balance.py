"""What a family sees of its child's week while it chooses."""

from __future__ import annotations

import re

import pytest

from factories.browsing import family_client
from factories.choosing import MONDAY_X, NOW, open_a_choice
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    open_a_choice(world)
    set_business_now(NOW)
    return world


@pytest.mark.clause("A5.11", "A7.8")
def test_while_choosing_a_family_sees_how_its_week_is_divided(world: World) -> None:
    child = world.children[4]
    client, at = family_client(child), f"/family/{child.pupil_id}/"
    days = (("terms", {}), ("days", {"days": ["0"]}))
    for name, sent in days:
        client.post(f"{at}{name}/", sent)
    assert "素质拓展，4个名额" in client.get(f"{at}courses/").content.decode()
    client.post(f"{at}courses/", {f"tick-{MONDAY_X}": ["ball-0", "chess-0"]})
    page = client.get(f"{at}order/").content.decode()
    assert "每周素质拓展40分钟、作业辅导0分钟，素质拓展占100%" in page
    assert "不到一半" not in page
    homework = re.search(
        r'name="(tick-[^"]+)" value="(homework[^"]*)"', client.get(f"{at}courses/").content.decode()
    )
    assert homework
    client.post(f"{at}courses/", {homework[1]: [homework[2]]})
    assert "素质拓展不到一半" in client.get(f"{at}order/").content.decode()
