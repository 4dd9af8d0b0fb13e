"""After the approval, leaders and rooms follow as a notice; what leaves the envelope is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import DatabaseError

from factories.approved import approve_a_plan
from factories.drafted import draft_a_plan
from factories.law import lay_down_the_law
from factories.plan_content import a_content
from factories.world import NOW, World, a_world
from kehou.kernel.actor import Role
from kehou.kernel.fen import Fen
from kehou.plans.arranged import said_by
from kehou.plans.content import from_json
from kehou.plans.facts import PlanContent
from kehou.plans.models import Arrangement, PlanVersion
from kehou.plans.public import approved_plan
from kehou.plans.services.arranging import UnableToArrange, arrange
from kehou.platform.access.performing import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="121")


def _in_room(content: PlanContent) -> PlanContent:
    return replace(content, slots=tuple(replace(slot, room="302") for slot in content.slots))


def _dearer(content: PlanContent) -> PlanContent:
    price = replace(content.fees.prices[0], price=Fen(300))
    return replace(content, fees=replace(content.fees, prices=(price,)))


def _arrange(
    world: World, version: PlanVersion, change: Callable[[PlanContent], PlanContent], number: int = 0
) -> Arrangement:
    return perform(
        arrange,
        actor=world[Role.SCHOOL_PLAN],
        now=NOW,
        version_id=version.id,
        number=number,
        change=change,
    )


def test_rooms_follow_and_the_approved_version_stays(world: World) -> None:
    version = approve_a_plan(world)
    _arrange(world, version, _in_room)
    with world.inside():
        kept = PlanVersion.objects.get(pk=version.id)
        assert from_json(kept.content) == from_json(version.content)
        plan = approved_plan(world.school.id, world.term.id)
        assert plan is not None
        assert {slot.room for slot in plan.content.slots} == {"302"}
    with pytest.raises(DatabaseError, match="kept as they were written"), world.inside():
        Arrangement.objects.update(number=9)


@pytest.mark.clause("A7.4")
def test_what_leaves_the_envelope_is_refused(world: World) -> None:
    version = approve_a_plan(world)
    with pytest.raises(UnableToArrange) as refused:
        _arrange(world, version, _dearer)
    assert "A7.4" in refused.value.clauses
    with world.inside():
        assert not Arrangement.objects.exists()


@pytest.mark.clause("A6.2")
def test_a_double_booking_is_refused_in_august_too(world: World) -> None:
    version = approve_a_plan(world)
    with pytest.raises(UnableToArrange) as refused:
        _arrange(
            world,
            version,
            lambda content: replace(
                content, slots=tuple(replace(slot, leader_key="t1") for slot in content.slots)
            ),
        )
    assert "A6.2" in refused.value.clauses


@pytest.mark.clause("A7.4")
def test_nothing_is_arranged_before_the_approval(world: World) -> None:
    version = draft_a_plan(world, a_content())
    with pytest.raises(UnableToArrange):
        _arrange(world, version, _in_room)


def test_of_two_who_arrange_the_second_is_told(world: World) -> None:
    version = approve_a_plan(world)
    _arrange(world, version, _in_room)
    with pytest.raises(UnableToArrange) as refused:
        _arrange(world, version, _in_room)
    assert refused.value.verdicts[0].reason == "changed_meanwhile"


def test_what_a_submitted_version_says_is_read_once_and_a_draft_each_time(world: World) -> None:
    version = approve_a_plan(world)
    with world.inside():
        kept = said_by(PlanVersion.objects.get(pk=version.id))
        row = PlanVersion.objects.get(pk=version.id)
        assert said_by(row) is kept
        row.frozen_at = None
        assert said_by(row) == kept
        assert said_by(row) is not kept


def test_a_later_arrangement_is_what_the_service_runs_by(world: World) -> None:
    version = approve_a_plan(world)
    with world.inside():
        before = approved_plan(world.school.id, world.term.id)
    _arrange(world, version, _in_room)
    with world.inside():
        after = approved_plan(world.school.id, world.term.id)
    assert before is not None
    assert after is not None
    assert before.content_id == version.id != after.content_id
    assert {slot.room for slot in after.content.slots} == {"302"}
    assert before.content == replace(
        after.content, slots=before.content.slots
    )  # nothing but rooms has changed
