"""The school's pages of choosing and drawing, the public page of a draw, and the lists."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from factories.arranged import name_leader
from factories.browsing import family_client, staff_client
from factories.choosing import CLOSES, DRAWN, NOW, drawn, open_a_choice, sign_for, wish
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.allocation.verify_draw import differences
from kehou.enrolment.models import ChoiceWindow, Group, Seat
from kehou.kernel.actor import Role
from kehou.platform.access.models import RoleGrant
from kehou.platform.audit.models import AuditEvent
from kehou.platform.clock.business import set_business_now
from kehou.registry.models import Pupil, SchoolClass
from unit.paper.poppler import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=2)


@pytest.fixture
def window(world: World) -> ChoiceWindow:
    window, _ = drawn(world)
    set_business_now(DRAWN)
    return window


def test_the_school_opens_closes_and_draws_on_its_desk(world: World) -> None:
    window = open_a_choice(world)
    for child in world.children[:3]:
        sign_for(world, child, window)
        wish(world, child, "chess-0")
    desk = staff_client(world, Role.SCHOOL_TEACHING)
    at = f"/choices/{window.id}/"
    set_business_now(NOW)
    assert "还没有到截止时间" in desk.get(at).content.decode()
    assert desk.post(f"{at}closing/").status_code == 409
    set_business_now(CLOSES)
    assert "已截止，待封存" in desk.get("/choices/").content.decode()
    assert "已截止，待封存" in desk.get(at).content.decode()
    assert desk.post(f"{at}closing/").status_code == 302
    assert "已封存，待派位" in desk.get("/choices/").content.decode()
    sent = {"public_number": "4271", "witnesses": "家长代表3人"}
    assert desk.post(f"{at}draw/", sent).status_code == 302
    assert desk.post(f"{at}draw/", sent).status_code == 409
    page = desk.get(at).content.decode()
    assert "4271" in page
    assert "棋类" in page


@pytest.mark.clause("A7.11")
def test_a_figure_named_at_the_closing_is_shown_before_it_is_known(world: World) -> None:
    window, source = open_a_choice(world), "3月6日收盘的上证综合指数"
    child = world.children[0]
    sign_for(world, child, window)
    wish(world, child, "chess-0")
    desk, at = staff_client(world, Role.SCHOOL_TEACHING), f"/choices/{window.id}/"
    set_business_now(CLOSES)
    assert "号码取自" in desk.get(at).content.decode()
    assert desk.post(f"{at}closing/", {"number_source": source}).status_code == 302
    assert f"号码取自封存时指定的{source}" in desk.get(at).content.decode()
    shown = Client().get(f"/d/{window.code}/").content.decode()
    assert f"号码取自：<b>{source}</b>" in shown
    assert "当众抽出" not in shown
    sent = {"public_number": "3412.87", "witnesses": "家长代表3人"}
    assert desk.post(f"{at}draw/", sent).status_code == 302
    assert f"号码3412.87（{source}）" in desk.get(at).content.decode()
    assert differences(Client().get(f"/d/{window.code}/file/").content) == []
    result = family_client(child).get(f"/family/{child.pupil_id}/result/").content.decode()
    assert f"号码取自封存时指定的{source}" in result
    with world.inside():
        assert AuditEvent.objects.get(action="choice.closed").detail["number_source"] == source


def test_a_school_without_a_publicised_plan_is_told_what_is_missing(world: World) -> None:
    page = staff_client(world, Role.SCHOOL_PLAN).get("/choices/").content.decode()
    assert "本学期的方案还没有批复" in page


@pytest.mark.clause("A7.11")
def test_anyone_can_repeat_a_draw_from_its_public_file(world: World, window: ChoiceWindow) -> None:
    public = Client()
    page = public.get(f"/d/{window.code}/").content.decode()
    content = public.get(f"/d/{window.code}/file/").content
    program = public.get("/draw-program/").content
    assert differences(content) == []
    record = json.loads(content)
    assert sha256(program).hexdigest() == record["lottery"]["code_hash"]
    assert {record["lottery"]["input_root"], record["result"]["digest"]} <= set(
        re.findall("[0-9a-f]{64}", page)
    )
    assert "学生" not in content.decode()


@pytest.mark.clause("A7.11")
def test_the_seed_is_not_known_before_the_number(world: World) -> None:
    window = open_a_choice(world)
    page = Client().get(f"/d/{window.code}/").content.decode()
    assert "截止后封存" in page
    assert Client().get(f"/d/{window.code}/file/").status_code == 404
    assert Client().get("/d/NOTHING/").status_code == 404


def _own_class(world: World, grade: int) -> Client:
    """A class teacher of one grade's class."""
    with world.inside():
        code = SchoolClass.objects.get(pk=world.class_ids[grade]).code
    RoleGrant.objects.filter(person_id=world[Role.CLASS_TEACHER].person).update(detail=code)
    return staff_client(world, Role.CLASS_TEACHER)


