"""The plan editor as a planner uses it: without a script, with mistakes, beside a colleague."""

from __future__ import annotations

import re
from dataclasses import replace
from time import process_time
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from factories.browsing import staff_client
from factories.law import lay_down_the_law
from factories.plan_content import a_content, a_large_content
from factories.plan_facts import a_course, a_slot
from factories.sent import as_typed, sent
from factories.world import NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.plans.content import from_json
from kehou.plans.facts import PlanContent
from kehou.plans.forms.sections import SECTIONS
from kehou.plans.models import PlanVersion
from kehou.plans.services.drafting import change_draft, open_plan
from kehou.platform.access.performing import perform

pytestmark = pytest.mark.django_db

SLUGS = [section.slug for section in SECTIONS]


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="121")


@pytest.fixture
def planner(world: World) -> Client:
    return staff_client(world, Role.SCHOOL_PLAN)


def _draft(world: World, content: PlanContent) -> UUID:
    version = perform(
        open_plan,
        actor=world[Role.SCHOOL_PLAN],
        now=NOW,
        school=world.school,
        term_id=world.term.id,
        content=content,
    )
    return version.plan_id


def _stored(world: World) -> PlanContent:
    with world.inside():
        return from_json(PlanVersion.objects.get().content)


def _as_shown(page: Any) -> dict[str, Any]:
    """The values of a page's form as a browser would send them back."""
    data = as_typed(sent(page.context["desk"].forms.parts))
    return data | {"revision": str(page.context["view"].version.revision)}


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("content", [PlanContent(), a_content()], ids=["empty", "full"])
def test_every_section_opens(world: World, planner: Client, slug: str, content: PlanContent) -> None:
    plan = _draft(world, content)
    page = planner.get(f"/plans/{plan}/sections/{slug}/")
    assert page.status_code == 200
    assert "规则核对" in page.content.decode()
    assert len(page.content) < 100_000


def test_a_section_is_saved_without_a_script(world: World, planner: Client) -> None:
    address = f"/plans/{_draft(world, a_content())}/sections/basics/"
    data = _as_shown(planner.get(address)) | {"goals-goals": "让学生在校完成作业", "save": "stay"}
    assert planner.post(address, data).status_code == 302
    assert _stored(world).goals == "让学生在校完成作业"


def test_a_mistake_is_said_and_nothing_typed_is_lost(world: World, planner: Client) -> None:
    address = f"/plans/{_draft(world, a_content())}/sections/fees/"
    data = _as_shown(planner.get(address)) | {"prices-0-price": "两块钱", "save": "stay"}
    page = planner.post(address, data)
    assert page.status_code == 422
    text = page.content.decode()
    assert "两块钱" in text
    assert "要填金额" in text
    assert _stored(world) == replace(a_content(), fees=_stored(world).fees)
    assert _stored(world).fees.prices[0].price.amount == 200


@pytest.mark.clause("A9.6")
def test_the_check_speaks_beside_the_price_while_one_types(world: World, planner: Client) -> None:
    address = f"/plans/{_draft(world, a_content())}/sections/fees/"
    data = _as_shown(planner.get(address)) | {"prices-0-price": "4.50"}
    for headers in ({"HX-Request": "true"}, {}):
        page = planner.post(address, data, headers=headers)
        text = page.content.decode()
        assert page.status_code == 200
        beside = text.split('id="on-prices-0"')[1].split('id="on-')[0]
        assert "4.00元" in beside
    assert _stored(world).fees.prices[0].price.amount == 200


def test_a_person_of_the_list_is_opened_on_a_phone_only_where_there_is_something_to_see(
    world: World, planner: Client
) -> None:
    address = f"/plans/{_draft(world, a_content())}/sections/people/"
    page = planner.get(address)
    ways = re.findall(r'class="unfold"[^>]* aria-label="展开第(\d+)行"( checked)?', page.content.decode())
    assert [bool(opened) for _, opened in ways] == [*([False] * (len(ways) - 1)), True], "the empty one"
    sent = planner.post(address, _as_shown(page) | {"leaders-0-regular_lessons": "很多", "save": "stay"})
    ways = re.findall(r'class="unfold"[^>]* aria-label="展开第(\d+)行"( checked)?', sent.content.decode())
    assert bool(ways[0][1]), "the one that is wrong"
    assert not ways[1][1]


