"""Finding bills and receipts on their desks: by what stands in the address, or by a name, which is posted."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.billing import Billed, a_billed_world
from factories.browsing import staff_client
from kehou.funds.bills.codes import BillReference, pay_code
from kehou.kernel.actor import Role
from kehou.platform.audit.models import AuditEvent
from kehou.platform.clock.business import set_business_now
from sharing import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(standing: Standing[Billed]) -> Billed:
    return standing(_paid)


@pytest.fixture
def billed(built: Billed) -> Billed:
    set_business_now(built.now)
    return deepcopy(built)


def _paid() -> Billed:
    """Two children in each of six grades; the first three have paid, the second of them twice."""
    billed = a_billed_world(per_class=2)
    for child in (0, 1, 1, 2):
        billed.pay(100, child=child)
    return billed


def _desk(billed: Billed, name: str) -> str:
    return f"/money/schools/{billed.world.school.id}/{name}/"


def _accountant(billed: Billed) -> Client:
    return staff_client(billed.world, Role.SCHOOL_ACCOUNTANT)


def _bills(billed: Billed, query: str = "", **posted: str) -> list[str]:
    """Whose bills the desk lists, in its order."""
    return re.findall(r'<a href="/money/bills/[^"]+">([^<]+)</a>', _page(billed, "bills", query, posted))


def _receipts(billed: Billed, query: str = "", **posted: str) -> list[str]:
    """Whose receipts the desk lists below those that wait."""
    page = _page(billed, "receipts", query, posted).split("找到的收款")[1]
    return re.findall(r"<td>(学生\d+)</td>", page)


def _page(billed: Billed, desk: str, query: str, posted: dict[str, str]) -> str:
    client, address = _accountant(billed), _desk(billed, desk) + query
    answer = client.post(address, posted) if posted else client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def _traced(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def test_bills_are_found_by_class_number_and_code(billed: Billed) -> None:
    assert len(_bills(billed)) == 12
    assert _bills(billed, f"?class_id={billed.world.class_ids[2]}") == ["学生201", "学生202"]
    bill, term = billed.bill(3), billed.world.term
    assert _bills(billed, f"?q={bill.number}") == ["学生202"]
    assert _bills(billed, f"?q={pay_code(BillReference(term.year, term.half, bill.number))}") == ["学生202"]
    assert _bills(billed, f"?class_id={billed.world.class_ids[1]}&q={bill.number}") == []


def test_bills_are_found_by_a_posted_name_which_is_traced(billed: Billed) -> None:
    with billed.world.inside():
        before = _traced("bills.searched")
    assert _bills(billed, name="生20") == ["学生201", "学生202"]
    assert _bills(billed, f"?class_id={billed.world.class_ids[2]}", name="02") == ["学生202"]
    with billed.world.inside():
        assert _traced("bills.searched") == before + 2
    assert len(_bills(billed, name=" ")) == 12  # nothing was looked for: the page says so and shows all


def test_what_is_not_found_is_said_with_a_way_back(billed: Billed) -> None:
    for desk, said in (("bills", "没有找到账单"), ("receipts", "没有找到收款")):
        for query, posted in (("?q=99999", {}), ("", {"name": "没有这个人"})):
            page = _page(billed, desk, query, posted)
            assert said in page
            assert f'<a href="{_desk(billed, desk)}">查看全部</a>' in page
    assert "导出表格" in _page(billed, "bills", "?q=99999", {})  # the workbook still holds all bills


def test_receipts_are_found_by_paper_bill_and_name(billed: Billed) -> None:
    assert _receipts(billed, "?q=4300000002") == ["学生102"]
    assert _receipts(billed, f"?q={billed.bill(1).number}&page=1")[:2] == ["学生102", "学生102"]
    assert _receipts(billed, name="学生1") == ["学生102", "学生102", "学生101"]
    with billed.world.inside():
        assert _traced("receipts.searched") == 1


def test_a_search_stays_in_the_address_of_the_next_page(
    billed: Billed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kehou.funds.bills.desk.A_PAGE", 1)
    grade = billed.world.class_ids[2]
    page = _page(billed, "bills", f"?class_id={grade}&q=", {})
    assert re.search(rf'href="\?class_id={grade}[^"]*page=2"', page)
    assert _bills(billed, f"?class_id={grade}&page=2") == ["学生202"]
    posted = _page(billed, "bills", "", {"name": "学生2"})
    assert "page=2" not in posted
    assert "先显示1张" in posted


def test_finding_asks_no_more_for_more_that_is_found(billed: Billed) -> None:
    client, desk = _accountant(billed), _desk(billed, "bills")
    client.get(desk)
    asked = []
    for name in ("学生201", "学生"):
        with CaptureQueriesContext(connection) as queries:
            client.post(desk, {"name": name})
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_who_may_not_see_bills_finds_none(billed: Billed) -> None:
    teacher = staff_client(billed.world, Role.TEACHER)
    assert teacher.post(_desk(billed, "bills"), {"name": "学生"}).status_code in (403, 404)
    assert teacher.get(_desk(billed, "receipts") + "?q=43").status_code in (403, 404)
