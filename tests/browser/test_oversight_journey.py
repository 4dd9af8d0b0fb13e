"""An officer goes from a signal to a correction, a reporter from the school's page to the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from browser.people import give_accounts, sign_in
from browser.walker import DESK, PHONE, Barriers, Walker
from factories.supervised import MARCH, a_watched_school, hold_first_monday
from factories.world import World
from kehou.kernel.actor import Role
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.browser
STAFF = (Role.COUNTY_OFFICER, Role.COUNTY_APPROVER, Role.SCHOOL_HEAD)


@dataclass
class Walk:
    """The world, the browsers of the county and the school, and a passer-by's phone."""

    world: World
    staff: dict[Role, Walker]
    reporter: Walker

    def at(self, role: Role) -> Walker:
        return self.staff[role]

    @property
    def faults(self) -> list[str]:
        return [fault for walker in (*self.staff.values(), self.reporter) for fault in walker.faults]


@pytest.fixture
def walk(site: str, browser: Browser, barriers: Barriers) -> Iterator[Walk]:
    world = a_watched_school()
    hold_first_monday(world, recorded=False)
    give_accounts(world, *STAFF)
    set_business_now(MARCH)
    staff = {role: Walker.enter(browser, site, barriers, width=DESK) for role in STAFF}
    reporter = Walker.enter(browser, site, barriers, width=PHONE)
    for role, walker in staff.items():
        sign_in(walker, role)
    yield Walk(world, staff, reporter)
    for walker in (*staff.values(), reporter):
        walker.page.context.close()


@pytest.mark.clause("A11.3", "A11.16")
def test_an_officer_goes_from_a_signal_to_a_correction(walk: Walk) -> None:
    officer, approver, head = walk.at(STAFF[0]), walk.at(STAFF[1]), walk.at(STAFF[2])
    officer.go("/board/")
    officer.press("现在计算")
    officer.reads("台账完整率", "学校覆盖率")
    officer.go("/signals/")
    officer.follow(officer.page.locator("main a", has_text="台账完整率").first)
    officer.reads("应不低于98%")
    officer.reads("学校还没有说明")
    head.go("/signals/")
    head.follow(head.page.locator("main a", has_text="台账完整率").first)
    head.fill("情况说明", "当天停电，已安排补录")
    head.press("说明情况")
    officer.page.reload()
    officer.reads("当天停电，已安排补录")
    officer.tick("立案核查")
    officer.fill("核实情况", "到校核实，没有台账")
    officer.press("处理这条提示")
    officer.press("受理", within="main")
    case = officer.page.url.removeprefix(officer.site)
    officer.page.get_by_label("经办人").select_option(label=f"职员{Role.COUNTY_OFFICER.value}")
    officer.press("指定经办人")
    approver.go(case)
    approver.tick("属实")
    approver.fill("查明的事实和依据", "3月2日没有台账")
    approver.press("作出决定")
    approver.fill("存在的问题", "3月2日没有台账")
    approver.fill("整改要求", "补齐台账")
    approver.press("下达整改通知")
    head.go("/corrections/")
    head.follow(head.page.locator("main td a").first)
    head.fill("整改情况", "已补齐")
    head.fill("凭证", "台账第1页")
    head.press("报告整改情况")
    officer.go(case)
    officer.tick("通过")
    officer.fill("复查情况", "已核对")
    officer.press("记录复查")
    officer.press("办结")
    officer.reads("已办结")
    assert not walk.faults, "\n".join(walk.faults)


@pytest.mark.clause("A2.14", "A11.15")
def test_a_reporter_writes_without_a_name_and_reads_the_answer(walk: Walk) -> None:
    reporter, officer = walk.reporter, walk.at(Role.COUNTY_OFFICER)
    reporter.go(f"/schools/{walk.world.school.short_code}/")
    reporter.press("向县教育局反映问题")
    reporter.tick("收费问题")
    reporter.fill("具体情况", "另外收了材料费")
    reporter.press("提交给县教育局")
    reporter.reads("县教育局已收到")
    receipt = reporter.page.locator(".receipt-number").inner_text()
    officer.go("/cases/")
    officer.follow(officer.page.locator("main .queue a").first)
    officer.reads("另外收了材料费", "匿名反映")
    officer.page.get_by_text("不予受理或转其他部门").click()
    officer.fill("理由", "收费问题由市场监管部门办理")
    officer.press("转其他部门")
    reporter.press("查询办理结果")
    reporter.fill("查询编号", receipt)
    reporter.press("查询")
    reporter.reads("已转其他部门", "收费问题由市场监管部门办理")
    assert not walk.faults, "\n".join(walk.faults)
