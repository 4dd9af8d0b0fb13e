"""The accounts of all schools of a county's term, as the county takes them away (A9.35)."""

from __future__ import annotations

import csv
import io

import pytest
import python_calamine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories.closed import OVER, a_term_of_money, close_a_term
from factories.law import lay_down_the_law
from factories.visitors import of_role
from factories.world import World, a_world
from kehou.kernel.actor import Role
from kehou.platform.audit.models import AuditEvent
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    set_business_now(OVER)
    first, second = (a_world(per_class=1, short_code=code) for code in ("yx", "ex"))
    close_a_term(a_term_of_money(first))
    a_term_of_money(second)
    return first


def _address(world: World, kind: str) -> str:
    return f"/county-accounts/430181/{world.term.id}/{kind}/"


@pytest.mark.clause("A9.35", "A9.36")
def test_every_school_is_a_row_and_the_sum_is_below(world: World) -> None:
    officer = of_role(world, Role.COUNTY_OFFICER)
    answer = officer.get(_address(world, "csv"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["学校"] for row in rows] == ["演习小学", "演习小学", "合计"]
    assert sorted(row["账簿状态"] for row in rows) == ["2所", "结余已确定", "记账中"]
    closed = next(row for row in rows if row["账簿状态"] == "结余已确定")
    assert (closed["参与教师补助（元）"], closed["参与教师（人）"]) == ("520.00", "2")
    assert (closed["管理人员补助（元）"], closed["管理人员（人）"]) == ("100.00", "1")
    assert (closed["绩效工资增量合计（元）"], closed["返还家长结余（元）"]) == ("620.00", "430.00")
    assert rows[-1]["绩效工资增量合计（元）"] == "1240.00"
    assert rows[-1]["参与教师（人）"] == "4"
    with world.inside():
        assert AuditEvent.objects.filter(action="accounts.exported").count() == 1


@pytest.mark.clause("A9.35")
def test_the_workbook_says_the_same(world: World) -> None:
    officer = of_role(world, Role.COUNTY_OFFICER)
    page = officer.get("/county-accounts/").content.decode()
    assert _address(world, "xlsx") in page
    assert "全县收支汇总" in officer.get("/ledgers/").content.decode()
    with CaptureQueriesContext(connection) as queries:
        content = officer.get(_address(world, "xlsx")).content
    assert len(queries) < 30
    sheet = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    cells = [cell for row in sheet for cell in row]
    assert "绩效工资增量合计（元）" in cells
    assert "合计" in cells


@pytest.mark.clause("A9.35")
def test_only_the_countys_own_desks_take_it(world: World) -> None:
    for role in (Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_HEAD):
        client = of_role(world, role)
        assert client.get(_address(world, "csv")).status_code == 404
        assert "全县收支汇总" not in client.get("/ledgers/").content.decode()
    officer = of_role(world, Role.COUNTY_OFFICER)
    assert officer.get(_address(world, "pdf")).status_code == 404
    assert officer.get(f"/county-accounts/430182/{world.term.id}/csv/").status_code == 404
