"""Every page of the registry against those who come to it: 200 for whom it is, 404 for all others."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.test import Client

from factories.registry import class_teacher, pupil_named, take_in, upload
from factories.registry import school as school
from factories.roll_files import good_row
from factories.visitors import of_role, stranger, visitor
from factories.world import NOW, World, a_world
from kehou.kernel.actor import Actor, Role
from kehou.platform.clock.business import set_business_now
from kehou.registry.models import CalendarDay, Guardianship, RollImport
from kehou.registry.public import wards_of

pytestmark = pytest.mark.django_db

OFFICE = {"office", "head"}
CLASS = OFFICE | {"own_class_teacher"}
PAGES = {
    "/rolls/": OFFICE,
    "/schools/{school}/rolls/": OFFICE,
    "/rolls/{roll}/": OFFICE,
    "/rolls/{roll}/refused-rows/": OFFICE,
    "/schools/{school}/leavers/": OFFICE,
    "/schools/{school}/pupils/": CLASS | {"other_class_teacher", "classless_teacher"},
    "/classes/{class}/": CLASS,
    "/pupils/{pupil}/": CLASS,
    "/classes/{class}/families/": CLASS,
    "/pupils/{pupil}/guardians/": CLASS,
    "/pupils/{pupil}/carers/": CLASS,
    "/links/{link}/": CLASS,
    "/schools/{school}/staff/": OFFICE,
    "/schools/{school}/staff/entry/": {"head"},
    "/schools/{school}/staff/{person}/": {"head"},
    "/schools/{school}/staff/{person}/account/": {"head"},
    "/schools/": {"county"},
    "/schools/entry/": {"county"},
    "/schools/{school}/": {"county"},
    "/terms/": {"county"},
    "/schools/{school}/calendar/": CLASS | {"county", "other_class_teacher", "classless_teacher"},
}
POSTS = {
    "/rolls/{roll}/acceptance/": OFFICE,
    "/links/{link}/contact/": CLASS,
    "/links/{link}/limits/": CLASS,
    "/schools/{school}/staff/{person}/roles/": {"head"},
    "/calendar-days/{day}/clearing/": OFFICE | {"county"},
}


@dataclass
class Scene:
    """Addresses filled in, and who comes."""

    ids: dict[str, UUID]
    people: dict[str, Client]

    def at(self, page: str) -> str:
        return page.format(**{name: str(value) for name, value in self.ids.items()})


@pytest.fixture
def scene(school: World) -> Scene:
    set_business_now(NOW)
    take_in(school, good_row(31), good_row(33, 姓名="向豆苗", 班号="202401", 入学年月="202409"))
    uploaded: RollImport = upload(school, good_row(31), good_row(35, 姓名=""))
    child = pupil_named(school, "向禾苗")
    other = a_world(grades=(1,), per_class=0, short_code="other")
    with school.inside():
        link = Guardianship.objects.get(pupil=child, relation="father")
        day = CalendarDay.objects.create(
            county_code=school.place.code,
            school_id=school.school.id,
            day_date="2026-04-15",
            kind="closed",
            reason="校运会",
        )
    wards = wards_of([link.guardian_id], county=school.place.code, on=NOW.date())
    return Scene(
        ids={
            "school": school.school.id,
            "roll": uploaded.id,
            "class": child.school_class_id,
            "pupil": child.id,
            "link": link.id,
            "person": school[Role.TEACHER].person,
            "day": day.id,
        },
        people={
            "head": of_role(school, Role.SCHOOL_HEAD),
            "office": of_role(school, Role.SCHOOL_TEACHING),
            "own_class_teacher": visitor(class_teacher(school, "202302")),
            "other_class_teacher": visitor(class_teacher(school, "202401")),
            "classless_teacher": of_role(school, Role.CLASS_TEACHER),
            "colleague": of_role(school, Role.TEACHER),
            "cashier": of_role(school, Role.SCHOOL_CASHIER),
            "other_head": of_role(other, Role.SCHOOL_HEAD),
            "other_office": of_role(other, Role.SCHOOL_TEACHING),
            "county": of_role(school, Role.COUNTY_OFFICER),
            "guardian": visitor(Actor(link.guardian_id, (), tuple(wards))),
            "stranger": stranger(),
        },
    )


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_for_those_whose_it_is_and_is_not_there_for_others(scene: Scene, page: str) -> None:
    own_elsewhere = {"/rolls/": {"other_head", "other_office"}}.get(page, set())
    opened = {
        name
        for name, client in scene.people.items()
        if client.get(scene.at(page), follow=True).status_code == 200
    }
    assert opened == PAGES[page] | own_elsewhere


@pytest.mark.parametrize("page", POSTS)
def test_an_act_is_open_to_those_whose_it_is(scene: Scene, page: str) -> None:
    refused = {name for name, client in scene.people.items() if name not in POSTS[page]}
    answers = {name: scene.people[name].post(scene.at(page)).status_code for name in refused}
    assert set(answers.values()) == {404}, answers
    allowed = sorted(POSTS[page])[0]
    assert scene.people[allowed].post(scene.at(page)).status_code != 404
