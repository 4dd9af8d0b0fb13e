"""A family changes a course in the first school days; its old seat goes on at once (A2.4, A7.8)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.http import Http404

from factories.choosing import (
    CLOSES,
    DRAWN,
    MONDAY_X,
    children_of,
    close,
    draw,
    drawn,
    open_a_choice,
    sign_for,
    wish,
)
from factories.law import lay_down_the_law
from factories.plan_content import a_content
from factories.plan_facts import a_course, a_slot
from factories.refused import reasons_of
from factories.world import COUNTY, Child, World, a_world
from kehou.agreements.public import withdraw
from kehou.allocation.verify_draw import differences
from kehou.enrolment.desk import published
from kehou.enrolment.facts import Wishes
from kehou.enrolment.models import CourseChange, Seat
from kehou.enrolment.public import seats_of
from kehou.enrolment.services.changing import UnableToChangeCourse, change_course
from kehou.enrolment.windows import window_by_code
from kehou.kernel.moments import SHANGHAI
from kehou.platform.access.performing import perform
from kehou.platform.messages.models import Message
from kehou.platform.outbox.announcing import drain
from kehou.platform.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db
MONDAY_FIRST = "0-1615-1"
LAST_FREE_DAY = datetime(2026, 3, 13, 9, tzinfo=SHANGHAI)  # the tenth school day of the term


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=2)


def _change(world: World, child: Child, option: str, **changes: Any) -> CourseChange:
    asked = {
        "actor": child.guardian,
        "now": DRAWN,
        "place": world.place,
        "pupil_id": child.pupil_id,
        "term_id": world.term.id,
        "band": MONDAY_X,
        "option_key": option,
    }
    return perform(change_course, **(asked | changes))


def _refused(world: World, child: Child, option: str, **changes: Any) -> set[str]:
    with pytest.raises(UnableToChangeCourse) as refused:
        _change(world, child, option, **changes)
    return reasons_of(refused)


def _in(world: World, option: str) -> set[Any]:
    with world.inside():
        rows = Seat.objects.filter(option_key=option, ended_at=None)
        return set(rows.values_list("pupil_id", flat=True))


def _leave(world: World, child: Child) -> None:
    perform(
        withdraw,
        actor=child.guardian,
        now=DRAWN,
        place=world.place,
        pupil_id=child.pupil_id,
        term_id=world.term.id,
    )
    drain(COUNTY)


@pytest.mark.clause("A2.4", "A7.8")
def test_the_seat_that_is_left_goes_to_the_waiting_list_at_once(world: World) -> None:
    drawn(world, capacity=4)
    before = _in(world, "chess-0")
    mover = children_of(world, before)[0]
    _change(world, mover, "ball-0")
    after = _in(world, "chess-0")
    assert mover.pupil_id in _in(world, "ball-0")
    assert len(after) == 4
    (moved_up,) = after - before
    assert moved_up not in _in(world, "ball-0")
    with world.inside():
        assert [seat.option_key for seat in seats_of(mover.pupil_id, world.term.id)] == ["ball-0"]
        assert Message.objects.filter(kind="moved_up").count() == 1
        assert OutboxEvent.objects.filter(topic="placement.changed").count() == 1


@pytest.mark.clause("A7.8")
def test_a_full_course_is_not_changed_to(world: World) -> None:
    drawn(world, capacity=4)
    waiting = children_of(world, _in(world, "ball-0"))[0]
    assert _refused(world, waiting, "chess-0") == {"no_free_seat"}
    assert _refused(world, waiting, "ball-0") == {"change_to_the_same"}


def test_whoever_changed_keeps_the_seat_when_others_leave_and_may_change_again(world: World) -> None:
    drawn(world, capacity=4)
    mover, leaver = children_of(world, _in(world, "chess-0"))[:2]
    _change(world, mover, "ball-0")
    _leave(world, leaver)
    assert mover.pupil_id in _in(world, "ball-0")
    assert len(_in(world, "chess-0")) == 4
    second = _change(world, mover, "")
    assert (second.turn, second.from_option) == (3, "ball-0")
    with world.inside():
        assert seats_of(mover.pupil_id, world.term.id) == []
    _leave(world, mover)
    assert not _in(world, "chess-0") & {leaver.pupil_id, mover.pupil_id}


@pytest.mark.clause("A2.4")
def test_after_the_free_days_a_change_is_refused(world: World) -> None:
    drawn(world, capacity=4)
    mover, other = children_of(world, _in(world, "chess-0"))[:2]
    _change(world, mover, "ball-0", now=LAST_FREE_DAY)
    assert _refused(world, other, "ball-0", now=LAST_FREE_DAY + timedelta(days=3)) == {"change_too_late"}


def test_a_family_that_signed_after_the_draw_takes_a_free_seat_and_gives_it_up(world: World) -> None:
    everyone, world.children = world.children, world.children[:-1]
    window, _ = drawn(world, capacity=4)
    late = everyone[-1]
    assert "agreement_missing" in _refused(world, late, "ball-0")
    sign_for(world, late, window)
    _change(world, late, "ball-0")
    assert late.pupil_id in _in(world, "ball-0")
    _leave(world, late)
    assert late.pupil_id not in _in(world, "ball-0")


@pytest.mark.clause("A7.8", "A2.4")
def test_what_the_child_cannot_have_is_refused(world: World) -> None:
    drawn(world, capacity=4)
    child = children_of(world, _in(world, "chess-0"))[0]
    assert _refused(world, child, "nothing") == {"wish_unknown"}
    assert _refused(world, child, "garden-2", band="2-1710-1") >= {"wish_on_other_day"}
    assert "wish_unknown" in _refused(world, child, "garden-2")
    with pytest.raises(Http404):
        _change(world, child, "ball-0", actor=world.children[-1].guardian)


def test_before_the_draw_there_is_nothing_to_change(world: World) -> None:
    window = open_a_choice(world)
    child = world.children[0]
    sign_for(world, child, window)
    assert _refused(world, child, "ball-0", now=CLOSES) == {"change_before_draw"}


def _with_a_long_course(world: World, *, capacity: int = 3) -> str:
    """Everyone signs for Mondays and wishes a course over both bands before the ball."""
    plan = a_content()
    long = a_course("robot", title="机器人", capacity=capacity)
    slots = [each for each in plan.slots if each.key != "homework-0"]  # whose leader it needs
    slots.append(a_slot("robot-0", "robot", 0, starts=time(16, 30), leader_key="t1"))
    content = a_content(courses=(*plan.courses, long), slots=tuple(slots))
    window = open_a_choice(world, content=content)
    for child in world.children:
        sign_for(world, child, window)
        wish(world, child, wishes=Wishes({MONDAY_FIRST: ("robot-0",), MONDAY_X: ("robot-0", "ball-0")}))
    close(world, window)
    draw(world, window)
    return window.code


@pytest.mark.clause("A2.4", "A7.8")
def test_a_course_over_two_bands_is_given_up_and_taken_whole(world: World) -> None:
    code = _with_a_long_course(world)
    before = _in(world, "robot-0")
    mover = children_of(world, before)[0]
    _change(world, mover, "ball-0")
    after = _in(world, "robot-0")
    assert len(before) == len(after) == 3
    with world.inside():
        held = {
            seat.band: seat.option_key for seat in Seat.objects.filter(pupil_id=mover.pupil_id, ended_at=None)
        }
        rows = CourseChange.objects.filter(pupil_id=mover.pupil_id).order_by("turn")
        assert [(row.band, row.from_option, row.to_option) for row in rows] == [
            (MONDAY_X, "robot-0", "ball-0"),
            (MONDAY_FIRST, "robot-0", ""),
        ]
    assert held == {MONDAY_X: "ball-0"}
    assert _refused(world, mover, "robot-0") == {"no_free_seat"}
    _change(world, children_of(world, after)[0], "", band=MONDAY_FIRST)
    for child in children_of(world, _in(world, "robot-0"))[:1]:
        _leave(world, child)
    while len(_in(world, "robot-0")) == 3:
        _leave(world, children_of(world, _in(world, "robot-0"))[0])
    _change(world, mover, "robot-0")
    with world.inside():
        mine = Seat.objects.filter(pupil_id=mover.pupil_id, ended_at=None)
        assert {(seat.band, seat.option_key) for seat in mine} == {
            (MONDAY_FIRST, "robot-0"),
            (MONDAY_X, "robot-0"),
        }
        record = published(window_by_code(code))
        assert differences(record) == []
