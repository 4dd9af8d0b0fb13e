"""The county grants a school leave from a statement that holds in principle; anyone reads it."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from factories.law import lay_down_the_law
from factories.world import COUNTY, NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    set_business_now(NOW)
    return a_world(urban_rural_code="220")


def _staff(world: World, role: Role) -> Client:
    client = Client()
    person = world[role].person
    client.force_login(get_user_model().objects.create(login=f"{role.value}-login", person_id=person))
    return client


@pytest.mark.clause("A7.12")
def test_a_county_grants_leave_with_reason_and_end_and_anyone_reads_it(world: World) -> None:
    client = _staff(world, Role.COUNTY_APPROVER)
    assert "没有准予过例外" in client.get("/departures/").content.decode()
    given = {
        "school": str(world.school.id),
        "clause": "A7.12",
        "reason": "教学点只有寄宿生，家长在外务工",
        "from_date": "2026-01-12",
    }
    incomplete = client.post("/departures/", given)
    assert "请填写截止日期" in incomplete.content.decode()
    assert client.post("/departures/", given | {"until_date": "2026-01-01"}).status_code == 409
    assert client.post("/departures/", given | {"until_date": "2026-07-03"}).status_code == 302
    page = Client().get(f"/departures/{COUNTY.code}/").content.decode()
    assert "家长在外务工" in page
    assert "演习小学" in page


def test_only_the_countys_approver_grants(world: World) -> None:
    officer = _staff(world, Role.COUNTY_OFFICER)
    page = officer.get("/departures/")
    assert page.status_code == 200
    assert "准予例外并公开" not in page.content.decode()
    assert _staff(world, Role.SCHOOL_HEAD).get("/departures/").status_code == 404
    assert Client().get("/departures/999999/").status_code == 404