def test_more_rows_are_given_without_a_script(world: World, planner: Client) -> None:
    address = f"/plans/{_draft(world, a_content())}/sections/fees/"
    shown = planner.get(address)
    data = _as_shown(shown) | {"more": "costs", "costs-0-link": "还没有保存的话"}
    page = planner.post(address, data)
    assert "还没有保存的话" in page.content.decode()
    before, after = (row.context["desk"].forms.parts[1].total_form_count() for row in (shown, page))
    assert after == before + 5


def test_two_who_change_one_section_are_both_shown(world: World, planner: Client) -> None:
    address = f"/plans/{_draft(world, a_content(goals='原文'))}/sections/basics/"
    data = _as_shown(planner.get(address)) | {"goals-goals": "我的写法", "save": "stay"}
    _colleague_writes(world, goals="同事的写法")
    page = planner.post(address, data)
    assert page.status_code == 409
    assert "同事的写法" in page.content.decode()
    assert "我的写法" in page.content.decode()
    assert _stored(world).goals == "同事的写法"
    again = _as_shown(page) | {"goals-goals": "我的写法", "save": "stay"}
    assert planner.post(address, again).status_code == 302
    assert _stored(world).goals == "我的写法"


def test_two_who_change_different_sections_do_not_meet(world: World, planner: Client) -> None:
    address = f"/plans/{_draft(world, a_content())}/sections/basics/"
    data = _as_shown(planner.get(address)) | {"goals-goals": "我的写法", "save": "stay"}
    _colleague_writes(world, flexible_hours_rule="晚到一小时")
    assert planner.post(address, data).status_code == 302
    assert (_stored(world).goals, _stored(world).flexible_hours_rule) == ("我的写法", "晚到一小时")


def _colleague_writes(world: World, **changes: Any) -> None:
    with world.inside():
        version = PlanVersion.objects.get()
    perform(
        change_draft,
        actor=world[Role.SCHOOL_HEAD],
        now=NOW,
        version_id=version.id,
        revision=version.revision,
        change=lambda content: replace(content, **changes),
    )


def test_a_course_is_registered_scheduled_and_taken_out(world: World, planner: Client) -> None:
    base = f"/plans/{_draft(world, a_content())}/sections"
    row = {
        "title": "篮球",
        "area": "pe",
        "capacity": "30",
        "minimum": "10",
        "grades": "3-6",
        "weekdays": "一三",
        "starts": "17:10",
        "ends": "17:50",
        "outline": "运球、传球",
    }
    typed = {f"quick-0-{name}": value for name, value in row.items()}
    data = _as_shown(planner.get(f"{base}/courses/")) | typed
    assert planner.post(f"{base}/courses/", data | {"save": "stay"}).status_code == 302
    course = _stored(world).courses[-1]
    slots = [slot for slot in _stored(world).slots if slot.course_key == course.key]
    assert [slot.weekday for slot in slots] == [0, 2]
    assert slots[0].grades == frozenset({3, 4, 5, 6})
    assert planner.get(f"{base}/course/{course.key}/").status_code == 200
    assert planner.get(f"{base}/slot/{slots[0].key}/").status_code == 200
    planner.post(f"{base}/course/{course.key}/removal/")
    assert _stored(world).course(course.key) is None
    planner.post(f"/plans/{_plan_id(world)}/previous/")
    assert _stored(world).course(course.key) == course


def _plan_id(world: World) -> UUID:
    with world.inside():
        return PlanVersion.objects.get().plan_id


def many_courses(count: int) -> PlanContent:
    """A lawful plan with many courses more, each twice a week."""
    content = a_content()
    courses = tuple(a_course(f"c{number}", title=f"课程{number}") for number in range(count))
    slots = tuple(
        a_slot(f"c{number}-{day}", f"c{number}", day, leader_key=None)
        for number in range(count)
        for day in (number % 5, (number + 2) % 5)
    )
    return replace(content, courses=(*content.courses, *courses), slots=(*content.slots, *slots))


