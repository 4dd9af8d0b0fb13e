"""The county's desk for subsidies and what departments did."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from factories.world import NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db
BUDGET = {
    "kind": "subsidy_budget",
    "title": "2026年课后服务补贴预算",
    "document_number": "演财教〔2026〕2号",
    "taken": "2026-01-04",
    "amount": "900000.00",
    "rural": "600000.00",
}


@pytest.fixture
def world() -> World:
    set_business_now(NOW)
    return a_world(grades=(1,), per_class=1)


def _desk(world: World, role: Role) -> Client:
    client = Client()
    account = get_user_model().objects.create(login=role.value, person_id=world[role].person)
    client.force_login(account)
    return client


@pytest.mark.clause("A8.6")
def test_a_budget_is_written_down_and_shown(world: World) -> None:
    desk = _desk(world, Role.COUNTY_OFFICER)
    assert "没有安排课后服务财政补贴预算" in desk.get("/records/").content.decode()
    assert desk.post("/records/entry/", BUDGET).status_code == 302
    page = desk.get("/records/").content.decode()
    assert "900,000.00" in page
    assert "演财教〔2026〕2号" in page
    assert "没有安排" not in page


@pytest.mark.clause("A8.6", "A9.38")
def test_a_refusal_is_shown_and_nothing_typed_is_lost(world: World) -> None:
    desk = _desk(world, Role.COUNTY_OFFICER)
    page = desk.post("/records/entry/", BUDGET | {"amount": "", "rural": ""})
    assert page.status_code == 422
    text = page.content.decode()
    assert "财政补贴没有填写金额" in text
    assert "2026年课后服务补贴预算" in text


def test_a_school_finds_no_such_page(world: World) -> None:
    assert _desk(world, Role.SCHOOL_HEAD).get("/records/").status_code == 404
