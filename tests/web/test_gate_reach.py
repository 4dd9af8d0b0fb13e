"""Who stands at the gate works with names, and nobody else does (DP3, A10.8)."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.test import Client

from factories.afternoon import MONDAY, at, running_school
from factories.afternoon_acts import release, roll, start
from factories.browsing import staff_client, text_of
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.delivery.public import duty_facts
from kehou.delivery.services.duties import UnableToPostAtGate, post_at_gate
from kehou.kernel.actor import Role
from kehou.kernel.moments import ONE_DAY
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id

pytestmark = pytest.mark.django_db
CHILD, PARENT = "学生101", "家长101"


@pytest.fixture
def world() -> World:
    """The chess session is over and everybody was at it; its teacher led it."""
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    session = running_school(world)
    start(world, session)
    roll(world, session)
    set_business_now(at(17, 52))
    return world


def _child(world: World, number: int = 0) -> str:
    return f"/afternoon/gate/{world.children[number].pupil_id}/"


def _sees(client: Client, world: World) -> bool:
    answer = client.get(_child(world))
    assert answer.status_code in (200, 404)
    listed = CHILD in text_of(client, "/afternoon/gate/")
    printed = PARENT in text_of(client, "/afternoon/gate/paper/")
    named = answer.status_code == 200 and PARENT in answer.content.decode()
    assert listed == printed == named
    return named


@pytest.mark.clause("A10.8")
@pytest.mark.parametrize("role", [Role.SCHOOL_HEAD, Role.SCHOOL_TEACHING, Role.SCHOOL_SAFETY, Role.TEACHER])
def test_the_gate_and_the_leader_work_with_names(world: World, role: Role) -> None:
    assert _sees(staff_client(world, role), world)


@pytest.mark.clause("A10.8")
@pytest.mark.parametrize("role", [Role.SCHOOL_PLAN, Role.CLASS_TEACHER])
def test_a_colleague_sees_nobody_until_posted_at_the_gate(world: World, role: Role) -> None:
    client, child = staff_client(world, role), world.children[0]
    assert not _sees(client, world)
    with pytest.raises(Http404):
        release(world, child.pupil_id, actor=world[role], to_person_id=child.guardian.person)
    office = staff_client(world, Role.SCHOOL_SAFETY)
    posting = {"person": str(world[role].person)}
    assert office.post("/afternoon/board/gate/", posting).status_code == 302
    assert f"守校门 职员{role.value}" in text_of(office, "/afternoon/board/")
    assert _sees(client, world)
    set_business_now(at(17, 52, on=MONDAY + 7 * ONE_DAY))  # the post was for one day
    assert client.get(_child(world)).status_code == 404


@pytest.mark.clause("A10.8")
@pytest.mark.parametrize("role", [Role.SCHOOL_HEAD, Role.SCHOOL_SAFETY, Role.TEACHER])
def test_nobody_reads_of_a_child_that_is_not_in_the_afternoon(world: World, role: Role) -> None:
    set_business_now(at(17, 52, on=MONDAY + ONE_DAY))
    assert staff_client(world, role).get(_child(world)).status_code == 404


@pytest.mark.clause("A9.26")
def test_standing_at_the_gate_is_no_management_and_only_for_staff(world: World) -> None:
    posting = {"actor": world[Role.SCHOOL_SAFETY], "now": at(16, 0), "place": world.place}
    posting["term_id"] = world.term.id
    with pytest.raises(UnableToPostAtGate):
        perform(post_at_gate, person_id=new_id(), **posting)
    perform(post_at_gate, person_id=world[Role.TEACHER].person, **posting)
    with world.inside():
        assert duty_facts(world.school.id, first=MONDAY, past=MONDAY + ONE_DAY) == ()


def test_children_in_a_lesson_are_folded_by_class_and_those_who_are_out_come_first(world: World) -> None:
    gate = staff_client(world, Role.SCHOOL_SAFETY)
    assert CHILD in text_of(gate, "/afternoon/gate/").split('aria-label="下课的学生"')[1]
    set_business_now(at(17, 30))
    still_in = text_of(gate, "/afternoon/gate/")
    assert CHILD in still_in.split('aria-label="1年级1班还在上课的学生"')[1]
    assert "下课的学生" not in still_in
