"""Longer care, the bus and the dormitory on the pages of family, gate and safety office (A4.17, A4.18)."""

from __future__ import annotations

import re

import pytest

from factories.afternoon import MONDAY, at, running_school
from factories.afternoon_acts import roll, start
from factories.browsing import family_client, staff_client, text_of
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.delivery.models import BoarderCare, CareRequest
from kehou.kernel.actor import Role
from kehou.kernel.moments import ONE_DAY
from kehou.platform.clock.business import set_business_now
from kehou.registry.models import Pupil

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """At the end of the chess session; the last child boards, the one before rides the bus."""
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    session = running_school(world)
    with world.inside():
        Pupil.objects.filter(pk=world.children[5].pupil_id).update(lodging="boarder")
        Pupil.objects.filter(pk=world.children[4].pupil_id).update(rides_bus=True)
    start(world, session)
    roll(world, session)
    return world


@pytest.mark.clause("A4.17")
def test_a_family_asks_for_longer_care_and_the_gate_knows(world: World) -> None:
    set_business_now(at(8, 0))
    child = world.children[2]
    family, office = family_client(child), staff_client(world, Role.SCHOOL_SAFETY)
    address = f"/family/{child.pupil_id}/care/"
    assert address in text_of(family, "/family/today/")
    asked = {
        "from_date": "2026-03-02",
        "last_date": "2026-03-02",
        "ends": "18:30",
        "reason": "父母夜班",
        "collector_id": str(child.guardian.person),
    }
    late = family.post(address, asked | {"ends": "19:30"})
    assert late.status_code == 409
    assert "延时托管到19:30" in late.content.decode()
    assert "结束日期不能早于开始日期" in (
        family.post(address, asked | {"last_date": "2026-03-01"}).content.decode()
    )
    assert family.post(address, asked).status_code == 302
    assert "等学校答复" in text_of(family, address)
    assert "父母夜班" in text_of(office, "/afternoon/care/")
    with world.inside():
        request_id = CareRequest.objects.get().id
    assert office.post(f"/afternoon/care/{request_id}/", {"granted": "yes"}).status_code == 302
    assert "学校同意" in text_of(family, address)
    set_business_now(at(17, 52))
    assert "18:30前来接" in text_of(office, "/afternoon/gate/")
    assert "延时托管到18:30" in text_of(office, "/afternoon/gate/paper/")


@pytest.mark.clause("A4.18", "A10.9")
def test_the_gate_counts_the_bus_and_hands_boarders_to_the_dormitory(world: World) -> None:
    set_business_now(at(17, 52))
    office = staff_client(world, Role.SCHOOL_SAFETY)
    page = text_of(office, "/afternoon/gate/")
    assert re.search(r'乘校车</h2>\s*<p><span class="whole">学生501</span></p>', page)
    assert re.search(r'回宿舍</h2>\s*<p><span class="whole">学生601</span></p>', page)
    rider, boarder = (str(world.children[number].pupil_id) for number in (4, 5))
    bus = {"way": "bus", "pupil": rider, "counted": "1"}
    assert office.post("/afternoon/gate/group/", bus).status_code == 302
    bed = {"way": "dormitory", "pupil": boarder, "counted": "1"}
    refused = office.post("/afternoon/gate/group/", bed)
    assert refused.status_code == 409
    assert "没有另一位本校教职工在宿舍接收" in refused.content.decode()
    keeper = str(world[Role.TEACHER].person)
    answer = office.post("/afternoon/gate/group/", bed | {"keeper": keeper}, follow=True)
    assert "1人已回宿舍" in answer.content.decode()
    family = family_client(world.children[5])
    assert "回宿舍" in text_of(family, "/family/today/")


@pytest.mark.clause("A4.18")
def test_boarders_who_do_not_join_are_written_down(world: World) -> None:
    set_business_now(at(16, 0, on=MONDAY + ONE_DAY))
    office = staff_client(world, Role.SCHOOL_SAFETY)
    assert "学生601" in text_of(office, "/afternoon/boarders/")
    assert staff_client(world, Role.TEACHER).get("/afternoon/boarders/").status_code == 404
    kept = {"where": "阅览室", "staff_id": str(world[Role.TEACHER].person), "pupil_count": "0"}
    answer = office.post("/afternoon/boarders/", kept, follow=True)
    assert "应有1人，数到0人" in answer.content.decode()
    office.post("/afternoon/boarders/", kept | {"pupil_count": "1"})
    assert "相符" in text_of(office, "/afternoon/boarders/")
    with world.inside():
        assert BoarderCare.objects.count() == 2
