"""One term from the first question to the class list, walked by a family, its school and its county."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser

from browser.people import fill_in, give_accounts, sign, sign_in, sign_in_family
from browser.walker import DESK, PHONE, Barriers, Walker
from factories.choosing import a_contested_plan, sign_for, wish
from factories.consulted import YES, answer
from factories.law import lay_down_the_law
from factories.world import NOW, Child, World, a_world
from kehou.consultation.models import Consultation
from kehou.enrolment.models import ChoiceWindow
from kehou.kernel.actor import Role
from kehou.plans.services.drafting import open_plan
from kehou.platform.access.models import RoleGrant
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import business_now, set_business_now

pytestmark = pytest.mark.browser

STAFF = (
    Role.SCHOOL_PLAN,
    Role.SCHOOL_HEAD,
    Role.SCHOOL_TEACHING,
    Role.CLASS_TEACHER,
    Role.COUNTY_OFFICER,
    Role.COUNTY_APPROVER,
)
FAMILY_PHONE = "19900030001"
NUMBER = "演教批〔2026〕7号"
DRAWN = "4271"
YES_TO_BALL = replace(YES, courses=("c2",))
HOLDERS = {
    "教学负责人": Role.SCHOOL_TEACHING,
    "安全负责人": Role.SCHOOL_SAFETY,
    "经费负责人": Role.SCHOOL_ACCOUNTANT,
    "出纳": Role.SCHOOL_CASHIER,
    "支出审批人": Role.SCHOOL_HEAD,
}


@dataclass
class Walk:
    """The world, everyone's browser, and the child whose family walks."""

    world: World
    staff: dict[Role, Walker]
    family: Walker

    @property
    def child(self) -> Child:
        return self.world.children[2]

    @property
    def others(self) -> list[Child]:
        return [child for child in self.world.children if child is not self.child]

    def at(self, role: Role) -> Walker:
        return self.staff[role]

    def days_pass(self, days: int) -> datetime:
        """Move the business clock; no one's sign-in ends by it."""
        now = (business_now() + timedelta(days=days)).replace(hour=9, minute=0)
        set_business_now(now)
        return now


@pytest.fixture
def walk(site: str, browser: Browser, barriers: Barriers) -> Iterator[Walk]:
    lay_down_the_law()
    world = a_world(per_class=1)
    give_accounts(world, *STAFF)
    _lead_third_grade(world)
    set_business_now(NOW)
    staff = {role: Walker.enter(browser, site, barriers, width=DESK) for role in STAFF}
    family = Walker.enter(browser, site, barriers, width=PHONE)
    for walker in staff.values():
        walker.seen = next(iter(staff.values())).seen
    yield Walk(world, staff, family)
    for walker in (*staff.values(), family):
        walker.page.context.close()


def _lead_third_grade(world: World) -> None:
    """The class teacher leads the class of the child that walks."""
    with world.inside():
        grants = RoleGrant.objects.filter(person_id=world[Role.CLASS_TEACHER].person, role=Role.CLASS_TEACHER)
        grants.update(detail="0301")


def test_a_term_from_the_first_question_to_the_class_list(walk: Walk) -> None:
    _everyone_signs_in(walk)
    _families_are_asked(walk)
    _the_plan_is_written_and_submitted(walk)
    _the_county_approves(walk)
    _the_plan_is_publicised(walk)
    _the_family_signs(walk)
    _the_draw_is_held(walk)
    _everyone_sees_what_came_of_it(walk)
    faults = [fault for walker in (*walk.staff.values(), walk.family) for fault in walker.faults]
    assert not faults, "\n".join(faults)


def _everyone_signs_in(walk: Walk) -> None:
    for role, walker in walk.staff.items():
        sign_in(walker, role)
    sign_in_family(walk.family, FAMILY_PHONE)


def _families_are_asked(walk: Walk) -> None:
    planner, family = walk.at(Role.SCHOOL_PLAN), walk.family
    planner.go("/consultations/")
    planner.press("发起征求意见", within="main")
    planner.fill("开头的话", "想听听您和孩子的想法。")
    planner.fill("参加的孩子放学后", "留校到17:40，先写作业，再参加社团。")
    planner.fill("不参加的孩子几点放学", "16:10放学。")
    planner.fill("不参加、但要等校车或家人的孩子", "在阅览室等候，不收费。")
    planner.fill("准备开设的课程", "棋类\n篮球")
    planner.fill("预计的收费标准", "每课时不高于4.00元。")
    planner.press("发起并邀请全校家长")
    planner.reads("正在征求")
    _the_family_answers(family)
    with walk.world.inside():
        round_id = Consultation.objects.get().id
    for child in walk.others:
        answer(walk.world, round_id, child, YES_TO_BALL, now=business_now())
    walk.days_pass(7)
    planner.page.reload()
    for step in ("截止", "汇总答复", "公布结果"):
        planner.press(step)
    planner.reads("结果已公布")
    planner.press("查看公开页面")
    planner.reads("棋类")


