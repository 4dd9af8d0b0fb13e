"""Closing, drawing once, groups, and the waiting list that moves up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError
from django.http import Http404

from factories.choosing import (
    CLOSES,
    DRAWN,
    NOW,
    children_of,
    close,
    draw,
    drawn,
    open_a_choice,
    sign_for,
    wish,
)
from factories.law import lay_down_the_law
from factories.refused import reasons_of
from factories.world import COUNTY, World, a_world
from kehou.agreements.public import withdraw
from kehou.allocation import commit
from kehou.enrolment.facts import Otherwise
from kehou.enrolment.models import Closing, Departure, Outcome, Run, Seat
from kehou.enrolment.public import groups_of, seats_of
from kehou.enrolment.services.closing import UnableToCloseChoice
from kehou.enrolment.services.placing import UnableToDraw
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent
from kehou.platform.messages.models import Message
from kehou.platform.outbox.announcing import drain
from kehou.platform.outbox.handling import handle
from kehou.platform.outbox.models import OutboxEvent
from kehou.registry.models import Pupil

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=2)


def _in_chess(world: World) -> set[object]:
    with world.inside():
        rows = Seat.objects.filter(option_key="chess-0", ended_at=None)
        return set(rows.values_list("pupil_id", flat=True))


@pytest.mark.clause("A2.4", "A7.11")
def test_the_list_closes_at_its_time_and_once(world: World) -> None:
    window = open_a_choice(world)
    with pytest.raises(UnableToCloseChoice) as refused:
        close(world, window, now=CLOSES - timedelta(minutes=1))
    assert reasons_of(refused) == {"choice_still_open"}
    closing = close(world, window)
    assert closing.commitment == commit(closing.nonce)
    with pytest.raises(UnableToCloseChoice) as refused:
        close(world, window)
    assert reasons_of(refused) == {"choice_closed_before"}
    with pytest.raises(DatabaseError, match="kept as they were written"), world.inside():
        Closing.objects.update(content={})


@pytest.mark.clause("A7.11")
def test_the_closed_list_names_nobody_and_no_status(world: World) -> None:
    with world.inside():
        Pupil.objects.filter(pk=world.children[0].pupil_id).update(has_priority=True)
    window, _ = drawn(world)
    with world.inside():
        closing = Closing.objects.get(window=window)
    written = str(closing.content)
    assert len(closing.content["pupils"]) == len(world.children)
    assert {row["tier"] for row in closing.content["pupils"]} == {1}
    assert not any(str(child.pupil_id) in written for child in world.children)


@pytest.mark.clause("A7.8", "A2.4")
def test_every_wish_has_its_reason_and_nobody_is_oversold(world: World) -> None:
    _, run = drawn(world, capacity=4)
    assert len(_in_chess(world)) == 4
    with world.inside():
        codes = list(Outcome.objects.filter(run=run, option_key="chess-0").values_list("code", flat=True))
        seat = seats_of(world.children[0].pupil_id, world.term.id)
        groups = groups_of(world.school.id, world.term.id)
    assert sorted(set(codes)) == ["ASSIGNED", "FULL"]
    assert len(codes) == len(world.children)
    has_chess = world.children[0].pupil_id in _in_chess(world)
    assert [place.title for place in seat] == ["棋类" if has_chess else "球类"]
    assert sum(len(group.pupil_ids) for group in groups) == len(world.children)


@pytest.mark.clause("A7.11")
def test_a_second_draw_is_refused_and_recorded(world: World) -> None:
    window, run = drawn(world)
    with pytest.raises(UnableToDraw) as refused:
        draw(world, window, number="9999")
    assert reasons_of(refused) == {"rerun_unrecorded"}
    with world.inside():
        assert list(Run.objects.values_list("seed", flat=True)) == [run.seed]
        attempt = AuditEvent.objects.get(action="draw_places", refused=True)
    assert attempt.clauses == ["A7.11"]


@pytest.mark.clause("A7.11")
def test_where_the_rule_is_silent_the_database_still_keeps_one_draw_a_list(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The positive control: the refusal above is the rule's, and a second lock stands behind it."""
    window, run = drawn(world)
    monkeypatch.setattr("kehou.enrolment.services.placing._refused", lambda *given: [])
    with pytest.raises(IntegrityError):
        draw(world, window, number="9999")
    with world.inside():
        assert list(Run.objects.values_list("seed", flat=True)) == [run.seed]


