"""The page on which a family changes a course after the draw."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.browsing import family_client
from factories.choosing import DRAWN, MONDAY_X, children_of, drawn
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.enrolment.models import Seat
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=2)
    drawn(world, capacity=4)
    set_business_now(DRAWN)
    return world


@pytest.mark.clause("A2.4")
def test_a_family_changes_with_two_ticks_and_reads_what_holds_now(world: World) -> None:
    with world.inside():
        lucky = set(Seat.objects.filter(option_key="chess-0").values_list("pupil_id", flat=True))
    child = children_of(world, lucky)[0]
    client, at = family_client(child), f"/family/{child.pupil_id}/change/"
    assert at in client.get(f"/family/{child.pupil_id}/").content.decode()
    page = client.get(at).content.decode()
    assert "现在：棋类" in page
    assert f'value="{MONDAY_X}|ball-0"' in page
    assert f'value="{MONDAY_X}|chess-0"' not in page
    assert "checked" not in page
    moved = {"choice": f"{MONDAY_X}|ball-0"}
    assert "请先勾选" in client.post(at, moved).content.decode()
    assert client.post(at, moved | {"lets_go": "on"}).status_code == 302
    result = client.get(f"/family/{child.pupil_id}/result/").content.decode()
    assert "派位以后您改选了这门课程" in result
    assert "排上了" not in result


@pytest.mark.clause("A2.1", "A2.4", "A7.8")
def test_from_its_result_a_family_reaches_change_swap_waiting_place_and_the_way_out(world: World) -> None:
    with world.inside():
        lucky = set(Seat.objects.filter(option_key="chess-0").values_list("pupil_id", flat=True))
    child = next(child for child in world.children if child.pupil_id not in lucky)
    at, client = f"/family/{child.pupil_id}/", family_client(child)
    page = client.get(f"{at}result/").content.decode()
    for way in ("change", "swaps", "withdrawal"):
        assert f"{at}{way}/" in page, way
    assert re.search("候补第[1-9]位", page)
    assert "按顺序递补并通知您" in page
    first_days_over = DRAWN.replace(month=5)
    set_business_now(first_days_over)
    later = client.get(f"{at}result/").content.decode()
    assert f"{at}change/" not in later
    assert "自由改选到" in client.get(f"{at}change/").content.decode()
    assert 'name="choice"' not in client.get(f"{at}change/").content.decode()
    assert "换课到" in client.get(f"{at}swaps/").content.decode()
    assert f"{at}withdrawal/" in later
    assert client.post(f"{at}withdrawal/").status_code == 302
    assert f"{at}withdrawal/" not in client.get(f"{at}result/").content.decode()


def test_a_course_that_filled_meanwhile_is_refused_in_words(world: World) -> None:
    child = world.children[0]
    client = family_client(child)
    sent = {"choice": f"{MONDAY_X}|nothing", "lets_go": "on"}
    assert "从列出的选项中选" in client.post(f"/family/{child.pupil_id}/change/", sent).content.decode()


def test_somebody_elses_child_and_a_stranger_find_nothing(world: World) -> None:
    at = f"/family/{world.children[0].pupil_id}/change/"
    for client in (family_client(world.children[1]), Client()):
        assert client.get(at).status_code == 404


def test_queries_do_not_grow_with_the_courses_taken(world: World) -> None:
    child = world.children[0]
    client, at = family_client(child), f"/family/{child.pupil_id}/change/"
    client.get(at)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(at).status_code == 200
    assert len(captured) <= 45
