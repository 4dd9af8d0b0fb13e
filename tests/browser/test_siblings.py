"""Two siblings on one phone: wishes, one signature, result with its reason, waiting list, withdrawal."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Browser

from browser.people import sign, sign_in_family
from browser.walker import PHONE, Barriers, Walker
from factories.choosing import (
    DRAWN,
    MONDAY_X,
    NOW,
    a_contested_plan,
    children_of,
    close,
    draw,
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


def test_two_siblings_on_one_phone(site: str, browser: Browser, barriers: Barriers) -> None:
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    window = open_a_choice(world, content=a_contested_plan(capacity=1))
    set_business_now(NOW)
    siblings = _siblings(world)
    family = Walker.enter(browser, site, barriers, width=PHONE)
    sign_in_family(family, FAMILY_PHONE)
    _both_wish_and_one_signature_does(family, siblings)
    _everyone_is_drawn(world, window, siblings)
    waiting, other = _by_luck(world, siblings)
    family.go(f"/family/{waiting.pupil_id}/result/")
    family.reads("第1志愿", "候补第")
    _those_ahead_leave(world, family, waiting, other)
    family.go(f"/family/{waiting.pupil_id}/result/")
    family.reads("棋类", "排上了")
    family.go("/family/")
    family.reads("递补")
    if other not in _gone(world, siblings):
        _withdraw(family, other)
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


def _both_wish_and_one_signature_does(family: Walker, siblings: tuple[Child, Child]) -> None:
    for child in siblings:
        family.go(f"/family/{child.pupil_id}/")
        _wish_for_chess(family)
    family.reads("本学期最多交")
    sign(family, FAMILY_PHONE)
    family.reads("已签协议")


def _wish_for_chess(family: Walker) -> None:
    family.press("看协议、选课程")
    family.press("看过了，想参加")
    family.tick("周一")
    family.press("下一步")
    family.page.locator(f"input[name='tick-{MONDAY_X}'][value='chess-0']").check()
    family.press("下一步")
    family.tick(OTHERWISE_NAMES[Otherwise.ROOM])
    family.press("下一步")
    family.tick("不同意")
    family.press("下一步")


def _everyone_is_drawn(world: World, window: ChoiceWindow, siblings: tuple[Child, Child]) -> None:
    at_home = {child.pupil_id for child in siblings}
    for child in world.children:
        if child.pupil_id not in at_home:
            sign_for(world, child, window)
            wish(world, child, "chess-0", "ball-0")
    close(world, window)
    draw(world, window)
    set_business_now(DRAWN)


def _in_chess(world: World) -> list[Child]:
    with world.inside():
        rows = Seat.objects.filter(option_key="chess-0", ended_at=None)
        return children_of(world, set(rows.values_list("pupil_id", flat=True)))


def _by_luck(world: World, siblings: tuple[Child, Child]) -> tuple[Child, Child]:
    """The sibling who waits, and the other one, who may have the one place."""
    young, old = siblings
    lucky = {child.pupil_id for child in _in_chess(world)}
    return (old, young) if young.pupil_id in lucky else (young, old)


def _those_ahead_leave(world: World, family: Walker, waiting: Child, other: Child) -> None:
    while waiting.pupil_id not in {child.pupil_id for child in _in_chess(world)}:
        (holder,) = _in_chess(world)
        if holder.pupil_id == other.pupil_id:
            _withdraw(family, other)
        else:
            perform(
                withdraw,
                actor=holder.guardian,
                now=DRAWN,
                place=world.place,
                pupil_id=holder.pupil_id,
                term_id=world.term.id,
            )
        drain(COUNTY)


def _withdraw(family: Walker, child: Child) -> None:
    """One tap behind one fold."""
    family.go(f"/family/{child.pupil_id}/")
    family.page.get_by_text("退出课后服务", exact=True).first.click()
    family.press("退出课后服务", within="details")
    family.reads("退出")


def _gone(world: World, siblings: tuple[Child, Child]) -> list[Child]:
    with world.inside():
        seated = set(Seat.objects.filter(ended_at=None).values_list("pupil_id", flat=True))
    return [child for child in siblings if child.pupil_id not in seated]
