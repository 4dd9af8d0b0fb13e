"""Changing a place before the closing: never both lost, never past whoever waits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories.choosing import CLOSES
from factories.rushing import LATER, Rushing, a_called_rush, conclude
from kehou.allocation.arrivals import Answer
from kehou.enrolment.models import Claim, CourseCount, InLine, Seat

pytestmark = [pytest.mark.django_db, pytest.mark.clause("A2.4", "A7.8")]


@pytest.fixture
def rushing() -> Rushing:
    rushing, _ = a_called_rush(7)
    return rushing


def _count(rushing: Rushing) -> tuple[int, int, int]:
    with rushing.world.inside():
        return CourseCount.objects.values_list("taken", "asked", "waiting").get(option_key="chess-0")


def test_a_place_is_changed_in_one_step_and_its_seat_is_free_again(rushing: Rushing) -> None:
    first, second = rushing.world.children[:2]
    rushing.ask([(first, "chess-0")])
    answered = rushing.change(first, "ball-0")
    assert (answered.answer, answered.given_back) == (Answer.PLACED, ("chess-0",))
    assert rushing.held() == {first.pupil_id: "ball-0"}
    assert _count(rushing) == (0, 1, 0)
    with rushing.world.inside():
        assert Claim.objects.get(option_key="chess-0").ended_at == LATER, "that it was given stays written"
    assert rushing.change(first, "ball-0").answer is Answer.YOURS
    assert rushing.ask([(second, "chess-0")])[0].number == 2
    assert rushing.change(first, "chess-0").answer is Answer.PLACED
    assert _count(rushing) == (2, 3, 0)


def test_a_change_to_a_full_course_loses_nothing(rushing: Rushing) -> None:
    *others, child = rushing.world.children[:5]
    rushing.ask([*((each, "chess-0") for each in others), (child, "ball-0")])
    assert rushing.change(child, "chess-0").answer is Answer.KEPT
    assert rushing.held()[child.pupil_id] == "ball-0"
    assert _count(rushing) == (4, 4, 0)
    with rushing.world.inside():
        assert not InLine.objects.exists()


def test_a_seat_for_which_children_wait_is_kept_for_the_first_of_them(rushing: Rushing) -> None:
    *holders, waits, last = rushing.world.children[:6]
    rushing.ask([(child, "chess-0") for child in (*holders, waits)])
    rushing.ask([(waits, "ball-0")])
    rushing.change(holders[0], "ball-0")
    assert _count(rushing) == (4, 5, 1), "not free: somebody waits"
    answered = rushing.ask([(last, "chess-0")])[0]
    assert (answered.answer, answered.place) == (Answer.FULL, 2)
    conclude(rushing.world, rushing.window)
    with rushing.world.inside():
        seated = dict(Seat.objects.filter(ended_at=None).values_list("pupil_id", "option_key"))
    assert seated[waits.pupil_id] == "chess-0"
    assert seated[holders[0].pupil_id] == "ball-0"
    assert seated[last.pupil_id] == "ball-0", "the room, since its wish had no seat"


def test_after_the_closing_nothing_changes_here(rushing: Rushing) -> None:
    child = rushing.world.children[0]
    rushing.ask([(child, "chess-0")])
    assert rushing.change(child, "ball-0", now=CLOSES).answer is Answer.OVER
    assert rushing.change(child, "ball-0", now=CLOSES - timedelta(seconds=1)).answer is Answer.PLACED
