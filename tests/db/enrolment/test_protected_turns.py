"""A script with a later turn against a slow person with an earlier one: speed gives nothing for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from factories.choosing import sign_for
from factories.rushing import (
    ARRIVE,
    AT_ONCE,
    OPENS,
    SLOWLY,
    TOO_LATE,
    Rushing,
    a_drawn_rush,
    a_permitted_rush,
    by_turn,
    conclude,
)
from factories.world import Child
from kehou.allocation.arrivals import Answer, Request
from kehou.enrolment.first_come import turns as turning
from kehou.enrolment.first_come.turns import calm_at
from kehou.enrolment.models import Claim, CourseCount, HeldTurn, InLine, Seat, TurnDraw
from kehou.enrolment.services import exchanging
from kehou.platform.audit.models import AuditEvent

MINUTES = timedelta(minutes=3)
pytestmark = [pytest.mark.django_db, pytest.mark.clause("A7.8", "A2.4")]


def _seated(rushing: Rushing, key: str = "chess-0") -> set[object]:
    return {pupil for pupil, option in rushing.held().items() if option == key}


def _both(rushing: Rushing, slow: list[Child], quick: list[Child], *, when: datetime = SLOWLY) -> None:
    """The scripts ask as soon as they are called, the slow people later."""
    told = rushing.ask([(child, "chess-0") for child in quick], now=AT_ONCE)
    assert {each.answer for each in told} == {Answer.PLACED}
    rushing.ask([(child, "chess-0") for child in slow], now=when)


@pytest.mark.parametrize(("minutes", "winner"), [(3, "slow"), (0, "quick")])
def test_a_slow_person_with_an_earlier_turn_goes_before_a_script(minutes: int, winner: str) -> None:
    rushing, turns = a_drawn_rush(minutes)
    slow, quick = turns[:4], turns[4:]
    _both(rushing, slow, quick)
    won = slow if winner == "slow" else quick
    assert _seated(rushing) == {child.pupil_id for child in won}
    conclude(rushing.world, rushing.window)
    with rushing.world.inside():
        seats = set(Seat.objects.filter(option_key="chess-0").values_list("pupil_id", flat=True))
    assert seats == {child.pupil_id for child in won}, "as it was told, so it ends"


def test_who_asks_after_the_protected_time_passes_nobody() -> None:
    rushing, turns = a_drawn_rush()
    slow, quick = turns[:4], turns[4:]
    _both(rushing, slow, quick, when=TOO_LATE)
    assert _seated(rushing) == {child.pupil_id for child in quick}


@pytest.mark.parametrize("is_guarded", [True, False])
def test_a_clock_that_is_behind_passes_nobody(monkeypatch: pytest.MonkeyPatch, is_guarded: bool) -> None:
    """Two processes answer, and the later answered may carry the earlier moment: what was told stays."""
    rushing, turns = a_drawn_rush()
    *quick, behind = turns[:5]
    rushing.ask([(child, "chess-0") for child in quick], now=TOO_LATE + timedelta(milliseconds=9))
    if not is_guarded:  # whoever counts from earlier goes first, in time or not
        monkeypatch.setattr(Request, "is_in_time", property(lambda _: True))
        monkeypatch.setattr(Request, "counts_at", property(lambda sent: sent.at - timedelta.resolution))
    (told,) = rushing.ask([(behind, "chess-0")], now=TOO_LATE)
    assert told.answer is (Answer.FULL if is_guarded else Answer.PLACED)
    won = quick if is_guarded else [*quick[:3], behind]
    assert _seated(rushing) == {child.pupil_id for child in won}
    conclude(rushing.world, rushing.window)
    with rushing.world.inside():
        seats = set(Seat.objects.filter(option_key="chess-0").values_list("pupil_id", flat=True))
    assert seats == {child.pupil_id for child in won}


def test_who_was_passed_waits_ahead_of_later_turns_and_may_have_another_course() -> None:
    rushing, turns = a_drawn_rush()
    first, *others = turns[:6]
    rushing.ask([(child, "chess-0") for child in others], now=AT_ONCE)  # four have seats, the fifth waits
    (told,) = rushing.ask([(first, "chess-0")], now=SLOWLY)
    assert told.answer is Answer.PLACED
    *kept, passed, last = others
    assert _seated(rushing) == {child.pupil_id for child in (first, *kept)}
    with rushing.world.inside():
        count = CourseCount.objects.get(option_key="chess-0")
        assert (count.taken, count.asked, count.waiting) == (4, 6, 2)
        line = InLine.objects.order_by("counts_at").values_list("pupil_id", flat=True)
        assert list(line) == [passed.pupil_id, last.pupil_id]
        assert Claim.objects.get(pupil_id=passed.pupil_id).ended_at == SLOWLY
        assert AuditEvent.objects.filter(action="places.answered", detail__passed=1).count() == 1
    again, other = rushing.ask([(passed, "chess-0"), (passed, "ball-0")], now=SLOWLY)
    assert (again.answer, other.answer) == (Answer.FULL, Answer.PLACED)
    conclude(rushing.world, rushing.window)
    with rushing.world.inside():
        assert Seat.objects.get(pupil_id=passed.pupil_id).option_key == "ball-0"


def test_placed_and_passed_in_one_batch_leaves_one_place_and_one_line() -> None:
    rushing, turns = a_drawn_rush()
    wanted = [(child, "chess-0") for child in reversed(turns[:5])]
    told = rushing.ask(wanted, now=SLOWLY)
    assert [each.answer for each in told] == [Answer.PLACED] * 5
    assert _seated(rushing) == {child.pupil_id for child in turns[:4]}
    with rushing.world.inside():
        assert InLine.objects.get().pupil_id == turns[4].pupil_id
        count = CourseCount.objects.get(option_key="chess-0")
        assert (count.taken, count.asked, count.waiting) == (4, 5, 1)


def test_nothing_is_changed_until_places_stand() -> None:
    rushing, turns = a_drawn_rush()
    child = turns[-1]
    rushing.ask([(child, "ball-0")], now=AT_ONCE)
    with rushing.world.inside():
        calm = calm_at(rushing.window.rush)
    assert calm == OPENS + timedelta(minutes=3, milliseconds=700), "the last of eight turns, and its time"
    assert rushing.change(child, "chess-0", now=SLOWLY).answer is Answer.UNSETTLED
    assert rushing.held() == {child.pupil_id: "ball-0"}
    assert rushing.change(child, "chess-0", now=calm).answer is Answer.PLACED


@pytest.mark.parametrize("is_guarded", [True, False])
def test_who_changes_before_places_stand_would_lose_both(
    monkeypatch: pytest.MonkeyPatch, is_guarded: bool
) -> None:
    rushing, turns = a_drawn_rush()
    first, *_, child = turns
    rushing.ask([(each, "chess-0") for each in turns[1:4]], now=AT_ONCE)
    rushing.ask([(child, "ball-0")], now=AT_ONCE)
    if not is_guarded:
        monkeypatch.setattr(exchanging, "_is_unsettled", lambda *_: False)
    rushing.change(child, "chess-0", now=SLOWLY)
    rushing.ask([(first, "chess-0")], now=SLOWLY)
    assert rushing.held().get(child.pupil_id) == ("ball-0" if is_guarded else None)


@pytest.mark.parametrize(("is_guarded", "told"), [(True, Answer.FULL), (False, Answer.PLACED)])
def test_who_comes_after_the_draw_of_turns_is_not_protected(
    monkeypatch: pytest.MonkeyPatch, is_guarded: bool, told: Answer
) -> None:
    rushing, turns = a_drawn_rush()
    late = rushing.world.children[8]
    rushing.ask([(child, "chess-0") for child in turns[:4]], now=TOO_LATE)
    rushing.come(late, now=AT_ONCE)
    if not is_guarded:  # every turn is protected for its minutes, drawn or not
        moments = turning._moments
        monkeypatch.setattr(turning, "_moments", lambda row: (moments(row)[0], moments(row)[0] + MINUTES))
    assert rushing.ask([(late, "chess-0")], now=AT_ONCE + timedelta(seconds=5))[0].answer is told
    with rushing.world.inside():
        assert TurnDraw.objects.get().party_count == 8


def test_a_slip_that_was_passed_is_asked_for_its_next_wish() -> None:
    rushing = a_permitted_rush()
    world = rushing.world
    held, *others = world.children[:8]
    sign_for(world, held, rushing.window)
    rushing.check_slip(rushing.key_slip(held, "chess-0", "ball-0"))
    rushing.come(*others, now=ARRIVE)
    rushing.draw_turns(now=OPENS)
    order = by_turn(rushing)
    before, after = order[: order.index(held)], order[order.index(held) + 1 :]
    rushing.ask([(child, "chess-0") for child in after[: max(0, 3 - len(before))]], now=AT_ONCE)
    assert rushing.answer_slips(now=AT_ONCE) == 1
    assert rushing.held()[held.pupil_id] == "chess-0"
    rushing.ask([(child, "chess-0") for child in before], now=SLOWLY)
    is_passed = len(before) >= 4
    assert (rushing.held().get(held.pupil_id) is None) is is_passed
    with world.inside():
        assert HeldTurn.objects.get().answered_at is None, "its protected time is not over"
    assert rushing.answer_slips(now=TOO_LATE) == 1
    assert rushing.held()[held.pupil_id] == ("ball-0" if is_passed else "chess-0")
    assert rushing.answer_slips(now=TOO_LATE) == 0
