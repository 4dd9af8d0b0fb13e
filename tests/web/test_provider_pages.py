"""Providers from application to contract, on the pages of county, school, public and the provider itself."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from factories.browsing import staff_client, text_of
from factories.engaged import (
    LISTED,
    a_contract_in_force,
    an_office,
    enter_body,
    issue,
    list_a_provider,
    set_caps,
)
from factories.world import COUNTY, NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.platform.access.holding import give_role
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id
from kehou.platform.database.scope import Scope, scoped
from kehou.providers.models import Bid, ListEntry, ListVersion, Provider

pytestmark = pytest.mark.django_db
APPLICATION = {
    "name": "晨光艺术培训学校",
    "credit_code": "91430100MA4L000163",
    "licence_number": "教民1",
    "licence_domains": ["arts"],
    "licence_to": "2026-12-31",
    "title_1": "少儿舞蹈",
    "domain_1": "arts",
    "minutes_1": "40",
}
TENDER = {
    "title": "少儿舞蹈",
    "domain": "arts",
    "minutes": "40",
    "method": "open_tender",
    "document_number": "演教采〔2026〕1号",
    "held": "2026-01-09",
    "bid_1": "8.00",
    "bid_2": "9.00",
    "other_2": "乙机构",
    "bid_3": "9.50",
    "other_3": "丙机构",
    "seen_1": "10.00",
    "source_1": "官网价目",
    "day_1": "2025-12-01",
}
REVIEW = {"credit_clear": "on", "blacklist_clear": "on", "materials_sound": "on", "passed": "yes"}


@pytest.fixture
def world() -> World:
    made = a_world()
    set_business_now(NOW)
    return made


def _one(model):  # type: ignore[no-untyped-def]
    with scoped(Scope(areas=frozenset({"43"}))):
        return model.objects.latest("id")


@pytest.mark.clause("A6.7", "A6.8", "A6.11", "A6.12", "A6.15")
def test_a_body_goes_from_application_to_the_public_list(world: World) -> None:
    officer, approver = staff_client(world, Role.COUNTY_OFFICER), staff_client(world, Role.COUNTY_APPROVER)
    assert "还没有引进标准" in text_of(officer, "/providers/")
    assert officer.post("/providers/entry/", APPLICATION).status_code == 409
    criteria = {"document_number": "演教发〔2026〕2号", "issued": "2026-01-05", "content": "证照齐全"}
    assert approver.post("/providers/criteria/", criteria).status_code == 302
    assert officer.post("/providers/entry/", APPLICATION).status_code == 302
    address = f"/providers/{_one(Provider).id}/"
    for reviewer in (officer, approver):
        assert reviewer.post(address + "review/", REVIEW).status_code == 302
    assert "审核通过" in text_of(officer, address)
    body = str(_one(Provider).id)
    tender = TENDER | {"bidder_1": body, "whose_1": body}
    wrong = tender | {"bid_2": "很多", "day_1": "去年"}
    page = officer.post("/providers/competitions/entry/", wrong).content.decode()
    assert "第2份报价要填金额，最多两位小数。" in page
    assert "第1份校外价的材料日期要填完整的年月日。" in page
    assert officer.post("/providers/competitions/entry/", tender).status_code == 302
    with scoped(Scope(areas=frozenset({"43"}))):
        bid = Bid.objects.get(provider=body)
    assert approver.post(f"/providers/bids/{bid.id}/award/").status_code == 302
    listing = {"document_number": "演教函〔2026〕4号", "valid_until": "2026-12-31"}
    assert approver.post("/providers/lists/opening/", listing).status_code == 302
    public = Client()
    assert "正在公示（第1版）" in text_of(public, f"/provider-lists/{COUNTY.code}/")
    confirmation = f"/providers/lists/{_one(ListVersion).id}/confirmation/"
    assert approver.post(confirmation).status_code == 409
    set_business_now(LISTED)
    assert approver.post(confirmation).status_code == 302
    page = text_of(public, f"/provider-lists/{COUNTY.code}/")
    assert "晨光艺术培训学校" in page
    assert "8.00元" in page
    assert "证照齐全" in page


@pytest.mark.clause("A6.18")
def test_a_subject_is_refused_on_the_page(world: World) -> None:
    office = an_office(world)
    issue(office)
    officer = staff_client(world, Role.COUNTY_OFFICER)
    answer = officer.post("/providers/entry/", APPLICATION | {"title_1": "奥数", "domain_1": "subject"})
    assert answer.status_code == 409
    assert "第三方机构不得参与校内学科类服务" in answer.content.decode()


@pytest.mark.clause("A6.10")
def test_a_suspended_body_is_marked_in_the_list(world: World) -> None:
    provider = list_a_provider(an_office(world))
    set_business_now(LISTED)
    approver = staff_client(world, Role.COUNTY_APPROVER)
    address = f"/providers/{provider.id}/"
    assert "请填写理由" in approver.post(address + "standing/", {"event": "suspend"}).content.decode()
    moved = {"event": "suspend", "reason": "抽查发现换人"}
    assert approver.post(address + "standing/", moved).status_code == 302
    assert "已暂停或移出" in text_of(Client(), f"/provider-lists/{COUNTY.code}/")


@pytest.mark.clause("A6.6", "A6.13", "A6.15")
def test_a_school_asks_contracts_and_ends(world: World) -> None:
    set_caps()
    provider = list_a_provider(an_office(world))
    set_business_now(LISTED)
    planner, head = staff_client(world, Role.SCHOOL_PLAN), staff_client(world, Role.SCHOOL_HEAD)
    approver = staff_client(world, Role.COUNTY_APPROVER)
    need = {"provider_id": str(provider.id), "course_count": "1", "need_statement": "五十人想学"}
    assert planner.post("/contracts/use/", need).status_code == 302
    (address,) = re.findall(r"/requests/uses/[0-9a-f-]+/decision/", text_of(approver, "/requests/"))
    assert approver.post(address, {"approved": "yes"}).status_code == 302
    paper = {
        "entry_id": str(_one(ListEntry).id),
        "number": "合同2026-1",
        "course_key": "dance",
        "price": "8.00",
        "minutes": "40",
        "places": "30",
        "first": "2026-03-02",
        "last": "2026-07-03",
        "acceptance": "监管教师签字",
        "exit_rule": "移出即终止",
    }
    assert planner.post("/contracts/entry/", paper | {"prepaid": "30"}).status_code == 409
    assert planner.post("/contracts/entry/", paper).status_code == 302
    (contract,) = set(re.findall(r'href="(/contracts/[0-9a-f-]{36}/)"', text_of(planner, "/contracts/")))
    assert "240.00元" in text_of(head, contract)
    assert head.post(contract + "approval/").status_code == 409


def test_a_provider_sees_its_own_contract_and_people_and_no_child(world: World) -> None:
    contract = a_contract_in_force(world, an_office(world))
    person = new_id()
    since = date(2026, 1, 20)
    give_role(person, Role.PROVIDER, world.place, from_date=since, detail=str(contract.provider_id))
    coach = Client()
    coach.force_login(get_user_model().objects.create(login="coach-login", person_id=person))
    set_business_now(LISTED + timedelta(days=60))
    page = text_of(coach, "/providers/own/")
    assert "合同2026-1" in page
    assert "教练甲" in page
    assert "学生" not in page
    for address in ("/contracts/", "/clearances/", "/providers/", "/pupils/", "/lists/"):
        assert coach.get(address).status_code in (302, 404)
        assert coach.get(address, follow=True).status_code == 404


def test_a_provider_of_another_school_sees_nothing(world: World) -> None:
    contract = a_contract_in_force(world, an_office(world))
    other, person = a_world(short_code="yx2"), new_id()
    since = date(2026, 1, 20)
    give_role(person, Role.PROVIDER, other.place, from_date=since, detail=str(contract.provider_id))
    coach = Client()
    coach.force_login(get_user_model().objects.create(login="coach-login", person_id=person))
    set_business_now(LISTED + timedelta(days=60))
    assert "还没有合同" in text_of(coach, "/providers/own/")


def test_an_unknown_county_has_no_list(world: World) -> None:
    enter = Client().get("/provider-lists/999999/")
    assert enter.status_code == 404


def test_the_county_enters_a_renewed_licence(world: World) -> None:
    office = an_office(world)
    issue(office)
    body = enter_body(office)
    officer = staff_client(world, Role.COUNTY_OFFICER)
    page = f"/providers/{body.id}/licence/"
    assert page in text_of(officer, f"/providers/{body.id}/")
    assert "教民1430181001" in text_of(officer, page)
    renewed = {"licence_number": "教民2", "licence_domains": ["arts", "pe"], "licence_to": "2025-12-31"}
    assert "也已经过期" in officer.post(page, renewed).content.decode()
    assert officer.post(page, renewed | {"licence_to": "2028-12-31"}).status_code == 302
    assert "教民2" in text_of(officer, f"/providers/{body.id}/")
    assert staff_client(world, Role.SCHOOL_HEAD).get(page).status_code == 404
