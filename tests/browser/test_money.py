"""A parent from the bill to the surplus, and the three desks of a school's money beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from browser.people import give_accounts, sign_in, sign_in_family
from browser.walker import DESK, PHONE, Barriers, Walker
from factories.afternoon import MONDAY, plan_sessions, session_on
from factories.billing import Billed, a_billed_world
from factories.closed import OVER
from factories.wallet import Wallet, open_a_wallet
from kehou.delivery.models import Session
from kehou.delivery.services.cancelling import cancel_session
from kehou.demo.gateway.serving import Gateway, send_notice, serve_gateway
from kehou.funds.book import balances
from kehou.funds.closing.running import run_closing
from kehou.funds.models import TermClosing, WalletOrder
from kehou.funds.public import surplus_share_of
from kehou.kernel.actor import Role
from kehou.kernel.fen import ZERO, Fen
from kehou.ledger.accounts import BANK
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now
from kehou.platform.outbox.announcing import drain

pytestmark = pytest.mark.browser
TITLES = {"chess-0": "棋类", "ball-0": "球类"}
STAFF = (Role.SCHOOL_ACCOUNTANT, Role.SCHOOL_CASHIER, Role.SCHOOL_HEAD)


@dataclass
class Walk:
    """The school's money, its line to the gateway, and everyone's browser."""

    billed: Billed
    wallet: Wallet
    staff: dict[Role, Walker]
    family: Walker

    @property
    def walkers(self) -> tuple[Walker, ...]:
        return (*self.staff.values(), self.family)


@pytest.fixture
def walk(site: str, browser: Browser, barriers: Barriers) -> Iterator[Walk]:
    billed = a_billed_world(per_class=1, issued=False)
    plan_sessions(billed.world, now=billed.now)
    give_accounts(billed.world, *STAFF)
    set_business_now(billed.now)
    with serve_gateway(gateway := Gateway()):
        wallet = open_a_wallet(billed, gateway, number="1900000021")
        staff = {role: Walker.enter(browser, site, barriers, width=DESK) for role in STAFF}
        family = Walker.enter(browser, site, barriers, width=PHONE)
        for role, walker in staff.items():
            sign_in(walker, role)
        sign_in_family(family, "19900010001")
        made = Walk(billed, wallet, staff, family)
        yield made
    for walker in made.walkers:
        walker.page.context.close()


@pytest.mark.clause("A9.11", "A9.12", "A9.17")
def test_a_parent_goes_from_bill_to_surplus(walk: Walk) -> None:
    _the_accountant_issues_bills(walk)
    _the_family_pays_by_phone(walk)
    _another_family_pays_at_the_counter(walk)
    _a_session_is_cancelled_and_paid_back(walk)
    _the_term_closes_and_the_surplus_comes_back(walk)
    faults = [fault for walker in walk.walkers for fault in walker.faults]
    assert not faults, "\n".join(faults)


def _the_accountant_issues_bills(walk: Walk) -> None:
    walker = walk.staff[Role.SCHOOL_ACCOUNTANT]
    walker.go("/money/bills/")
    walker.press("开账单")
    walker.reads("6张", "192.00元")
    walker.press("开账单并通知家长")
    walker.reads("已开出6张账单", "学生101", "32.00元")
    walker.follow(walker.page.get_by_role("link", name="学生101"))
    drawn = TITLES[str(walk.billed.bill().lines[0]["slot"])]
    walker.reads("每课时2.00元", "16课时合计", drawn)
    walker.go(f"/money/schools/{walk.billed.world.school.id}/aid/")
    walker.reads("名单还是空的")


def _the_family_pays_by_phone(walk: Walk) -> None:
    family = walk.family
    family.go("/family/")
    family.follow(family.page.get_by_role("link", name="学生101", exact=True).first)
    family.press("账单、缴费和退费")
    family.reads("待缴 32.00元", "怎么算的", "12345", "12315")
    family.press("用微信支付缴费")
    family.reads("用微信扫一扫付款")
    with walk.billed.world.inside():
        order = WalletOrder.objects.get()
    headers, body = walk.wallet.paid(order)
    notices = f"{family.site}/wallet/{walk.billed.world.school.short_code}/notices/"
    assert send_notice(notices, headers, body + b" ") == 401
    assert send_notice(notices, headers, body) == 204
    family.press("我已付款，查看结果")
    family.reads("已收到32.00元", "没有待缴的金额", "微信支付")
    family.press("收款凭据")
    family.reads("课后服务费收款凭据", "32.00元", "学生101")


def _another_family_pays_at_the_counter(walk: Walk) -> None:
    cashier, accountant = walk.staff[Role.SCHOOL_CASHIER], walk.staff[Role.SCHOOL_ACCOUNTANT]
    cashier.go(f"/money/schools/{walk.billed.world.school.id}/receipts/")
    cashier.fill("缴费编号或账单号", str(walk.billed.bill(1).number))
    cashier.fill("金额", "32.00")
    cashier.fill("票据号", "4300000007")
    cashier.press("记收款")
    cashier.reads("票据号4300000007", "账平，分文不差")
    cashier.page.get_by_label("银行明细文件").set_input_files(
        {
            "name": "明细.csv",
            "mimeType": "text/csv",
            "buffer": "交易日期,收入金额,附言,交易流水号\n2026-01-27,32.00,王五妈妈,A9".encode(),
        }
    )
    cashier.press("导入并对账")
    cashier.reads("王五妈妈", "附言没有缴费编号")
    accountant.go(f"/money/schools/{walk.billed.world.school.id}/receipts/")
    for box in accountant.page.get_by_role("checkbox").all():
        box.check()
    accountant.press("复核所选")
    accountant.reads("已复核2笔")


def _a_session_is_cancelled_and_paid_back(walk: Walk) -> None:
    billed, head = walk.billed, walk.staff[Role.SCHOOL_HEAD]
    slot = str(billed.bill().lines[0]["slot"])
    perform(
        cancel_session,
        actor=billed.world[Role.SCHOOL_TEACHING],
        now=billed.now,
        session_id=session_on(billed.world, slot=slot, on=MONDAY + timedelta(weeks=1)).id,
        cause="weather",
    )
    drain(billed.world.place)
    head.go(f"/money/schools/{billed.world.school.id}/refunds/")
    head.reads("学校取消了服务", "待审批")
    for box in head.page.get_by_role("checkbox").all():
        box.check()
    head.press("审批所选")
    head.reads("请出纳支付")
    cashier = walk.staff[Role.SCHOOL_CASHIER]
    cashier.go(f"/money/schools/{billed.world.school.id}/refunds/")
    row = cashier.page.locator("tr", has_text="学生101")
    cashier.follow(row.get_by_role("link", name="支付"))
    cashier.press("原路退回")
    cashier.reads("已原路退回")
    family = walk.family
    family.go(f"/family/{billed.world.children[0].pupil_id}/account/")
    family.reads("学校取消了服务，3月9日（周一）", "2.00元", "已退费")


def _the_term_closes_and_the_surplus_comes_back(walk: Walk) -> None:
    """Nothing was spent, so all that is left is the families'; the parent sees the share line by line."""
    billed, head = walk.billed, walk.staff[Role.SCHOOL_HEAD]
    accountant, cashier = walk.staff[Role.SCHOOL_ACCOUNTANT], walk.staff[Role.SCHOOL_CASHIER]
    desk = f"/ledgers/{billed.ledger.id}/closing/"
    with billed.world.inside():
        Session.objects.exclude(state="cancelled").update(state="accepted", leader_kind="third_party")
        bank = balances(billed.ledger.id).of(BANK)
    set_business_now(OVER)
    accountant.go(desk)
    _say_the_bank(accountant, bank)
    accountant.press("申请结账")
    head.go(desk)
    _say_the_bank(head, bank)
    head.press("复核，开始结账")
    with billed.world.inside():
        closing = TermClosing.objects.get()
    run_closing(closing.id, county_code=closing.county_code, now=OVER)
    cashier.go(desk)
    cashier.press("选中的制成付款批次")
    accountant.go(desk)
    accountant.fill("回单号", "回单20260708")
    accountant.press("确认已付款")
    family, child = walk.family, billed.world.children[0]
    where = {"school_id": billed.world.school.id, "term_id": billed.world.term.id}
    with billed.world.inside():
        share = surplus_share_of(child.pupil_id, **where)
    assert share
    assert share.returned == share.share > ZERO
    family.go(f"/family/{child.pupil_id}/account/")
    family.reads("学期结余", f"{share.share.in_yuan()}元", f"已返还{share.share.in_yuan()}元", share.code[:8])


def _say_the_bank(walker: Walker, held: Fen) -> None:
    walker.fill("农商行（学校账户，尾号0001）对账单余额", held.in_yuan())
    walker.fill("农商行（财政专户，尾号0001）对账单余额", "0")