@pytest.mark.parametrize("slug", ["courses", "timetable"])
def test_questions_to_the_database_do_not_grow_with_courses(
    world: World, planner: Client, slug: str, django_assert_max_num_queries: Any
) -> None:
    address = f"/plans/{_draft(world, a_content())}/sections/{slug}/"
    planner.get(address)
    with django_assert_max_num_queries(60) as few:
        planner.get(address)
    _colleague_writes(world, courses=many_courses(60).courses, slots=many_courses(60).slots)
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = planner.get(address)
    assert page.status_code == 200
    assert len(page.content) < 250_000


def test_the_overview_says_what_is_done_and_what_is_open(world: World, planner: Client) -> None:
    plan = _draft(world, a_content())
    page = planner.get(f"/plans/{plan}/").content.decode()
    assert "填写方案" in page
    assert page.count('class="checklist"') == 1
    assert "已填好" in page
    assert "没有就不填" in page


def test_a_new_plan_starts_from_the_roll(world: World, planner: Client) -> None:
    planner.post("/plans/opening/")
    grades = _stored(world).grades
    assert [(row.grade, row.pupil_count) for row in grades] == [(grade, 3) for grade in range(1, 7)]
    assert [row.class_code for row in grades[0].classes] == ["0101"]


def test_the_plan_prints_and_says_what_differs(world: World, planner: Client) -> None:
    plan = _draft(world, a_content())
    pdf = planner.get(f"/plans/{plan}/versions/1/paper/")
    assert pdf.content.startswith(b"%PDF")
    assert "这是第一版" in planner.get(f"/plans/{plan}/versions/1/differences/").content.decode()


def test_one_page_makes_a_whole_plan_for_a_small_school(world: World, planner: Client) -> None:
    planner.post("/plans/opening/")
    address = f"/plans/{_plan_id(world)}/sections/small/"
    shown = planner.get(address)
    typed = {
        "goals-goals": "有人照看，有事可做",
        "day-lessons_end": "16:00",
        "day-lunch_starts": "12:00",
        "day-lunch_ends": "14:00",
        "day-breaks": "15 30 15 15",
        "save": "stay",
    }
    assert planner.post(address, _as_shown(shown) | typed).status_code == 302
    content = _stored(world)
    assert [course.title for course in content.courses] == ["作业辅导", "体育活动", "绘本阅读"]
    assert len(content.bells) == 6
    assert {slot.grades for slot in content.slots} == {frozenset(range(1, 7))}
    again = planner.get(address)
    planner.post(address, _as_shown(again) | {"save": "stay"})
    assert _stored(world) == content


def test_a_person_is_typed_by_name_and_a_strange_name_is_said(world: World, planner: Client) -> None:
    address = f"/plans/{_draft(world, a_content())}/sections/rooms/?day=0"
    shown = planner.get(address)
    head = str(world[Role.SCHOOL_HEAD].person)
    typed = {"rooms-0-leader": "职员school_head", "rooms-0-room": "302", "entry": "0", "save": "stay"}
    page = planner.post(address, _as_shown(shown) | typed | {"rooms-0-leader": "查无此人"})
    assert page.status_code == 422
    assert "本校没有叫“查无此人”的人员" in page.content.decode()
    assert planner.post(address, _as_shown(shown) | typed).status_code == 302
    monday = [slot for slot in _stored(world).slots if slot.weekday == 0]
    assert (head, "302") in {(slot.leader_key, slot.room) for slot in monday}
    assert head in {leader.key for leader in _stored(world).leaders}


@pytest.mark.parametrize("slug", ["course", "timetable", "fees"])
def test_the_check_of_sixty_courses_comes_while_one_types(world: World, planner: Client, slug: str) -> None:
    plan = _draft(world, a_large_content())
    address = f"/plans/{plan}/sections/{slug}/" + ("x3/" if slug == "course" else "")
    data = _as_shown(planner.get(address))
    taken = []
    for _ in range(7):
        began = process_time()
        page = planner.post(address, data, headers={"HX-Request": "true"})
        taken.append(process_time() - began)
        assert page.status_code == 200
    assert min(taken) < 0.1
