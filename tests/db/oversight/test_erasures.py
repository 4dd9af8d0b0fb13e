"""Pupils who left long enough ago are erased by two people, and the books stay as they were (A7.10)."""

from __future__ import annotations

from datetime import date

import pytest

from factories.former import confirm, due, erase, leave, names_at, propose, second_guardian_of
from factories.reported import a_supervised_world
from factories.world import NOW, Child, World
from kehou.kernel.actor import Role
from kehou.oversight.services.erasing import decline_erasure
from kehou.oversight.services.watching import watch_county
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent
from kehou.platform.duties.models import Duty
from kehou.platform.sealed.cipher import unseal
from kehou.platform.sealed.keyring import keys_of
from kehou.registry.models import Identity, Pupil
from kehou.registry.public import contacts_of, names_of, owners_of
from kehou.registry.public.names import ERASED

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_supervised_world()


@pytest.mark.clause("A7.10")
def test_who_left_three_years_ago_can_be_named_before_and_not_after(world: World) -> None:
    gone, here = world.children[0], world.children[1]
    with world.inside():
        row = Identity.objects.get(pk=gone.pupil_id)
        key = keys_of([gone.pupil_id])[gone.pupil_id]
    bound = f"name:{gone.pupil_id}"
    assert unseal(bytes(row.name), key=key, bound_to=bound) == "学生101"  # the control: it could be opened
    assert names_at(world, gone, here) == ["学生101", "家长101", "学生102", "家长102"]

    erase(world, gone)

    assert names_at(world, gone, here) == [ERASED, ERASED, "学生102", "家长102"]
    with world.inside():
        assert contacts_of([gone.guardian.person])[gone.guardian.person].phone == ""
        assert keys_of([gone.pupil_id, gone.guardian.person]) == {}
        left = Identity.objects.get(pk=gone.pupil_id)
    assert (left.name_token, left.phone_token, left.id_token, left.roll_token) == ("", "", "", "")


def test_a_phone_leads_nowhere_once_its_owner_is_erased(world: World) -> None:
    assert [owner.name for owner in owners_of("19900010001")] == ["家长101"]
    erase(world, world.children[0])
    assert owners_of("19900010001") == []
    assert [owner.name for owner in owners_of("19900010002")] == ["家长102"]


def test_a_guardian_of_a_child_who_is_here_stays(world: World) -> None:
    gone, here = world.children[0], world.children[1]
    second_guardian_of(world, gone, here)
    erase(world, gone)
    assert names_at(world, gone) == [ERASED, "家长101"]
    erase(world, here)  # with the last child the guardian goes too
    assert names_at(world, gone, here) == [ERASED] * 4


def test_a_guardian_who_works_here_stays(world: World) -> None:
    gone, teacher = world.children[0], world[Role.TEACHER]
    second_guardian_of(world, Child(gone.pupil_id, teacher), gone)
    erase(world, gone)
    with world.inside():
        assert names_of([teacher.person])[teacher.person] == "职员teacher"


def test_each_erasure_leaves_a_trace_without_a_name(world: World) -> None:
    erasure = erase(world, *world.children[:2])
    with world.inside():
        events = AuditEvent.objects.filter(refused=False)
        found = list(events.filter(action__contains="eras").values_list("action", "subject", "actor_id"))
        lines = list(erasure.pupils.values_list("outcome", flat=True))
    approver, about = world[Role.COUNTY_APPROVER].person, f"erasure/{erasure.id}"
    assert lines == ["erased", "erased"]
    assert sorted(found, key=str) == sorted(
        [
            ("erasure.proposed", about, world[Role.SCHOOL_HEAD].person),
            *(("pupil.erased", f"pupil/{child.pupil_id}", approver) for child in world.children[:2]),
            ("erasure.confirmed", about, approver),
        ],
        key=str,
    )


def test_nothing_of_the_pupils_row_changes(world: World) -> None:
    leave(world, world.children[0])
    with world.inside():
        before = Pupil.objects.filter(pk=world.children[0].pupil_id).values().get()
    erase(world, world.children[0])
    with world.inside():
        assert Pupil.objects.filter(pk=world.children[0].pupil_id).values().get() == before


def test_what_was_sent_back_may_be_proposed_again(world: World) -> None:
    pupils = leave(world, world.children[0])
    erasure = propose(world, pupils)
    assert due(world) == []
    approver = world[Role.COUNTY_APPROVER]
    perform(decline_erasure, actor=approver, now=NOW, erasure_id=erasure.id, reason="有家长来信")
    assert names_at(world, world.children[0]) == ["学生101", "家长101"]
    assert due(world) == pupils
    assert confirm(world, propose(world, pupils)) == 1


def test_the_school_is_reminded_once_a_year_until_it_is_done(world: World) -> None:
    def watch() -> list[Duty]:
        with world.inside():
            watch_county(actor=world[Role.COUNTY_OFFICER], now=NOW, county_code=world.place.code)
            return list(Duty.objects.filter(kind="erase_former_pupils"))

    assert watch() == []
    pupils = leave(world, world.children[0])
    (duty,) = watch()
    assert len(watch()) == 1
    assert (duty.owner_role, duty.school_id, duty.due_date) == (
        "school_head",
        world.school.id,
        date(2025, 9, 29),
    )
    assert duty.done_at is None
    confirm(world, propose(world, pupils))
    (duty,) = watch()
    assert duty.done_by == world[Role.COUNTY_APPROVER].person
