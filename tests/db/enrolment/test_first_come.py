"""Choosing in order of arrival against the database: opened, come to, chosen from, closed as a draw is."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from factories.choosing import CLOSES, DRAWN, MONDAY_X, children_of, close, wish
from factories.refused import reasons_of
from factories.rushing import (
    LATER,
    Rushing,
    a_rushing_world,
    ask,
    come,
    conclude,
    earlier,
    open_a_rush,
    open_it,
    permit,
)
from factories.world import Child, World
from kehou.agreements.public import withdraw
from kehou.allocation import verifier
from kehou.allocation.arrivals import Answer
from kehou.enrolment.desk import published
from kehou.enrolment.models import (
    ChoiceWindow,
    Claim,
    CourseCount,
    Entrant,
    InLine,
    Outcome,
    Seat,
    WishList,
)
from kehou.enrolment.public import groups_of, seats_of
from kehou.enrolment.services.arriving import draw_turns
from kehou.enrolment.services.claiming import Asking, claim_by_turns
from kehou.enrolment.services.closing import UnableToCloseChoice
from kehou.enrolment.services.opening import UnableToOpenChoice
from kehou.enrolment.services.wishing import UnableToWish
from kehou.enrolment.windows import windows
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent
from kehou.platform.outbox.announcing import drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_rushing_world()


@pytest.fixture
def window(world: World) -> ChoiceWindow:
    return Rushing.opened(world).window


def _told(answered: list) -> list[Answer]:
    return [each.answer for each in answered]


@pytest.mark.clause("A3.4", "A7.8")
def test_order_of_arrival_is_refused_until_the_county_permits_it(world: World) -> None:
    with pytest.raises(UnableToOpenChoice) as refused:
        open_a_rush(world)
    assert "A3.4" in refused.value.clauses
    permit(world)
    with pytest.raises(UnableToOpenChoice) as refused:
        open_it(world, times=earlier(minutes=29))
    assert "A7.8" in refused.value.clauses
    permit(world, "priority_mode", "absolute_tiers")
    with pytest.raises(UnableToOpenChoice) as refused:
        open_it(world)
    assert "A3.4" in refused.value.clauses


@pytest.mark.clause("A2.4", "A7.8")
def test_requests_are_answered_in_order_and_a_repeat_changes_nothing(
    world: World, window: ChoiceWindow
) -> None:
    children = world.children[:6]
    for child in children:
        come(world, window, child)
    wanted = [(child, "chess-0") for child in children]
    answered = ask(world, window, wanted)
    assert _told(answered) == [Answer.PLACED] * 4 + [Answer.FULL] * 2
    assert [each.place for each in answered[4:]] == [1, 2]
    again = ask(world, window, wanted)
    assert _told(again) == [Answer.YOURS] * 4 + [Answer.FULL] * 2
    assert [each.place for each in again[4:]] == [1, 2]
    assert _told(ask(world, window, [(children[0], "ball-0")])) == [Answer.OTHER]
    with world.inside():
        assert (Claim.objects.count(), InLine.objects.count()) == (4, 2)
        count = CourseCount.objects.get(option_key="chess-0")
        assert (count.taken, count.asked, count.waiting) == (4, 6, 2)
        told = AuditEvent.objects.filter(action="places.answered").order_by("recorded_at")
        assert [event.detail for event in told] == [{"placed": 4, "full": 2}]


@pytest.mark.clause("A7.8")
def test_many_lists_at_once_are_asked_by_turns(world: World, window: ChoiceWindow) -> None:
    children = world.children[:7]
    for child in children[:6]:
        come(world, window, child)
    with world.inside():
        draw_turns(window=window, now=LATER)
        asking = [
            Asking(child.pupil_id, child.guardian.person, {MONDAY_X: ("chess-0", "ball-0")})
            for child in children
        ]
        assert claim_by_turns(window=window, asking=asking, now=LATER) == 6, "one did not come"
        numbers = dict(Entrant.objects.values_list("pupil_id", "party__number"))
        chess = set(Claim.objects.filter(option_key="chess-0").values_list("pupil_id", flat=True))
        ball = set(Claim.objects.filter(option_key="ball-0").values_list("pupil_id", flat=True))
        lined = InLine.objects.order_by("line_place").values_list("pupil_id", flat=True)
        assert {numbers[pupil] for pupil in chess} == {1, 2, 3, 4}
        assert [numbers[pupil] for pupil in lined] == [5, 6]
    assert ball == set(lined)


@pytest.mark.clause("A7.8", "A2.4")
def test_a_family_takes_no_more_limited_places_than_the_county_allows(world: World) -> None:
    permit(world)
    permit(world, "first_come_family_places", 0)
    window = open_a_rush(world)
    child = world.children[0]
    come(world, window, child)
    answered = ask(world, window, [(child, "chess-0"), (child, "ball-0")])
    assert _told(answered) == [Answer.FAMILY_LIMIT, Answer.PLACED], "the room of the time is always open"


@pytest.mark.clause("A7.6", "A3.4", "A7.11")
def test_places_become_seats_as_after_a_draw_and_a_withdrawal_lets_the_line_move_up(
    world: World, window: ChoiceWindow
) -> None:
    children = world.children[:7]
    for child in children:
        come(world, window, child)
    ask(world, window, [(child, "chess-0") for child in children[:6]])
    ask(world, window, [(children[5], "ball-0"), (children[6], "ball-0")])
    with pytest.raises(UnableToCloseChoice):
        conclude(world, window, now=CLOSES - timedelta(seconds=1))
    with pytest.raises(UnableToCloseChoice):
        close(world, window)
    run = conclude(world, window)
    with world.inside():
        held = dict(Seat.objects.filter(ended_at=None).values_list("pupil_id", "option_key"))
        assert WishList.objects.count() == 7
        assert [verdict for verdict in run.verdicts if verdict.get("met") is False] == []
        assert Outcome.objects.get(pupil_id=children[4].pupil_id, option_key="chess-0").code == "FULL"
    assert [held[child.pupil_id] for child in children[:4]] == ["chess-0"] * 4
    assert [held[child.pupil_id] for child in children[4:]] == ["ball-0"] * 3, "the room that never fills"
    with world.inside():
        assert groups_of(world.school.id, world.term.id)
        assert seats_of(children[0].pupil_id, world.term.id)
    _leave(world, children[0])
    with world.inside():
        moved = dict(Seat.objects.filter(ended_at=None).values_list("pupil_id", "option_key"))
    assert children[0].pupil_id not in moved
    assert moved[children[4].pupil_id] == "chess-0"
    assert moved[children[5].pupil_id] == "ball-0"
    with pytest.raises(UnableToCloseChoice):
        conclude(world, window)


def _leave(world: World, child: Child) -> None:
    perform(
        withdraw,
        actor=child.guardian,
        now=DRAWN,
        place=world.place,
        pupil_id=child.pupil_id,
        term_id=world.term.id,
    )
    drain(world.place)


@pytest.mark.clause("A7.11")
def test_anyone_can_repeat_the_outcome_with_the_published_program(
    world: World, window: ChoiceWindow, tmp_path: Path
) -> None:
    children = world.children[:6]
    for child in children:
        come(world, window, child)
    ask(world, window, [(child, "chess-0") for child in children])
    conclude(world, window)
    with world.inside():
        record = published(windows().get(pk=window.id))
    (tmp_path / "verify_draw.py").write_bytes(verifier())
    (tmp_path / "draw.json").write_bytes(record)
    done = subprocess.run(
        [sys.executable, "-I", str(tmp_path / "verify_draw.py"), str(tmp_path / "draw.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tier" in json.loads(record)["pupils"][0]
    assert {pupil["tier"] for pupil in json.loads(record)["pupils"]} == {1}, "nobody's status is told"


@pytest.mark.clause("A7.6")
def test_who_left_before_the_end_has_no_seat_and_the_line_moves_up(
    world: World, window: ChoiceWindow
) -> None:
    children = world.children[:5]
    for child in children:
        come(world, window, child)
    ask(world, window, [(child, "chess-0") for child in children])
    _leave_early(world, children[1])
    conclude(world, window)
    with world.inside():
        seated = set(Seat.objects.filter(option_key="chess-0").values_list("pupil_id", flat=True))
    assert {child.pupil_id for child in children_of(world, seated)} == {
        child.pupil_id for child in children if child is not children[1]
    }


def _leave_early(world: World, child: Child) -> None:
    perform(
        withdraw,
        actor=child.guardian,
        now=LATER + timedelta(hours=1),
        place=world.place,
        pupil_id=child.pupil_id,
        term_id=world.term.id,
    )
    drain(world.place)


@pytest.mark.clause("A2.4")
def test_there_are_no_wishes_where_places_are_given_in_order(world: World, window: ChoiceWindow) -> None:
    child = world.children[0]
    come(world, window, child)
    with pytest.raises(UnableToWish) as refused:
        wish(world, child, "chess-0", now=LATER)
    assert reasons_of(refused) == {"choice_in_order"}
