"""A family signs on a phone that runs no script, its wishes in the order that it gave them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from browser.people import sign, sign_in_family
from browser.walker import PHONE, Barriers, Walker
from factories.choosing import MONDAY_X, NOW, open_a_choice
from factories.law import lay_down_the_law
from factories.world import a_world
from kehou.agreements.models import Agreement
from kehou.enrolment.facts import Otherwise
from kehou.enrolment.models import WishList
from kehou.enrolment.wording import OTHERWISE_NAMES
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.browser

FAMILY_PHONE = "19900030001"


@pytest.mark.clause("A2.1", "A2.4", "A7.6")
def test_a_family_signs_in_ranks_and_signs_without_a_script(
    site: str, browser: Browser, barriers: Barriers
) -> None:
    lay_down_the_law()
    world = a_world(per_class=1)
    open_a_choice(world)
    set_business_now(NOW)
    family = Walker.enter(browser, site, barriers, width=PHONE, script=False)
    sign_in_family(family, FAMILY_PHONE)
    _fill_in_by_numbers_and_buttons(family)
    family.reads("核对并签署", "本学期最多交")
    sign(family, FAMILY_PHONE)
    family.reads("已签协议")
    with world.inside():
        assert Agreement.objects.get().pupil_id == world.children[2].pupil_id
        assert WishList.objects.get().content["ranked"] == {MONDAY_X: ["chess-0", "ball-0"]}
    family.page.context.close()


def _fill_in_by_numbers_and_buttons(family: Walker) -> None:
    """The order is turned by a button, turned back, and then given by numbers."""
    family.press("看协议、选课程")
    family.press("看过了，想参加")
    family.tick("周一")
    family.press("下一步")
    for course in ("chess-0", "ball-0"):
        family.page.locator(f"input[name='tick-{MONDAY_X}'][value='{course}']").check()
    family.press("下一步")
    first = family.page.locator(".wish b").first
    family.press("棋类往前移")
    assert first.inner_text() == "棋类"
    family.press("球类往前移")
    assert first.inner_text() == "球类"
    family.page.get_by_label("棋类排在第几位").select_option("1")
    family.page.get_by_label("球类排在第几位").select_option("2")
    family.tick(OTHERWISE_NAMES[Otherwise.ROOM])
    family.press("下一步")
    family.tick("不同意")
    family.press("下一步")
