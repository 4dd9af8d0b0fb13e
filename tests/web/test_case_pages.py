"""From a report without a name to the answer, page by page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from factories.reported import WORDS, a_supervised_world
from factories.visitors import of_role, stranger
from factories.world import NOW, World
from kehou.kernel.actor import Role
from kehou.oversight.models import Case, Correction
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = a_supervised_world()
    set_business_now(NOW)
    return world


def _report(world: World) -> str:
    visitor = stranger()
    page = visitor.post(f"/report/{world.school.short_code}/", {"kind": "forced", "text": WORDS}, follow=True)
    found = re.search(r"\d{6}(-[0-9A-Z]{1,4}){4}", page.content.decode())
    assert found
    again = visitor.get(f"/report/{world.school.short_code}/receipt/", follow=True)
    assert found[0] not in again.content.decode()  # shown once
    return found[0]


def _answer(receipt: str) -> str:
    return stranger().post("/report/answer/", {"receipt": receipt}).content.decode()


def _post(client: Client, address: str, **given: str) -> None:
    page = client.post(address, given, follow=True)
    assert page.status_code == 200, page.content.decode()[-2000:]


def _case(world: World) -> str:
    with world.inside():
        return str(Case.objects.get().id)


@pytest.mark.clause("A2.14", "A11.15", "A11.16")
def test_a_report_is_worked_through_and_answered(world: World) -> None:
    receipt = _report(world)
    assert "待受理" in _answer(receipt)
    officer, approver = of_role(world, Role.COUNTY_OFFICER), of_role(world, Role.COUNTY_APPROVER)
    head = of_role(world, Role.SCHOOL_HEAD)
    case = f"/cases/{_case(world)}/"
    assert WORDS in officer.get(case).content.decode()
    _post(officer, f"{case}acceptance/", kind="forced")
    _post(officer, f"{case}handler/", handler_id=str(world[Role.COUNTY_OFFICER].person))
    _post(officer, f"{case}brief/", text="有反映称参加与否同评优有关", asked="请提供评优办法")
    assert "有反映称参加与否同评优有关" in head.get("/corrections/").content.decode()
    assert WORDS not in head.get("/corrections/").content.decode()
    _post(officer, f"{case}extension/", reason="要逐一了解")
    _post(approver, f"{case}decision/", outcome="upheld", findings="经核查属实")
    _post(officer, f"{case}reply/", text="已责令改正，谢谢您")
    _post(approver, f"{case}correction/", violation="与评优挂钩", demand="立即停止", money="25.00")
    with world.inside():
        order = Case.objects.get()
        assert order.state == "correcting"
    _correct(world, head, officer, case)
    _post(officer, f"{case}closing/")
    page = _answer(receipt)
    assert "已办结" in page
    assert "已责令改正，谢谢您" in page
    assert "经核查属实" not in page  # the county's own findings stay with the county
    assert (
        stranger().post("/report/answer/rating/", {"receipt": receipt, "content": "yes"}).status_code == 200
    )
    assert "满意" in officer.get(case).content.decode()


def _correct(world: World, head: Client, officer: Client, case: str) -> None:
    listing = head.get("/corrections/").content.decode()
    found = re.search(r"/corrections/[0-9a-f-]{36}/", listing)
    assert found
    _post(head, found[0], text="已说明", proof="截图", returned="25.00")
    with world.inside():
        correction = Correction.objects.get().id
    _post(officer, f"{case}corrections/{correction}/recheck/", is_passed="yes", note="已回访")


def test_a_wrong_number_leads_nowhere_and_says_so(world: World) -> None:
    _report(world)
    assert "没有这个编号" in _answer("430181-0000-0000-0000-0000")
    assert "没有这个编号" in _answer("不知道")


@pytest.mark.clause("A2.14")
@pytest.mark.parametrize("role", [Role.SCHOOL_HEAD, Role.SCHOOL_PLAN, Role.TEACHER, Role.CLASS_TEACHER])
def test_nobody_of_the_school_opens_a_case(world: World, role: Role) -> None:
    _report(world)
    client = of_role(world, role)
    assert client.get("/cases/").status_code == 404
    assert client.get(f"/cases/{_case(world)}/").status_code == 404


@pytest.mark.clause("A9.9")
def test_market_supervision_reads_what_was_handed_to_it_only(world: World) -> None:
    _report(world)
    market = of_role(world, Role.COUNTY_MARKET)
    assert market.get("/cases/").status_code == 200
    assert market.get(f"/cases/{_case(world)}/").status_code == 404


@pytest.mark.clause("A11.15")
def test_a_refusal_is_said_with_its_article(world: World) -> None:
    _report(world)
    officer = of_role(world, Role.COUNTY_OFFICER)
    page = officer.post(f"/cases/{_case(world)}/closing/")
    assert page.status_code == 409
    assert "《实施办法》（十一）" in page.content.decode()


def test_a_work_order_is_entered(world: World) -> None:
    officer = of_role(world, Role.COUNTY_OFFICER)
    given = {
        "origin": "hotline",
        "outer_number": "2026-0042",
        "outer_due_date": "2026-01-16",
        "school_id": str(world.school.id),
        "kind": "charge",
        "text": "多收材料费",
    }
    page = officer.post("/cases/entry/", given, follow=True)
    assert "2026-0042" in page.content.decode()
    assert "查询编号" in page.content.decode()
