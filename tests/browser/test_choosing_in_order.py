"""A family on a phone chooses in order of arrival: it waits, chooses, and reads when its place stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from browser.people import sign_in_family
from browser.walker import PHONE, Barriers, Walker
from factories.rushing import ARRIVE, LATER, OPENS, Rushing, a_rushing_world
from kehou.enrolment.models import Entrant
from kehou.enrolment.services.arriving import draw_turns
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.browser
FAMILY_PHONE = "19900030001"


def test_a_slow_family_chooses_after_quicker_ones_and_its_turn_counts(
    site: str, browser: Browser, barriers: Barriers
) -> None:
    world = a_rushing_world(per_class=1)
    rushing = Rushing.opened(world)
    child = world.children[2]
    rushing.come(*world.children)
    family = Walker.enter(browser, site, barriers, width=PHONE)
    set_business_now(ARRIVE + timedelta(minutes=5))
    sign_in_family(family, FAMILY_PHONE)
    family.go(f"/family/{child.pupil_id}/turn/")
    family.reads("已报到", "叫号后3分钟内来选，和一叫到就来一样")
    with world.inside():
        draw_turns(window=rushing.window, now=OPENS)
        turns = dict(Entrant.objects.values_list("pupil_id", "party__number"))
    quick = [(each, "chess-0") for each in world.children if each is not child][:4]
    rushing.ask(quick, now=OPENS + timedelta(seconds=2))
    set_business_now(OPENS + timedelta(minutes=2))
    family.go(f"/family/{child.pupil_id}/places/")
    family.reads("4个名额别人先选了，按号定", "定名额：这以前，号在前的家庭在叫号后3分钟内来选，名额先归它")
    family.press("选棋类")
    goes_first = turns[child.pupil_id] < max(turns[each.pupil_id] for each, _ in quick)
    family.reads("选上了，" if goes_first else "候补第1位")
    assert (rushing.held().get(child.pupil_id) == "chess-0") is goes_first
    set_business_now(LATER)
    family.go(f"/family/{child.pupil_id}/places/")
    assert "定名额" not in family.page.locator("main").inner_text()
    family.page.context.close()
    assert not family.faults, "\n".join(family.faults)
