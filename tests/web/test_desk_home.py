"""The first page of a desk: where the school stands, what to do next, what waits, what is due."""

from __future__ import annotations

import ast
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from factories.afternoon import MONDAY, at, running_school
from factories.approved import approve_a_plan
from factories.consulted import consult_families
from factories.drafted import draft_a_plan, submit_a_plan
from factories.law import lay_down_the_law
from factories.plan_content import a_content
from factories.world import NOW, World, a_world
from house.source import modules
from kehou.kernel.actor import Role
from kehou.kernel.moments import ONE_DAY
from kehou.kernel.places import Place
from kehou.platform.access.holding import give_role
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id
from kehou.platform.duties.owing import owe
from kehou.platform.ui.books import all_wording
from kehou.web.duties import PAGES

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    set_business_now(NOW)
    lay_down_the_law()
    return a_world(urban_rural_code="121", per_class=2)


def _desk(world: World, role: Role) -> str:
    client = Client()
    login = f"{role.value}-{get_user_model().objects.count()}"
    client.force_login(get_user_model().objects.create(login=login, person_id=world[role].person))
    page = client.get("/")
    assert page.status_code == 200
    return page.content.decode()


def _submit(world: World) -> None:
    consult_families(world)
    version = draft_a_plan(world, a_content())
    assert "继续起草方案" in _desk(world, Role.SCHOOL_PLAN)
    submit_a_plan(world, version)


@pytest.mark.clause("A7.1")
def test_a_school_is_led_from_step_to_step(world: World) -> None:
    assert "征求家长意见" in _desk(world, Role.SCHOOL_PLAN)
    consult_families(world)
    assert "起草实施方案" in _desk(world, Role.SCHOOL_PLAN)
    approve_a_plan(world)
    text = _desk(world, Role.SCHOOL_PLAN)
    assert "公示批复的方案" in text
    assert "/notices/versions/" in text


def test_a_teacher_sees_the_line_and_no_button(world: World) -> None:
    approve_a_plan(world)
    text = _desk(world, Role.TEACHER)
    assert "办理到哪一步" in text
    assert "公示批复的方案" not in text


@pytest.mark.clause("A7.4")
def test_the_county_sees_what_waits_and_what_is_overdue(world: World) -> None:
    assert "没有待审的方案" in _desk(world, Role.COUNTY_OFFICER)
    _submit(world)
    text = _desk(world, Role.COUNTY_OFFICER)
    assert "1份待审" in text
    assert "演习小学" in text
    assert "已超期" not in text
    set_business_now(NOW.replace(month=6))
    assert "1份已超期" in _desk(world, Role.COUNTY_OFFICER)


def test_a_duty_is_named_in_words_with_its_deadline(world: World) -> None:
    with world.inside():
        owe(
            "answer_objection",
            place=world.place,
            clause="A7.5",
            owner=Role.SCHOOL_PLAN,
            subject="objection/1",
            due=date(2026, 1, 14),
            now=NOW,
        )
    text = _desk(world, Role.SCHOOL_PLAN)
    assert "答复公示意见" in text
    assert "还剩2个工作日" in text
    assert "答复公示意见" not in _desk(world, Role.SCHOOL_CASHIER)


def test_alike_duties_stand_together_and_lead_to_their_page(world: World) -> None:
    with world.inside():
        for number in range(3):
            owe(
                "answer_objection",
                place=world.place,
                clause="A7.5",
                owner=Role.SCHOOL_PLAN,
                subject=f"objection/{number}",
                due=date(2026, 1, 14),
                now=NOW,
            )
    text = _desk(world, Role.SCHOOL_PLAN)
    assert text.count("答复公示意见") == 1
    assert "（3项）" in text
    assert f'href="{reverse("notices")}">答复公示意见' in text


def test_every_page_of_a_duty_is_an_address() -> None:
    assert all(reverse(name) for name in PAGES.values())


def test_who_has_one_page_to_look_at_begins_there(world: World) -> None:
    begins = {
        Role.PROVINCE_EDU: (Place("43"), "/board/province/"),
        Role.PROVIDER: (world.place, "/provider-sessions/"),
    }
    for role, (place, address) in begins.items():
        person, client = new_id(), Client()
        with world.inside():
            give_role(person, role, place, from_date=date(2025, 9, 1), detail=str(new_id()))
        client.force_login(get_user_model().objects.create(login=person.hex, person_id=person))
        assert client.get("/").headers["Location"] == address


def test_every_kind_of_duty_has_a_name() -> None:
    kinds = {
        node.args[0].value
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "owe"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert kinds
    assert kinds <= set(all_wording().labels)


def test_whoever_works_in_the_afternoon_begins_with_it_on_a_day_with_sessions(world: World) -> None:
    assert "今天放学后" not in _desk(world, Role.TEACHER)
    running_school(world)
    set_business_now(at(15, 0))
    teacher = _desk(world, Role.TEACHER).split("今天放学后")[1].split("</section>")[0]
    assert f'href="{reverse("afternoon")}"' in teacher
    assert f'href="{reverse("classes")}"' not in teacher, "only a class teacher hands over"
    assert f'href="{reverse("classes")}"' in _desk(world, Role.CLASS_TEACHER)
    assert "今天放学后" not in _desk(world, Role.SCHOOL_CASHIER)
    set_business_now(at(15, 0, on=MONDAY + ONE_DAY))
    assert "今天放学后" not in _desk(world, Role.TEACHER), "nothing is held on this day"
