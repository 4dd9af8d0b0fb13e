"""Where nobody can be named any more, every page says so instead of a name, and none fails (A7.10)."""

from __future__ import annotations

import pytest
from django.test import Client

from browser.demo_county import Person
from browser.finding import Finder
from factories.browsing import family_client, staff_client, text_of
from factories.former import erase, leave
from factories.later_pages import into_the_term
from factories.law import lay_down_the_law
from factories.main_pages import through_the_draw
from factories.world import NOW, World, a_world
from kehou.kernel.actor import Role, public_actor
from kehou.oversight.models import Erasure
from kehou.platform.clock.business import set_business_now
from kehou.platform.sealed.keyring import erase_keys
from kehou.registry.models import Guardianship
from kehou.registry.public.names import ERASED

pytestmark = pytest.mark.django_db


def _people(world: World) -> list[Person]:
    """Everyone of the school and county, one family, and the public."""
    staff = [Person(role.value, role.value, staff_client(world, role), world[role]) for role in world.actors]
    child = world.children[0]
    return [
        *staff,
        Person("family", "family", family_client(child), child.guardian),
        Person("public", "public", Client(), public_actor()),
    ]


def _running() -> World:
    lay_down_the_law()
    world = a_world(per_class=1, urban_rural_code="121")
    through_the_draw(world, choosing=3)
    into_the_term(world, paid=2, cases=1)
    return world


@pytest.mark.slow
def test_every_page_of_a_school_stands_without_a_single_name() -> None:
    world = _running()
    people = _people(world)
    before = Finder(people).look()
    assert _saying(people, before, "学生101")  # the control: pages name the child
    with world.inside():
        erase_keys(person for child in world.children for person in (child.pupil_id, child.guardian.person))
    after = Finder(people).look()
    assert after.faults == before.faults
    assert {(one.person.key, one.path) for one in before.pages()} <= {
        (one.person.key, one.path) for one in after.pages()
    }
    assert len(after.pages()) > 150
    assert _saying(people, after, "学生101") == []
    assert _saying(people, after, ERASED)


def _saying(people: list[Person], finder: Finder, words: str) -> list[str]:
    """Which of the pages that were found say something."""
    return [one.path for one in finder.pages() if words in one.person.client.get(one.path).content.decode()]


def test_the_school_proposes_and_the_county_confirms_on_their_pages() -> None:
    lay_down_the_law()
    set_business_now(NOW)
    world = a_world(per_class=1)
    pupils = leave(world, *world.children[:2])
    head, approver = staff_client(world, Role.SCHOOL_HEAD), staff_client(world, Role.COUNTY_APPROVER)
    page = f"/erasures/schools/{world.school.id}/"
    assert "学生101" in text_of(head, page)
    assert page in text_of(head, "/erasures/")
    refused = head.post(page, {"reason": "保存期满"})
    assert refused.status_code == 409
    assert "没有选择学生" in refused.content.decode()
    sent = head.post(page, {"pupil": pupils, "reason": "保存期满，学校会议同意"}, follow=True)
    assert "待县教育局确认" in sent.content.decode()
    with world.inside():
        (erasure,) = Erasure.objects.all()
    own = f"/erasures/{erasure.id}/"
    assert "确认删除" not in text_of(head, own)
    text = text_of(approver, own)
    assert "确认删除" in text
    assert "学生101" not in text
    assert own in text_of(approver, "/erasures/")
    assert head.post(f"{own}decision/", {"outcome": "confirmed", "reason": "同意"}).status_code == 404
    approver.post(f"{own}decision/", {"outcome": "confirmed", "reason": "已核对"})
    assert "已删除2名学生" in text_of(approver, own)
    assert "没有保存期满的离校学生" in text_of(head, page)


def test_the_county_sends_a_proposal_back() -> None:
    lay_down_the_law()
    set_business_now(NOW)
    world = a_world(per_class=1)
    head, approver = staff_client(world, Role.SCHOOL_HEAD), staff_client(world, Role.COUNTY_APPROVER)
    page = f"/erasures/schools/{world.school.id}/"
    head.post(page, {"pupil": leave(world, world.children[0]), "reason": "保存期满"})
    with world.inside():
        own = f"/erasures/{Erasure.objects.get().id}/"
    approver.post(f"{own}decision/", {"outcome": "declined", "reason": ""})
    assert "确认删除" in text_of(approver, own)  # without a reason nothing was decided
    approver.post(f"{own}decision/", {"outcome": "declined", "reason": "请先退还结余"})
    assert "请先退还结余" in text_of(head, own)
    assert "学生101" in text_of(head, page)


def test_nobody_is_entered_around_a_nameless_child() -> None:
    lay_down_the_law()
    set_business_now(NOW)
    world = a_world(per_class=1)
    child, office = world.children[0], staff_client(world, Role.SCHOOL_TEACHING)
    with world.inside():
        link = Guardianship.objects.get(pupil_id=child.pupil_id).id
    asks = (
        f"/links/{link}/contact/",
        f"/pupils/{child.pupil_id}/guardians/",
        f"/pupils/{child.pupil_id}/carers/",
    )
    contact = {"name": "家长新", "phone": "19900019999"}
    assert [office.post(address, contact).status_code for address in asks] == [302, 200, 200]  # the control
    erase(world, child)
    assert [office.post(address, contact).status_code for address in asks] == [404, 404, 404]
    page = office.post(f"/pupils/{child.pupil_id}/", {"reason": "family_asked"}).content.decode()
    assert ERASED in page
    assert "登记监护人" not in page
