"""A month of allowances and other payments, on the pages of accountant, head, cashier and teacher."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest

from factories.browsing import staff_client, text_of
from factories.paying import AFTER, SHOWN, PayWorld, a_paying_school
from kehou.funds.models import AllowanceRun, Expense
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now
from sharing import Standing

pytestmark = pytest.mark.django_db
EXPENSE = {
    "category": "consumables",
    "amount": "300.00",
    "course_key": "chess",
    "purpose": "棋盘20副",
    "payee_kind": "supplier",
    "payee": "文体用品店",
}


@pytest.fixture(scope="module")
def built(standing: Standing[PayWorld]) -> PayWorld:
    return standing(a_paying_school)


@pytest.fixture
def school(built: PayWorld) -> PayWorld:
    set_business_now(AFTER)
    return deepcopy(built)


def _address(school: PayWorld) -> str:
    with school.world.inside():
        return f"/allowances/{AllowanceRun.objects.latest('made_at', 'number').id}/"


@pytest.mark.clause("A9.23", "A9.25", "A9.26")
def test_a_month_goes_over_three_desks(school: PayWorld) -> None:
    accountant = staff_client(school.world, Role.SCHOOL_ACCOUNTANT)
    head, cashier = (
        staff_client(school.world, Role.SCHOOL_HEAD),
        staff_client(school.world, Role.SCHOOL_CASHIER),
    )
    teacher = staff_client(school.world, Role.TEACHER)
    assert "2026年3月" in text_of(accountant, "/allowances/")
    entry = text_of(accountant, "/allowances/2026/3/entry/")
    (field,) = re.findall(r'name="(amount_[0-9a-f-]+)"', entry)
    assert "带班、巡课2天" in entry
    assert accountant.post("/allowances/2026/3/entry/", {"made": "1", field: "99999"}).status_code == 302
    page = text_of(accountant, _address(school))
    assert "高于直接参与人员人均" in page
    assert accountant.post(_address(school) + "test/").status_code == 409
    assert accountant.post("/allowances/2026/3/entry/", {"made": "1", field: "100.00"}).status_code == 302
    address = _address(school)
    assert teacher.get(address).status_code == 404
    assert accountant.post(address + "test/").status_code == 302
    assert accountant.post(address + "publication/").status_code == 302
    assert "职员teacher" in text_of(teacher, address)
    assert head.post(address + "approval/").status_code == 409
    set_business_now(SHOWN)
    assert "批准发放表" in text_of(head, address)
    assert head.post(address + "approval/").status_code == 302
    assert "付款账户" in text_of(cashier, address)
    assert "请选择付款账户" in cashier.post(address + "payment/", {"purse_code": ""}).content.decode()
    assert cashier.post(address + "payment/", {"purse_code": "B1"}).status_code == 302
    assert "已发放" in text_of(teacher, "/allowances/")


@pytest.mark.clause("A9.23", "A9.36")
def test_the_signed_sheet_and_its_workbook(school: PayWorld) -> None:
    school.test(school.draft())
    accountant = staff_client(school.world, Role.SCHOOL_ACCOUNTANT)
    paper = text_of(accountant, _address(school) + "paper/")
    assert "元整" in paper
    assert "30107" in paper
    book = accountant.get(_address(school) + "workbook/")
    assert book.status_code == 200
    assert book.content[:2] == b"PK"
    assert staff_client(school.world, Role.TEACHER).get(_address(school) + "workbook/").status_code == 404


@pytest.mark.clause("A9.26")
def test_a_correction_is_asked_with_a_reason(school: PayWorld) -> None:
    run = school.released()
    accountant = staff_client(school.world, Role.SCHOOL_ACCOUNTANT)
    address = f"/allowances/{run.id}/"
    assert "请填写理由" in accountant.post(address + "correction/", {"reason": ""}).content.decode()
    assert accountant.post(address + "correction/", {"reason": "核对"}).status_code == 409


@pytest.mark.clause("A9.28", "A9.31", "A9.33")
def test_an_expense_goes_over_three_desks(school: PayWorld) -> None:
    accountant = staff_client(school.world, Role.SCHOOL_ACCOUNTANT)
    head, cashier = (
        staff_client(school.world, Role.SCHOOL_HEAD),
        staff_client(school.world, Role.SCHOOL_CASHIER),
    )
    assert "9,000.00元" in text_of(accountant, "/spending/")
    refused = accountant.post("/spending/entry/", EXPENSE | {"payee_kind": "central_school"})
    assert refused.status_code == 409
    assert "中心校" in refused.content.decode()
    assert "请填写金额" in accountant.post("/spending/entry/", EXPENSE | {"amount": ""}).content.decode()
    assert accountant.post("/spending/entry/", EXPENSE).status_code == 302
    with school.world.inside():
        voucher = Expense.objects.get()
    address = f"/spending/expenses/{voucher.id}/"
    assert "棋盘20副" in text_of(head, "/spending/")
    assert head.post(address + "approval/").status_code == 302
    assert "登记已支付" in text_of(cashier, "/spending/")
    assert cashier.post(address + "payment/", {"purse_code": "B1"}).status_code == 302
    assert "8,700.00元" in text_of(accountant, "/spending/")


def test_strangers_and_impossible_months_are_turned_away(school: PayWorld) -> None:
    accountant = staff_client(school.world, Role.SCHOOL_ACCOUNTANT)
    assert accountant.get("/allowances/2026/13/entry/").status_code == 404
    assert staff_client(school.world, Role.SCHOOL_SAFETY).get("/allowances/").status_code == 404
    assert staff_client(school.world, Role.TEACHER).get("/spending/").status_code == 404
    run = school.draft()
    teacher = staff_client(school.world, Role.SCHOOL_TEACHING)
    assert teacher.get(f"/allowances/{run.id}/").status_code == 404
