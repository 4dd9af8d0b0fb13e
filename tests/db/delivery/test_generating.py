"""Sessions come from the approved plan, the groups and the calendar; a change keeps ids of those ahead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest
from django.http import Http404

from factories.afternoon import (
    MONDAY,
    a_staffed_plan,
    at,
    drawn_school,
    plan_sessions,
    running_school,
    session_on,
)
from factories.choosing import DRAWN
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.delivery.facts import SessionState
from kehou.delivery.models import Cancellation, Session
from kehou.delivery.public import attendance_facts, expected_sessions, session_facts
from kehou.delivery.services.generating import UnableToPlanSessions, generate_sessions
from kehou.kernel.actor import Role
from kehou.plans.facts import PlanContent
from kehou.plans.services.arranging import arrange
from kehou.platform.access.performing import perform
from kehou.platform.outbox.announcing import drain
from kehou.registry.models import CalendarDay

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=1)


def _arrange(world: World, version_id: UUID, now: datetime, **changes: object) -> None:
    def change(content: PlanContent) -> PlanContent:
        slots = tuple(
            replace(slot, **changes) if slot.key == "chess-0" else slot  # type: ignore[arg-type]
            for slot in content.slots
        )
        return replace(content, slots=slots)

    perform(arrange, actor=world[Role.SCHOOL_PLAN], now=now, version_id=version_id, number=0, change=change)
    drain(world.place)


@pytest.mark.clause("A7.1", "A7.4")
def test_nothing_is_planned_before_approval_and_draw(world: World) -> None:
    with pytest.raises(UnableToPlanSessions) as refused:
        plan_sessions(world)
    assert refused.value.clauses == ("A7.4",)


@pytest.mark.clause("A4.2", "A7.4")
def test_every_school_day_of_a_slot_has_its_session(world: World) -> None:
    running_school(world)
    with world.inside():
        days = list(
            Session.objects.filter(slot_key="chess-0")
            .order_by("session_date")
            .values_list("session_date", flat=True)
        )
    assert days[0] == MONDAY
    assert {day.weekday() for day in days} == {0}
    assert date(2026, 4, 6) not in days  # a holiday
    assert date(2026, 5, 4) not in days
    assert len(days) == len(set(days)) == 16


def test_making_them_again_changes_nothing(world: World) -> None:
    running_school(world)
    with world.inside():
        before = set(Session.objects.values_list("id", flat=True))
    plan_sessions(world)
    with world.inside():
        assert set(Session.objects.values_list("id", flat=True)) == before


@pytest.mark.clause("A4.14")
def test_a_change_touches_only_what_lies_ahead_and_keeps_the_ids(world: World) -> None:
    first = running_school(world)
    with world.inside():
        ids = set(Session.objects.filter(slot_key="chess-0").values_list("id", flat=True))
    later = at(9, 0, on=date(2026, 3, 9))
    _arrange(world, first.version_id, later, room="302教室")
    with world.inside():
        rows = {row.id: row for row in Session.objects.filter(slot_key="chess-0")}
        rooms = {row.session_date: row.room for row in rows.values()}
    assert set(rows) == ids
    assert rooms.pop(MONDAY) == ""
    assert set(rooms.values()) == {"302教室"}


@pytest.mark.clause("A4.2", "A9.12")
def test_a_day_that_the_school_closes_is_taken_out(world: World) -> None:
    running_school(world)
    with world.inside():
        CalendarDay.objects.create(
            county_code=world.place.code,
            school_id=world.school.id,
            day_date=date(2026, 3, 9),
            kind=CalendarDay.Kind.CLOSED,
            reason="运动会",
        )
    plan_sessions(world)
    with world.inside():
        gone = Session.objects.get(slot_key="chess-0", session_date=date(2026, 3, 9))
        assert gone.state == SessionState.CANCELLED
        assert Cancellation.objects.get(session=gone).cause == "plan_changed"
        facts = session_facts(world.school.id, world.term.id, first=date(2026, 3, 9), past=date(2026, 3, 10))
        missed = attendance_facts(world.school.id, world.term.id)
    assert {fact.state for fact in facts if fact.slot_key == "chess-0"} == {SessionState.CANCELLED}
    assert {row.delivered for row in missed} == {False}
    assert len(missed) == len(world.children)


def test_what_pupils_are_promised_needs_no_sessions(world: World) -> None:
    drawn_school(world)
    with world.inside():
        assert Session.objects.count() == 0
        promised = expected_sessions(world.school.id, world.term.id, pupil_id=world.children[0].pupil_id)
    assert len(promised) == 16
    assert {row.units for row in promised} == {1}
    plan_sessions(world)
    with world.inside():
        facts = session_facts(world.school.id, world.term.id)
    assert [row.date for row in facts if row.expected] == [row.date for row in promised]
    assert {row.leader_id for row in facts if row.slot_key == "chess-0"} == {world[Role.TEACHER].person}


def test_only_the_office_plans_sessions(world: World) -> None:
    drawn_school(world)
    for role in (Role.TEACHER, Role.COUNTY_OFFICER):
        with pytest.raises(Http404):
            perform(
                generate_sessions,
                actor=world[role],
                now=DRAWN,
                place=world.place,
                term_id=world.term.id,
            )


def test_a_plan_without_people_still_makes_its_sessions(world: World) -> None:
    content = replace(a_staffed_plan(world), leaders=())
    slots = tuple(replace(slot, leader_key=None) for slot in content.slots)
    running_school(world, content=replace(content, slots=slots))
    assert session_on(world).leader_id is None