@pytest.mark.clause("A7.8", "A3.4")
def test_a_class_teacher_sees_the_own_class_and_the_read_is_recorded(
    world: World, window: ChoiceWindow
) -> None:
    with world.inside():
        Pupil.objects.filter(pk=world.children[4].pupil_id).update(has_priority=True)
    client = _own_class(world, 3)
    page = client.get(f"/lists/classes/{world.class_ids[3]}/").content.decode()
    with world.inside():
        has = Seat.objects.filter(pupil_id=world.children[4].pupil_id, ended_at=None).get().option_key
    assert "学生301" in page
    assert {"chess-0": "棋类", "ball-0": "球类"}[has] in page
    for word in ("优先", "留守", "困难"):
        assert word not in page
    assert client.get(f"/lists/classes/{world.class_ids[4]}/").status_code == 404
    with world.inside():
        assert AuditEvent.objects.filter(action="list.read", refused=False).count() == 1


@pytest.mark.clause("A7.8")
def test_lists_leave_as_pdf_and_as_workbook(world: World, window: ChoiceWindow) -> None:
    desk = staff_client(world, Role.SCHOOL_TEACHING)
    at = f"/lists/classes/{world.class_ids[3]}/"
    assert desk.get(f"{at}pdf/").content.startswith(b"%PDF")
    rows = _rows(desk.get(f"{at}xlsx/").content)
    assert rows[0] == ["姓名", "周一", "周二", "周三", "周四", "周五", "回家方式"]
    assert rows[1][0] == "学生301"
    with world.inside():
        group = Group.objects.first()
    assert group
    at = f"/lists/groups/{group.id}/"
    assert desk.get(at).status_code == 200
    assert desk.get(f"{at}pdf/").content.startswith(b"%PDF")
    assert _rows(desk.get(f"{at}xlsx/").content)[0] == ["姓名", "班级", "授课教师", "地点"]
    slips = desk.get(f"/choices/{window.id}/slips/{world.class_ids[3]}/")
    assert slips.content.startswith(b"%PDF")


@pytest.mark.clause("A7.4", "A7.8")
def test_leaders_and_rooms_that_followed_reach_every_list(
    world: World, window: ChoiceWindow, tmp_path: Path
) -> None:
    name_leader(world, window.version_id, world[Role.TEACHER].person, slot_key="chess-0", room="302")
    desk, teacher = staff_client(world, Role.SCHOOL_TEACHING), staff_client(world, Role.TEACHER)
    with world.inside():
        group = Group.objects.filter(option_key="chess-0").first()
    assert group
    roll, of_class = f"/lists/groups/{group.id}/", f"/lists/classes/{world.class_ids[3]}/"
    for address in ("/lists/", roll):
        page = teacher.get(address).content.decode()
        assert "职员teacher" in page, address
        assert "302" in page, address
    assert "（302）" in desk.get(of_class).content.decode()
    assert _rows(desk.get(f"{roll}xlsx/").content)[1][2:] == ["职员teacher", "302"]
    assert "（302）" in _rows(desk.get(f"{of_class}xlsx/").content)[1][1]
    assert "任课教师：职员teacher" in text_of(desk.get(f"{roll}pdf/").content, tmp_path)
    assert "302" in text_of(desk.get(f"{of_class}pdf/").content, tmp_path)


def _rows(content: bytes) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python()


def test_strangers_find_no_list_and_no_choice(world: World, window: ChoiceWindow) -> None:
    other = a_world(short_code="other", per_class=1)
    with world.inside():
        group = Group.objects.first()
    assert group
    addresses = [
        f"/choices/{window.id}/",
        f"/choices/{window.id}/slips/{world.class_ids[3]}/",
        f"/lists/classes/{world.class_ids[3]}/",
        f"/lists/groups/{group.id}/",
    ]
    for client in (staff_client(other, Role.SCHOOL_HEAD), family_client(world.children[0]), Client()):
        for address in addresses:
            assert client.get(address).status_code == 404, address
    assert staff_client(world, Role.TEACHER).get(f"/lists/groups/{group.id}/").status_code == 404


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def _pages(world: World, window: ChoiceWindow) -> Iterator[tuple[Client, str]]:
    desk, family = staff_client(world, Role.SCHOOL_TEACHING), family_client(world.children[0])
    yield desk, "/choices/"
    yield desk, f"/choices/{window.id}/"
    yield desk, "/lists/"
    yield desk, f"/lists/classes/{world.class_ids[3]}/"
    yield family, "/family/"
    yield family, f"/family/{world.children[0].pupil_id}/"
    yield family, f"/family/{world.children[0].pupil_id}/result/"


def test_queries_do_not_grow_with_pupils() -> None:
    counts: list[list[int]] = []
    for per_class, code in ((1, "few"), (6, "many")):
        if not counts:
            lay_down_the_law()
        world = a_world(urban_rural_code="111", per_class=per_class, short_code=code)
        window, _ = drawn(world, capacity=2)
        set_business_now(DRAWN)
        pages = list(_pages(world, window))
        for client, address in pages:
            client.get(address)
        counts.append([_queries(client, address) for client, address in pages])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 60
