"""The school's people desk and the county's decisions on people."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from factories.browsing import staff_client, text_of
from factories.world import NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now
from kehou.providers.models import CheckEntry, PersonFile

pytestmark = pytest.mark.django_db
OUTSIDER = {
    "name": "剪纸师傅",
    "id_number": "43018119700101001X",
    "kind": "outside",
    "outside_kind": "heritage_bearer",
    "need": "本校无人会剪纸",
    "consented": "2026-01-10",
}
RESULTS = {f"result_{item.value}": "passed" for item in CheckEntry.Item}
PAPER = {"reference": "核〔2026〕9号", "checked_date": "2026-01-11"}


@pytest.fixture
def world() -> World:
    made = a_world()
    set_business_now(NOW)
    return made


def _enter(world: World, client: Client) -> PersonFile:
    assert client.post("/clearances/entry/", OUTSIDER).status_code == 302
    with world.inside():
        return PersonFile.objects.latest("filed_at", "id")


@pytest.mark.clause("A10.6")
def test_the_desk_says_who_is_cleared_and_what_is_missing(world: World) -> None:
    safety = staff_client(world, Role.SCHOOL_SAFETY)
    page = text_of(safety, "/clearances/")
    assert "没有核查记录" in page
    assert "9月1日" in page
    names = re.findall(r'name="people" value="([0-9a-f-]+)"', text_of(safety, "/clearances/screening/"))
    assert names
    assert str(world[Role.SCHOOL_SAFETY].person) not in names
    screened = {"people": names[:1], "reference": "演教人〔2026〕1号", "checked_date": "2026-01-09"}
    assert safety.post("/clearances/screening/", screened).status_code == 302


@pytest.mark.clause("A6.5", "A6.13", "A10.6")
def test_someone_from_outside_comes_from_file_to_approval(world: World) -> None:
    safety, head = staff_client(world, Role.SCHOOL_SAFETY), staff_client(world, Role.SCHOOL_HEAD)
    file = _enter(world, safety)
    address = f"/clearances/{file.id}/"
    refused = head.post(address + "approval/")
    assert refused.status_code == 409
    assert "没有“政治表现”的审查结果" in refused.content.decode()
    assert safety.post(address + "checks/", RESULTS | PAPER).status_code == 302
    assert "待县级批准" in text_of(head, address)
    assert head.post(address + "approval/").status_code == 302
    approver = staff_client(world, Role.COUNTY_APPROVER)
    queue = text_of(approver, "/requests/")
    assert "剪纸师傅" in queue
    (request,) = re.findall(r"/requests/people/([0-9a-f-]+)/", queue)
    assert "非遗传承人" in text_of(approver, f"/requests/people/{request}/")
    decision = {"approved": "yes", "document_number": "演教人〔2026〕2号"}
    assert approver.post(f"/requests/people/{request}/decision/", decision).status_code == 302
    assert "同意" in text_of(head, address)


@pytest.mark.clause("A6.14")
def test_a_head_suspends_and_only_the_county_bars(world: World) -> None:
    file = _enter(world, staff_client(world, Role.SCHOOL_SAFETY))
    head, approver = staff_client(world, Role.SCHOOL_HEAD), staff_client(world, Role.COUNTY_APPROVER)
    address = f"/clearances/{file.id}/"
    barred = {"kind": "barred", "reason": "有记录"}
    assert head.post(address + "hold/", barred).status_code == 200
    assert head.post(address + "hold/", {"kind": "suspended", "reason": "家长反映"}).status_code == 302
    page = text_of(head, address)
    assert "已暂停" in page
    (end,) = re.findall(r"/clearances/[0-9a-f-]+/hold/[0-9a-f-]+/end/", page)
    assert head.post(end).status_code == 302
    assert approver.get("/clearances/").status_code == 404


def test_an_identity_number_stands_on_no_page(world: World) -> None:
    safety = staff_client(world, Role.SCHOOL_SAFETY)
    file = _enter(world, safety)
    for address in ("/clearances/", f"/clearances/{file.id}/"):
        assert OUTSIDER["id_number"] not in text_of(safety, address)


def test_strangers_and_mistakes_are_turned_away(world: World) -> None:
    file = _enter(world, staff_client(world, Role.SCHOOL_SAFETY))
    other = a_world(short_code="yx2")
    assert staff_client(other, Role.SCHOOL_HEAD).get(f"/clearances/{file.id}/").status_code == 404
    teacher = staff_client(world, Role.TEACHER)
    assert teacher.get("/clearances/").status_code == 404
    safety = staff_client(other, Role.SCHOOL_SAFETY)
    page = safety.post("/clearances/entry/", {"name": ""}).content.decode()
    assert "请填写姓名" in page


def test_the_desk_asks_a_fixed_number_of_queries(world: World, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    safety = staff_client(world, Role.SCHOOL_SAFETY)
    text_of(safety, "/clearances/")
    with django_assert_max_num_queries(40):
        page = safety.get("/clearances/")
    assert len(page.content) < 100_000
