"""The school tries out more places, checks after the draw, tells families and merges groups."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.browsing import family_client, staff_client
from factories.choosing import (
    DRAWN,
    NOW,
    a_contested_plan,
    close,
    draw,
    drawn,
    open_a_choice,
    sign_for,
    wish,
)
from factories.law import lay_down_the_law
from factories.plan_facts import a_course, a_slot
from factories.world import World, a_world
from kehou.agreements.public import withdraw
from kehou.enrolment.models import Group, Seat
from kehou.enrolment.services.regrouping import regroup
from kehou.kernel.actor import Role
from kehou.kernel.moments import SHANGHAI
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id
from kehou.platform.messages.models import Message
from kehou.platform.outbox.announcing import drain
from kehou.registry.models import Term
from kehou.rulebook.facts.enrolment import GroupBasis

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=2)


def test_more_places_are_tried_on_the_wishes_so_far(world: World) -> None:
    window = open_a_choice(world)
    set_business_now(NOW)
    client, at = staff_client(world, Role.SCHOOL_TEACHING), f"/choices/trial/{world.school.id}/"
    assert "还没有志愿可以试算" in client.get(at).content.decode()
    for child in world.children:
        sign_for(world, child, window)
        wish(world, child, "chess-0", "ball-0")
    page = client.get(at).content.decode()
    assert "到现在为止的志愿" in page
    found = client.get(at, {"course": "chess-0", "more": "3"}).content.decode()
    assert "增加3个名额" in found
    assert "约<b>3名</b>学生" in found
    assert "增加的名额" in client.get(at, {"course": "chess-0", "more": "0"}).content.decode()


def test_more_places_are_tried_on_the_list_that_was_drawn(world: World) -> None:
    drawn(world)
    set_business_now(DRAWN)
    client = staff_client(world, Role.SCHOOL_TEACHING)
    assert "已封存的志愿" in client.get(f"/choices/trial/{world.school.id}/").content.decode()


@pytest.mark.clause("A2.4", "A7.8")
def test_after_a_right_draw_the_check_finds_nothing(world: World) -> None:
    window, _ = drawn(world)
    set_business_now(DRAWN)
    page = staff_client(world, Role.SCHOOL_TEACHING).get(f"/choices/{window.id}/check/").content.decode()
    assert page.count("核对无误") == 2
    assert "每个孩子都有安排" in page
    assert "通知家长可以改选" not in page


@pytest.mark.clause("A2.4")
def test_a_seat_that_stands_free_is_found_and_the_family_told(world: World) -> None:
    window, _ = drawn(world)
    with world.inside():
        lost = Seat.objects.filter(option_key="chess-0").first()
        assert lost is not None
        Seat.objects.filter(pk=lost.pk).update(ended_at=DRAWN)  # as a fault would leave it
    set_business_now(DRAWN)
    client, at = staff_client(world, Role.SCHOOL_TEACHING), f"/choices/{window.id}/check/"
    page = client.get(at).content.decode()
    assert "有遗漏" in page
    assert "通知家长可以改选" in page
    assert client.post(f"{at}telling/").status_code == 302
    with world.inside():
        assert Message.objects.filter(kind="free_seats").count() == 9
        assert AuditEvent.objects.filter(action="placement.check_read").exists()


@pytest.mark.clause("A7.8")
def test_a_small_group_is_merged_into_another_of_its_course(world: World) -> None:
    plan = a_contested_plan()
    courses = tuple(replace(each, minimum=4) if each.key == "ball" else each for each in plan.courses)
    window, _ = drawn(world, content=replace(plan, courses=courses))
    with world.inside():
        one = Seat.objects.filter(option_key="ball-0").first()
        assert one is not None
    new = {"group_id": one.group_id, "pupil_ids": {one.pupil_id}, "basis": GroupBasis.CHOICE, "as_new": True}
    perform(regroup, actor=world[Role.SCHOOL_TEACHING], now=DRAWN, **new)
    with world.inside():
        beside = Group.objects.get(option_key="ball-0", number=2)
    set_business_now(DRAWN)
    client, at = staff_client(world, Role.SCHOOL_TEACHING), f"/choices/{window.id}/check/"
    assert "可以并入同一时间的1组" in client.get(at).content.decode()
    assert client.post(f"{at}merging/{beside.id}/").status_code == 302
    with world.inside():
        assert not Seat.objects.filter(group=beside, ended_at=None).exists()
        assert Group.objects.filter(option_key="ball-0").count() == 2
    assert client.post(f"{at}merging/{beside.id}/").status_code == 404


@pytest.mark.clause("A2.4")
def test_the_families_of_a_small_group_are_told_where_else_there_is_room(world: World) -> None:
    plan = a_contested_plan(capacity=9)
    courses = tuple(replace(each, minimum=7) if each.key == "chess" else each for each in plan.courses)
    drama, slot = a_course("drama", title="戏剧", capacity=12), a_slot("drama-0", "drama", 0, leader_key=None)
    content = replace(plan, courses=(*courses, drama), slots=(*plan.slots, slot))
    window = open_a_choice(world, content=content)
    for place, child in enumerate(world.children):
        sign_for(world, child, window)
        wish(world, child, *(("drama-0",) if place > 6 else ("chess-0", "drama-0")))
    close(world, window)
    draw(world, window)
    leaving = world.children[0]
    left = {"actor": leaving.guardian, "place": world.place, "pupil_id": leaving.pupil_id}
    perform(withdraw, now=DRAWN, term_id=world.term.id, **left)
    drain(world.place)
    set_business_now(DRAWN)
    client, at = staff_client(world, Role.SCHOOL_TEACHING), f"/choices/{window.id}/check/"
    page = client.get(at).content.decode()
    assert "只有6人，开班至少7人，同一时间没有能并入的组" in page
    assert "能去的6人，其中6人志愿里有" in page
    with world.inside():
        group = Group.objects.get(option_key="chess-0")
        other = Group.objects.get(option_key="drama-0")
    assert client.post(f"{at}asking/{group.id}/").status_code == 302
    with world.inside():
        told = Message.objects.filter(kind="free_seats")
        assert told.count() == 6
        assert "不改也可以" in told[0].text
        assert Seat.objects.filter(group=group, ended_at=None).count() == 6, "nobody was moved"
    assert client.post(f"{at}asking/{other.id}/").status_code == 404


def test_before_the_choice_opens_last_terms_wishes_can_be_tried(world: World) -> None:
    client, trial = staff_client(world, Role.SCHOOL_TEACHING), f"/choices/trial/{world.school.id}/"
    set_business_now(NOW)
    assert trial not in client.get("/choices/").content.decode(), "no wishes yet"
    drawn(world)
    with world.inside():
        term = Term.objects.get(pk=world.term.id)
        term.pk, term.half = new_id(), "autumn"
        term.first_date, term.last_date = date(2026, 9, 1), date(2027, 1, 22)
        term.save(force_insert=True)
    set_business_now(datetime(2026, 9, 2, 9, tzinfo=SHANGHAI))
    assert trial in client.get("/choices/").content.decode()
    assert "已封存的志愿" in client.get(trial).content.decode()


def test_families_and_strangers_find_no_planning(world: World) -> None:
    window, _ = drawn(world)
    set_business_now(DRAWN)
    for client in (family_client(world.children[0]), Client()):
        for at in (f"/choices/{window.id}/check/", f"/choices/trial/{world.school.id}/"):
            assert client.get(at).status_code == 404


def test_queries_of_the_check_do_not_grow(world: World) -> None:
    window, _ = drawn(world)
    set_business_now(DRAWN)
    client, at = staff_client(world, Role.SCHOOL_TEACHING), f"/choices/{window.id}/check/"
    client.get(at)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(at).status_code == 200
    assert len(captured) <= 45
