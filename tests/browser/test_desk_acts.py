"""The registration desk, a change after the draw and a tariff's consents, walked at both widths."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser

from browser.people import PASSWORD, give_accounts, sign_in, sign_in_family
from browser.walker import DESK, PHONE, Barriers, Walker
from factories.choosing import DRAWN, NOW, drawn, open_a_choice, sign_for
from factories.law import lay_down_the_law
from factories.world import COUNTY, World, a_world
from kehou.authority.services.tariffs import enter_tariff
from kehou.enrolment.models import Group, Seat
from kehou.kernel.actor import Actor, Grant, Role
from kehou.kernel.fen import Fen
from kehou.kernel.places import Place
from kehou.platform.access.holding import give_role
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id
from kehou.rulebook.facts.authority import TariffLine
from kehou.rulebook.facts.fees import SERVICE_ITEM, FeeUnit
from kehou.rulebook.facts.school import Stage

pytestmark = pytest.mark.browser
CITY = Place(COUNTY.code[:4])


@pytest.fixture
def world(site: str) -> World:
    lay_down_the_law()
    world = a_world(per_class=2)
    give_accounts(world, Role.SCHOOL_TEACHING)
    return world


def test_a_family_changes_a_course_and_the_school_forms_a_group(
    world: World, site: str, browser: Browser, barriers: Barriers
) -> None:
    drawn(world, capacity=4)
    set_business_now(DRAWN)
    with world.inside():
        lucky = set(Seat.objects.filter(option_key="chess-0").values_list("pupil_id", flat=True))
        group = Group.objects.filter(option_key="chess-0").first()
    assert group
    place = next(place for place, child in enumerate(world.children) if child.pupil_id in lucky)
    child = world.children[place]
    family = Walker.enter(browser, site, barriers, width=PHONE)
    sign_in_family(family, f"199{place // 2 + 1:04d}{place % 2 + 1:04d}")
    family.go(f"/family/{child.pupil_id}/change/")
    family.tick("球类")
    family.page.get_by_label("我知道").check()
    family.press("改选")
    family.reads("派位以后您改选了这门课程")
    desk = Walker.enter(browser, site, barriers, width=DESK)
    sign_in(desk, Role.SCHOOL_TEACHING)
    desk.go(f"/lists/groups/{group.id}/members/")
    assert family.faults + desk.faults == []


def test_the_registration_desk_keys_a_slip(
    world: World, site: str, browser: Browser, barriers: Barriers
) -> None:
    window = open_a_choice(world)
    set_business_now(NOW)
    child = world.children[0]
    sign_for(world, child, window)
    desk = Walker.enter(browser, site, barriers, width=DESK)
    sign_in(desk, Role.SCHOOL_TEACHING)
    desk.go("/sheets/")
    desk.press("登记家长会")
    desk.go(f"/sheets/classes/{world.class_ids[1]}/")
    desk.go(f"/sheets/pupils/{child.pupil_id}/turning-away/")
    desk.tick("以前的费用没有缴清")
    desk.press("告知家长")
    desk.reads("不得因欠费拒绝学生参加")
    desk.go(f"/sheets/pupils/{child.pupil_id}/wishes/")
    desk.tick("家长101", "到不限名额的课堂")
    desk.press("录入")
    desk.page.get_by_role("link", name="学生101").click()
    desk.look()
    assert desk.faults == []


def test_a_department_consents_at_its_desk(
    world: World, site: str, browser: Browser, barriers: Barriers
) -> None:
    set_business_now(NOW)
    person = new_id()
    give_role(person, Role.CITY_FINANCE, CITY, from_date=date(2025, 1, 1))
    get_user_model().objects.create(
        login=Role.CITY_FINANCE.value, person_id=person, password=make_password(PASSWORD)
    )
    line = TariffLine(SERVICE_ITEM, Stage.PRIMARY, "urban", FeeUnit.PERIOD, Fen(350), frozenset())
    perform(
        enter_tariff,
        actor=Actor(new_id(), (Grant(Role.CITY_PRICE, CITY),)),
        now=NOW,
        city_code=CITY.code,
        title="新的收费标准",
        document_number="演发改〔2026〕9号",
        effective_from=date(2026, 8, 1),
        lines=[line],
    )
    desk = Walker.enter(browser, site, barriers, width=DESK)
    sign_in(desk, Role.CITY_FINANCE)
    desk.go("/tariffs/")
    desk.press("同意")
    desk.fill("同意的日期", "2026-01-10")
    desk.press("同意", within="form.form")
    desk.reads("财政部门2026年1月10日")
    assert desk.faults == []
