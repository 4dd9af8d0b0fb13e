"""The pages of the register of resources: the county's desk, anyone's list, a leader's choice."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from factories.afternoon import at, running_school
from factories.browsing import staff_client
from factories.law import lay_down_the_law
from factories.world import COUNTY, World, a_world
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db
LIBRARY = {
    "kind": "library",
    "title": "县图书馆",
    "keeper": "县文旅局",
    "whereabouts": "人民路2号",
    "use": "阅读",
}
LESSONS = {"kind": "local_collection", "title": "县域微课", "whereabouts": "县教育资源网"}


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    set_business_now(at(15, 0))
    return a_world(urban_rural_code="111", per_class=1)


def _said(page: HttpResponse) -> str:
    return page.content.decode()


def _public() -> str:
    return _said(Client().get(f"/resources/{COUNTY.code}/"))


@pytest.mark.clause("A6.19", "A6.22")
def test_a_resource_goes_from_the_desk_through_its_review_to_the_public_list(world: World) -> None:
    officer, approver = staff_client(world, Role.COUNTY_OFFICER), staff_client(world, Role.COUNTY_APPROVER)
    assert "还没有登记资源" in _public()
    for entry in (LIBRARY, LESSONS):
        assert officer.post("/resources/entry/", entry).status_code == 302
    page = _public()
    assert "县图书馆" in page
    assert "县域微课" not in page
    desk = approver.get("/resources/")
    assert "待审核" in _said(desk)
    (review,) = [
        f"/resources/{row.id}/review/" for row, *_ in desk.context["rows"] if row.title == LESSONS["title"]
    ]
    assert "县教育资源网" in _said(approver.get(review))
    assert approver.post(review, {"outcome": "offered", "reason": ""}).status_code == 302
    assert "县域微课" in _public()
    refused = officer.post(review, {"outcome": "withdrawn", "reason": "过时"})
    assert refused.status_code == 422
    assert "登记和审核是同一个人" in _said(refused)


@pytest.mark.clause("A6.23")
def test_a_price_is_refused_and_nothing_typed_is_lost(world: World) -> None:
    officer = staff_client(world, Role.COUNTY_OFFICER)
    page = officer.post("/resources/entry/", LESSONS | {"price": "0.01"})
    assert page.status_code == 422
    assert "登记的资源应当免费" in _said(page)
    assert "县域微课" in page.content.decode()


@pytest.mark.clause("A6.19", "A6.20")
def test_a_leader_names_what_a_session_uses(world: World) -> None:
    session = running_school(world)
    set_business_now(at(16, 0))
    teacher = staff_client(world, Role.TEACHER)
    address = f"/afternoon/sessions/{session.id}/resources/"
    assert "没有可以选用的资源" in _said(teacher.get(address))
    staff_client(world, Role.COUNTY_OFFICER).post("/resources/entry/", LIBRARY)
    assert address in teacher.get(f"/afternoon/sessions/{session.id}/").content.decode()
    (choice,) = teacher.get(address).context["offered"]
    bare = teacher.post(address, {"resource_id": str(choice.id), "is_visit": "on"})
    assert bare.status_code == 422
    assert "没有填写安全预案" in _said(bare)
    told = {"resource_id": str(choice.id), "is_visit": "on", "safety_plan": "两名教师带队步行"}
    assert teacher.post(address, told).status_code == 302
    assert "两名教师带队步行" in _said(teacher.get(address))


def test_no_such_county_and_no_stranger(world: World) -> None:
    assert Client().get("/resources/999999/").status_code == 404
    assert staff_client(world, Role.SCHOOL_HEAD).get("/resources/").status_code == 404