@pytest.mark.clause("A7.11")
@pytest.mark.parametrize("number", ["", "12", "abcd", "12a4"])
def test_nothing_is_drawn_without_a_public_number(world: World, number: str) -> None:
    window = open_a_choice(world)
    close(world, window)
    with pytest.raises(UnableToDraw) as refused:
        draw(world, window, number=number)
    assert reasons_of(refused) == {"public_number_missing"}


def test_only_the_school_draws(world: World) -> None:
    window = open_a_choice(world)
    close(world, window)
    from kehou.enrolment.services.placing import draw_places

    for role in (Role.CLASS_TEACHER, Role.COUNTY_OFFICER):
        with pytest.raises(Http404):
            perform(
                draw_places,
                actor=world[role],
                now=DRAWN,
                window_id=window.id,
                public_number="1234",
                witnesses="家长",
            )


@pytest.mark.clause("A3.4")
def test_a_pupil_of_the_priority_groups_always_has_a_place(world: World) -> None:
    """Whatever the draw says, the room takes in whoever asked for the band."""
    with world.inside():
        Pupil.objects.filter(pk__in=[c.pupil_id for c in world.children[:3]]).update(has_priority=True)
    window = open_a_choice(world)
    for child in world.children:
        sign_for(world, child, window)
        wish(world, child, "chess-0")
    close(world, window)
    draw(world, window)
    with world.inside():
        placed = set(Seat.objects.values_list("pupil_id", flat=True))
    assert placed == {child.pupil_id for child in world.children}


def test_whoever_said_home_is_in_no_course_that_was_not_wished(world: World) -> None:
    window = open_a_choice(world)
    for child in world.children:
        sign_for(world, child, window)
        wish(world, child, "chess-0", otherwise=Otherwise.HOME)
    close(world, window)
    draw(world, window)
    with world.inside():
        assert Seat.objects.count() == 4
        assert set(Seat.objects.values_list("option_key", flat=True)) == {"chess-0"}


@pytest.mark.clause("A7.6")
def test_a_withdrawn_family_is_not_on_the_list(world: World) -> None:
    window = open_a_choice(world)
    child = world.children[0]
    for each in world.children[:2]:
        sign_for(world, each, window)
        wish(world, each, "chess-0")
    perform(
        withdraw,
        actor=child.guardian,
        now=NOW,
        place=world.place,
        pupil_id=child.pupil_id,
        term_id=world.term.id,
    )
    assert close(world, window).pupil_count == 1


@pytest.mark.clause("A2.1", "A7.8")
def test_after_a_withdrawal_the_waiting_list_moves_up_once(world: World) -> None:
    _, run = drawn(world)
    before = _in_chess(world)
    leaver = children_of(world, before)[0]  # type: ignore[arg-type]
    perform(
        withdraw,
        actor=leaver.guardian,
        now=DRAWN,
        place=world.place,
        pupil_id=leaver.pupil_id,
        term_id=world.term.id,
    )
    drain(COUNTY)
    after = _in_chess(world)
    assert len(after) == 4
    assert leaver.pupil_id not in after
    assert before - {leaver.pupil_id} < after
    with world.inside():
        moved = after - before
        event = OutboxEvent.objects.get(topic="agreement.withdrawn")
        told = Message.objects.filter(kind="moved_up").values_list("link", flat=True)
        assert list(told) == [f"/family/{pupil}/result/" for pupil in moved]
        assert not Seat.objects.filter(pupil_id=leaver.pupil_id, ended_at=None).exists()
    assert not handle(event.id, county_code=COUNTY.code)
    from kehou.enrolment.services.leaving import let_leave

    with world.inside():
        assert not let_leave(run_id=run.id, pupil_id=leaver.pupil_id, now=DRAWN)
        assert Departure.objects.count() == 1
