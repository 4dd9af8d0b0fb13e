"""A teacher's afternoon on a phone: handed over, taken over, roll, log, the way home, an empty board."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import monotonic

import pytest
from playwright.sync_api import Browser

from browser.people import give_accounts, sign_in, sign_in_family
from browser.walker import DESK, PHONE, Barriers, Walker
from factories.afternoon import a_staffed_plan, at, drawn_school, plan_sessions, running_school, session_on
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.kernel.actor import Role
from kehou.platform.access.models import RoleGrant
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.browser
STAFF = (Role.TEACHER, Role.CLASS_TEACHER, Role.SCHOOL_SAFETY)


@dataclass
class Afternoon:
    """The world and everyone's browser."""

    world: World
    staff: dict[Role, Walker]
    family: Walker


@pytest.fixture
def afternoon(site: str, browser: Browser, barriers: Barriers) -> Iterator[Afternoon]:
    lay_down_the_law()
    world = a_world(per_class=1)
    running_school(world)
    give_accounts(world, *STAFF)
    with world.inside():
        person = world[Role.CLASS_TEACHER].person
        RoleGrant.objects.filter(person_id=person, role=Role.CLASS_TEACHER).update(detail="0101")
    set_business_now(at(16, 2))
    widths = {Role.SCHOOL_SAFETY: DESK}
    staff = {role: Walker.enter(browser, site, barriers, width=widths.get(role, PHONE)) for role in STAFF}
    family = Walker.enter(browser, site, barriers, width=PHONE)
    for role, walker in staff.items():
        sign_in(walker, role)
    sign_in_family(family, "19900010001")
    yield Afternoon(world, staff, family)
    for walker in (*staff.values(), family):
        walker.page.context.close()


def test_an_afternoon_from_the_last_lesson_to_an_empty_board(afternoon: Afternoon) -> None:
    _the_class_is_handed_over(afternoon)
    _the_teacher_takes_over_and_calls_the_roll(afternoon)
    _the_family_and_the_board_see_who_is_missing(afternoon)
    _the_session_is_recorded(afternoon)
    _everybody_goes_home(afternoon)
    walkers = (*afternoon.staff.values(), afternoon.family)
    faults = [fault for walker in walkers for fault in walker.faults]
    assert not faults, "\n".join(faults)


def _the_class_is_handed_over(afternoon: Afternoon) -> None:
    walker = afternoon.staff[Role.CLASS_TEACHER]
    walker.go("/afternoon/classes/")
    walker.follow(walker.page.get_by_role("link", name="1年级1班"))
    walker.reads("今天有1人参加", "学生101")
    walker.press("交给课后服务")
    walker.reads("已交出1人")


def _the_teacher_takes_over_and_calls_the_roll(afternoon: Afternoon) -> None:
    set_business_now(at(17, 8))
    walker = afternoon.staff[Role.TEACHER]
    walker.go("/afternoon/sessions/")
    walker.follow(walker.page.get_by_role("link", name="棋类"))
    walker.press("接班")
    walker.reads("应到6人，默认都在")
    walker.tick("学生101")
    walker.press("点名完毕")
    walker.reads("1名学生没有到", "应到6人，实到5人", "学生101")


def _the_family_and_the_board_see_who_is_missing(afternoon: Afternoon) -> None:
    afternoon.family.go("/family/today/")
    afternoon.family.reads("棋类", "孩子没有出现在课堂上")
    walker = afternoon.staff[Role.SCHOOL_SAFETY]
    walker.go("/afternoon/board/")
    walker.reads("去向不明1人", "学生101", "曾在校，马上查找")
    walker.press("结束今天")
    walker.reads("这一步还不能办", "还有1名学生去向不明")
    walker.go("/afternoon/board/")
    walker.press("找到了")
    walker.reads("没有去向不明的学生")


def _the_session_is_recorded(afternoon: Afternoon) -> None:
    set_business_now(at(17, 52))
    walker = afternoon.staff[Role.TEACHER]
    walker.go("/afternoon/sessions/")
    walker.follow(walker.page.get_by_role("link", name="棋类"))
    walker.press("记台账")
    walker.fill("做了什么", "开局练习，两人对弈")
    walker.press("记入台账")
    walker.reads("已记入工作台账", "开局练习")


def _everybody_goes_home(afternoon: Afternoon) -> None:
    walker = afternoon.staff[Role.TEACHER]
    walker.go("/afternoon/gate/")
    walker.fill("门口数到", "4")
    walker.press("放行路队")
    walker.reads("路队4人已放行")
    for name in ("学生101", "学生201"):
        walker.follow(walker.page.get_by_role("link", name=name))
        walker.follow(walker.page.get_by_role("button", name="交给家长"))
    board = afternoon.staff[Role.SCHOOL_SAFETY]
    board.go("/afternoon/board/")
    board.reads("没有去向不明的学生")
    board.press("结束今天")
    board.reads("今天的课后服务已结束")
    afternoon.family.go("/family/today/")
    afternoon.family.reads("由家长101接走")


@pytest.mark.clause("A10.9")
def test_a_roll_of_45_takes_a_tap_for_each_exception(site: str, browser: Browser, barriers: Barriers) -> None:
    lay_down_the_law()
    world = a_world(per_class=8)
    del world.children[45:]
    plan = a_staffed_plan(world)
    courses = (replace(each, capacity=45) if each.key == "ball" else each for each in plan.courses)
    drawn_school(world, content=replace(plan, courses=tuple(courses)), players=45)
    plan_sessions(world)
    session = session_on(world, slot="ball-0")
    give_accounts(world, Role.CLASS_TEACHER)
    set_business_now(at(17, 8))
    teacher = Walker.enter(browser, site, barriers, width=PHONE)
    sign_in(teacher, Role.CLASS_TEACHER)
    teacher.go(f"/afternoon/sessions/{session.id}/")
    began = monotonic()
    teacher.press("接班")
    teacher.reads("应到45人，默认都在")
    targets = [box.bounding_box() for box in teacher.page.locator("fieldset.roll label.choice").all()]
    assert len(targets) == 45
    assert min(box["height"] for box in targets if box) >= 44
    teacher.tick("学生107", "学生503")
    teacher.press("点名完毕")
    teacher.reads("应到45人，实到43人")
    assert monotonic() - began < 30  # with axe looking at every page on the way
    assert not teacher.faults, "\n".join(teacher.faults)
    teacher.page.context.close()