def _the_family_answers(family: Walker) -> None:
    family.go("/family/consultation/")
    family.press("填写意见表")
    for choice in ("希望参加", "周一", "棋类", "可以接受", "家人接", "运动"):
        family.tick(choice)
        family.press("继续")
    family.reads("核对您的答复", "棋类")
    family.press("确认答复")
    family.reads("已收到您的答复")


def _the_plan_is_written_and_submitted(walk: Walk) -> None:
    walk.days_pass(1)
    perform(
        open_plan,
        actor=walk.world[Role.SCHOOL_PLAN],
        now=business_now(),
        school=walk.world.school,
        term_id=walk.world.term.id,
        content=a_contested_plan(capacity=4),
    )
    planner, head = walk.at(Role.SCHOOL_PLAN), walk.at(Role.SCHOOL_HEAD)
    planner.go("/plans/")
    planner.press(walk.world.school.name, within="main")
    for title in ("年级与班级", "作息时间", "课程", "周课表", "人员", "校车", "住校生和延时照看", "安全"):
        planner.press(title, within="main")
    planner.press("收费方案", within="main")
    price = planner.page.get_by_label("每课时价格").first
    lawful = price.input_value()
    price.fill("9.00")
    planner.press("保存")
    planner.reads("9.00")
    planner.page.get_by_label("每课时价格").first.fill(lawful)
    planner.press("保存")
    head.go("/plans/")
    head.press(walk.world.school.name, within="main")
    head.press("核对并报批")
    for label, role in HOLDERS.items():
        head.page.get_by_label(label).select_option(label=f"职员{role.value}")
    head.press("签署并报批")
    head.reads("方案已报送县教育局")


def _the_county_approves(walk: Walk) -> None:
    officer, approver = walk.at(Role.COUNTY_OFFICER), walk.at(Role.COUNTY_APPROVER)
    officer.go("/reviews/")
    officer.follow(officer.page.locator("main a", has_text=walk.world.school.name).first)
    officer.press("开始审核")
    officer.reads("审批决定")
    approver.go("/reviews/")
    approver.press("批量批复")
    approver.page.get_by_label(walk.world.school.name).check()
    approver.fill("文号", NUMBER)
    approver.press("批复勾选的方案")
    approver.reads("已批复1所学校的方案")


def _the_plan_is_publicised(walk: Walk) -> None:
    planner, family = walk.at(Role.SCHOOL_PLAN), walk.family
    planner.go("/notices/")
    planner.press("开始公示")
    planner.page.locator("input[name=channel]").first.check()
    planner.press("记录告知")
    address = planner.named("公开页面").get_attribute("href")
    planner.press("公示期满，结束公示")
    planner.reads("工作日")
    family.go(str(address))
    family.reads(walk.world.school.name, NUMBER)
    walk.days_pass(8)
    planner.go("/notices/")
    planner.press(walk.world.school.name, within="main")
    planner.press("公示期满，结束公示")
    planner.reads("可以与家长签订协议")


def _the_family_signs(walk: Walk) -> None:
    teaching, family = walk.at(Role.SCHOOL_TEACHING), walk.family
    teaching.go("/choices/")
    teaching.press("开放选课")
    teaching.fill("最后一天", f"{business_now() + timedelta(days=5):%Y-%m-%d}")
    teaching.press("开放选课")
    teaching.reads("正在选课")
    family.go("/family/")
    fill_in(family)
    family.reads("本学期最多交")
    sign(family, FAMILY_PHONE)
    family.reads("已签协议")
    with walk.world.inside():
        window = ChoiceWindow.objects.get()
    for child in walk.others:
        sign_for(walk.world, child, window)
        wish(walk.world, child, "chess-0", "ball-0", now=business_now())


def _the_draw_is_held(walk: Walk) -> None:
    walk.days_pass(6)
    teaching = walk.at(Role.SCHOOL_TEACHING)
    teaching.page.reload()
    teaching.press("封存名单")
    teaching.fill("号码", DRAWN)
    teaching.fill("见证人", "家长代表3人")
    teaching.press("开始派位")
    teaching.reads("已派位", DRAWN)


def _everyone_sees_what_came_of_it(walk: Walk) -> None:
    family, teacher = walk.family, walk.at(Role.CLASS_TEACHER)
    family.go("/family/")
    family.follow(family.page.locator("main h2 a").first)
    family.press("每个志愿的结果和原因")
    family.reads("第1志愿", DRAWN)
    family.press("查看公开派位，在自己的手机上核对")
    teacher.go("/lists/")
    teacher.follow(teacher.page.locator("main a[href*='/lists/classes/']").first)
    teacher.reads("周一", "学生301")
