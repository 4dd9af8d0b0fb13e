"""A family signs on a phone that runs no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from browser.people import fill_in, sign, sign_in_family
from browser.walker import PHONE, Barriers, Walker
from factories.choosing import NOW, open_a_choice
from factories.law import lay_down_the_law
from factories.world import a_world
from kehou.agreements.models import Agreement
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.browser

FAMILY_PHONE = "19900030001"


@pytest.mark.clause("A2.1", "A7.6")
def test_a_family_signs_in_chooses_and_signs_without_a_script(
    site: str, browser: Browser, barriers: Barriers
) -> None:
    lay_down_the_law()
    world = a_world(per_class=1)
    open_a_choice(world)
    set_business_now(NOW)
    family = Walker.enter(browser, site, barriers, width=PHONE, script=False)
    sign_in_family(family, FAMILY_PHONE)
    fill_in(family)
    family.reads("核对并签署", "本学期最多交")
    sign(family, FAMILY_PHONE)
    family.reads("已签协议")
    with world.inside():
        assert Agreement.objects.get().pupil_id == world.children[2].pupil_id
    family.page.context.close()
