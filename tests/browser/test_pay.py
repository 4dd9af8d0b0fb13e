"""The month of a school in a browser: a sheet over three desks, paper bought; and the desks of people."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Browser

from browser.people import give_accounts, sign_in
from browser.walker import DESK, Barriers, Walker
from factories.engaged import a_contract_in_force, an_office
from factories.paying import AFTER, SHOWN, a_paying_school
from kehou.funds.book import balances
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.ledger.accounts import BANK
from kehou.platform.clock.business import set_business_now
from kehou.registry.public import names_of

pytestmark = pytest.mark.browser
STAFF = (Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_HEAD, Role.SCHOOL_CASHIER)


def _enter(browser: Browser, site: str, barriers: Barriers, role: Role) -> Walker:
    walker = Walker.enter(browser, site, barriers, width=DESK)
    sign_in(walker, role)
    return walker


@pytest.mark.clause("A9.23", "A9.25", "A9.26", "A9.28")
def test_an_accountants_month(site: str, browser: Browser, barriers: Barriers) -> None:
    school = a_paying_school()
    world = school.world
    give_accounts(world, *STAFF)
    set_business_now(AFTER)
    accountant, head, cashier = (_enter(browser, site, barriers, role) for role in STAFF)
    with world.inside():
        manager = names_of([world[Role.SCHOOL_PLAN].person])[world[Role.SCHOOL_PLAN].person]

    accountant.go("/allowances/")
    accountant.press("2026年3月")
    accountant.fill(manager, "100000")
    accountant.press("生成草稿")
    accountant.reads("高于直接参与人员人均")
    accountant.go("/allowances/2026/3/entry/")
    accountant.fill(manager, "100")
    accountant.press("生成草稿")
    accountant.press("检验")
    accountant.press("在校内公示")
    sheet = accountant.page.url.removeprefix(site)
    accountant.press("打印签名表")
    accountant.reads("壹佰元整", "30107")

    set_business_now(SHOWN)
    head.go(sheet)
    head.press("批准发放表")
    cashier.go(sheet)
    cashier.press("登记已发放")
    cashier.reads("已发放")

    accountant.go("/spending/entry/")
    accountant.page.get_by_label("支出项目").select_option(label="耗材")
    accountant.page.get_by_label("由哪门课程引起").select_option(index=1)
    accountant.fill("金额", "30.00")
    accountant.fill("用途", "彩纸")
    accountant.fill("收款单位", "文体用品店")
    accountant.press("申请支出")
    head.go("/spending/")
    head.press("批准")
    cashier.go("/spending/")
    cashier.press("登记已支付")
    cashier.reads("已支付")

    _close(school, accountant)
    for walker in (accountant, head, cashier):
        assert walker.faults == []
        walker.page.context.close()


def _close(school, accountant: Walker) -> None:  # type: ignore[no-untyped-def]
    """What was paid has left the bank, and the month in which it left is closed with the bank's own sum."""
    ledger = school.book.ledger
    with school.world.inside():
        bank = balances(ledger.id).of(BANK)
    assert bank < Fen(900_000)
    set_business_now(SHOWN.replace(month=5, day=4))
    accountant.go(f"/ledgers/{ledger.id}/")
    accountant.page.get_by_label("月份").select_option(label="2026年4月")
    accountant.fill("农商行（学校账户，尾号0001）对账单余额", bank.in_yuan().replace(",", ""))
    accountant.fill("农商行（财政专户，尾号0001）对账单余额", "0")
    accountant.press("结账")
    accountant.reads("本月已经结账，账面与银行一致", "已结账：2026年4月")


@pytest.mark.clause("A6.8", "A10.6")
def test_the_pages_of_people_and_bodies(site: str, browser: Browser, barriers: Barriers) -> None:
    school = a_paying_school()
    world = school.world
    contract = a_contract_in_force(world, an_office(world))
    roles = (Role.SCHOOL_SAFETY, Role.SCHOOL_HEAD, Role.COUNTY_APPROVER)
    give_accounts(world, *roles)
    set_business_now(AFTER)
    safety, head, approver = (_enter(browser, site, barriers, role) for role in roles)
    safety.go("/clearances/")
    safety.reads("可以上岗", "没有核查记录")
    safety.press("登记校外人员")
    safety.fill("姓名", "彭师傅")
    safety.fill("身份证号", "43018119700101001X")
    safety.page.get_by_label("校外人员", exact=True).check()
    safety.page.get_by_label("校外人员类别").select_option(label="非遗传承人")
    safety.fill("为什么要请", "本校无人会剪纸")
    safety.fill("本人书面同意核查的日期", str(date(2026, 4, 1)))
    safety.press("建立档案")
    safety.reads("还不能上岗", "没有性侵违法犯罪信息查询")
    safety.go("/clearances/screening/")
    head.go(f"/contracts/{contract.id}/")
    head.reads("240.00元", "教练甲")
    head.go("/contracts/")
    for address in ("/providers/", f"/providers/{contract.provider_id}/", "/providers/competitions/entry/"):
        approver.go(address)
    approver.go("/providers/entry/")
    approver.go("/requests/")
    approver.go(f"/provider-lists/{world.place.code}/")
    approver.reads("少儿舞蹈", "8.00元")
    for walker in (safety, head, approver):
        assert walker.faults == []
        walker.page.context.close()
