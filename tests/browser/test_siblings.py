"""Two siblings on one phone: wishes, one signature, result with its reason, waiting list, withdrawal."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Browser, Page

from browser.people import sign, sign_in_family
from browser.walker import PHONE, Barriers, Walker
from factories.choosing import (
    CLOSES,
    DRAWN,
    MONDAY_X,
    NOW,
    a_contested_plan,
    close,
    draw,
    number_for_queue,
    open_a_choice,
    sign_for,
    wish,
)
from factories.law import lay_down_the_law
from factories.world import COUNTY, Child, World, a_world
from kehou.agreements.public import withdraw
from kehou.enrolment.facts import Otherwise
from kehou.enrolment.models import ChoiceWindow, Seat
from kehou.enrolment.wording import OTHERWISE_NAMES
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now
from kehou.platform.outbox.announcing import drain
from kehou.registry.models import Guardianship

pytestmark = pytest.mark.browser
FAMILY_PHONE = "19900030001"
MOST_TABS = 60


def test_two_siblings_on_one_phone(site: str, browser: Browser, barriers: Barriers) -> None:
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    window = open_a_choice(world, content=a_contested_plan(capacity=1))
    set_business_now(NOW)
    young, old = _siblings(world)
    family = Walker.enter(browser, site, barriers, width=PHONE)
    sign_in_family(family, FAMILY_PHONE)
    _both_wish_and_one_signature_does(family, young, old)
    _everyone_is_drawn(world, window, old, young)
    _both_read_their_result_and_its_reason(family, young, old)
    _the_holder_leaves(world)
    _the_line_has_moved_up(family, young, old)
    _withdraw(family, old)
    drain(COUNTY)
    _the_sibling_has_the_place(family, young, old)
    family.page.context.close()
    assert not family.faults, "\n".join(family.faults)


def _siblings(world: World) -> tuple[Child, Child]:
    """The child of the third grade and the one of the fifth, with one mother."""
    young, old = world.children[2], world.children[4]
    with world.inside():
        Guardianship.objects.create(
            county_code=world.place.code,
            school_id=world.school.id,
            pupil_id=old.pupil_id,
            guardian_id=young.guardian.person,
            relation="母亲",
            from_date=date(2025, 9, 1),
        )
    return young, Child(old.pupil_id, young.guardian)


def _both_wish_and_one_signature_does(family: Walker, *siblings: Child) -> None:
    for child in siblings:
        family.go(f"/family/{child.pupil_id}/")
        _wish_by_keyboard(family)
    family.reads("本学期最多交", "1. 棋类", "2. 球类")
    sign(family, FAMILY_PHONE)
    family.reads("已签协议")


def _wish_by_keyboard(family: Walker) -> None:
    """From the days on without a pointer: ticks, order, what else holds."""
    family.press("看协议、选课程")
    family.press("看过了，想参加")
    page = family.page
    _tab_to(page, "input[name='days'][value='0']", then="Space")
    _go_on(family)
    for course in ("ball-0", "chess-0"):
        _tab_to(page, f"input[name='tick-{MONDAY_X}'][value='{course}']", then="Space")
    _go_on(family)
    first = page.locator(".wish b").first
    if first.inner_text() != "棋类":
        _tab_to(page, "button[value='up:chess-0']", then="Enter")
    assert first.inner_text() == "棋类"
    family.reads("素质拓展占100%")
    _tab_to(page, "input[name='otherwise']")
    while not page.get_by_label(OTHERWISE_NAMES[Otherwise.ROOM]).is_checked():
        page.keyboard.press("ArrowDown")
    _go_on(family)
    family.tick("不同意")
    family.press("下一步")


def _tab_to(page: Page, selector: str, *, then: str = "") -> None:
    """Move the focus forward until it is there, as someone without a pointer would, and press a key."""
    for _ in range(MOST_TABS):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"no key leads to {selector}")
    if then:
        page.keyboard.press(then)


def _go_on(family: Walker) -> None:
    _tab_to(family.page, ".actions button")
    with family.page.expect_navigation():
        family.page.keyboard.press("Enter")
    family.look()


def _everyone_is_drawn(world: World, window: ChoiceWindow, *line: Child) -> None:
    """Everybody wishes the one place; the siblings come to stand first and second in its line."""
    at_home = {child.pupil_id for child in line}
    for child in world.children:
        if child.pupil_id not in at_home:
            sign_for(world, child, window)
            wish(world, child, "chess-0", "ball-0")
    closing = close(world, window)
    draw(world, window, number=number_for_queue(world, closing, "chess-0", line))
    set_business_now(DRAWN)
    assert CLOSES < DRAWN


def _both_read_their_result_and_its_reason(family: Walker, young: Child, old: Child) -> None:
    family.go("/family/")
    family.follow(family.page.get_by_role("link", name="选课结果和原因").first)
    assert family.page.url.endswith(f"/family/{old.pupil_id}/result/")
    family.reads("第1志愿 棋类", "候补第1位", "名额已满。派位号小的在先", "第2志愿 球类", "排上了")
    family.follow(family.page.get_by_role("link", name="学生301"))
    assert family.page.url.endswith(f"/family/{young.pupil_id}/result/")
    family.reads("候补第2位", "按顺序递补并通知您")


def _the_holder_leaves(world: World) -> None:
    """Another family gives its place up."""
    with world.inside():
        holder = Seat.objects.get(option_key="chess-0", ended_at=None).pupil_id
    child = next(child for child in world.children if child.pupil_id == holder)
    left = {"place": world.place, "pupil_id": holder, "term_id": world.term.id}
    perform(withdraw, actor=child.guardian, now=DRAWN, **left)
    drain(COUNTY)


def _the_line_has_moved_up(family: Walker, young: Child, old: Child) -> None:
    family.go("/family/")
    family.follow(family.page.get_by_role("link", name="孩子已从候补递补"))
    assert family.page.url.endswith(f"/family/{old.pupil_id}/result/")
    family.reads("棋类", "排上了")
    family.go(f"/family/{young.pupil_id}/result/")
    family.reads("候补第1位")


def _withdraw(family: Walker, child: Child) -> None:
    """From the result: one tap behind one fold."""
    family.go(f"/family/{child.pupil_id}/result/")
    family.page.get_by_text("退出课后服务", exact=True).first.click()
    family.press("退出课后服务", within="details")
    family.reads("退出")


def _the_sibling_has_the_place(family: Walker, young: Child, old: Child) -> None:
    family.go(f"/family/{young.pupil_id}/result/")
    family.reads("第1志愿 棋类", "排上了")
    assert "候补第" not in family.page.locator("main").inner_text()
    family.go(f"/family/{old.pupil_id}/")
    family.reads("起退出")
