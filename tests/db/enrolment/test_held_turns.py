"""A family without a phone where places go in order of arrival: two people at school, a turn like any."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories.choosing import CLOSES, sign_for
from factories.refused import reasons_of
from factories.rushing import ARRIVE, LATER, OPENS, Rushing, a_permitted_rush, conclude
from kehou.enrolment.models import Entrant, HeldTurn, InLine, Party, Seat
from kehou.enrolment.services.arriving import UnableToArrive
from kehou.enrolment.services.wishing import UnableToWish, check_wishes
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform

pytestmark = [pytest.mark.django_db, pytest.mark.clause("A3.4", "A7.8", "A7.11")]


@pytest.fixture
def rushing() -> Rushing:
    return a_permitted_rush()


def _slip(rushing: Rushing, at: int = 0, *courses: str):  # type: ignore[no-untyped-def]
    child = rushing.world.children[at]
    sign_for(rushing.world, child, rushing.window)
    return rushing.key_slip(child, *(courses or ("chess-0", "ball-0")))


def test_a_checked_slip_waits_with_all_others_and_is_answered_at_its_turn(rushing: Rushing) -> None:
    world, child = rushing.world, rushing.world.children[0]
    rushing.come(*world.children[1:4])
    slip = _slip(rushing)
    with world.inside():
        assert not Entrant.objects.filter(pupil_id=child.pupil_id).exists(), "not before it is checked"
    rushing.check_slip(slip)
    with world.inside():
        assert Party.objects.filter(number=None).count() == 4, "no turn before the draw of turns"
    assert rushing.answer_slips(now=OPENS - timedelta(seconds=1)) == 0
    assert rushing.answer_slips() == 1
    assert rushing.answer_slips() == 0
    assert rushing.held() == {child.pupil_id: "chess-0"}
    with world.inside():
        assert sorted(Party.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
        assert HeldTurn.objects.get().answers == [["chess-0", "placed", 0]]


def test_before_its_turn_a_slip_waits(rushing: Rushing) -> None:
    rushing.come(*rushing.world.children[1:8])
    rushing.check_slip(_slip(rushing), now=LATER)
    assert rushing.answer_slips(now=LATER) == 1
    late = _slip(rushing, 8)
    rushing.check_slip(late, now=OPENS)
    assert rushing.answer_slips(now=OPENS + timedelta(milliseconds=700)) == 0, "nine came before it"
    assert rushing.answer_slips(now=OPENS + timedelta(milliseconds=900)) == 1


def test_a_full_course_puts_the_child_into_its_line_and_the_next_wish_is_asked(rushing: Rushing) -> None:
    world = rushing.world
    rushing.come(*world.children[1:5])
    rushing.ask([(child, "chess-0") for child in world.children[1:5]])
    rushing.check_slip(_slip(rushing), now=LATER)
    assert rushing.answer_slips() == 1
    with world.inside():
        assert HeldTurn.objects.get().answers == [["chess-0", "full", 1], ["ball-0", "placed", 0]]
        assert InLine.objects.get().pupil_id == world.children[0].pupil_id
    conclude(world, rushing.window)
    with world.inside():
        assert Seat.objects.get(pupil_id=world.children[0].pupil_id).option_key == "ball-0"


def test_what_nobody_got_to_is_answered_before_the_list_is_closed(rushing: Rushing) -> None:
    rushing.check_slip(_slip(rushing))
    conclude(rushing.world, rushing.window)
    with rushing.world.inside():
        assert Seat.objects.get().option_key == "chess-0"


def test_a_later_slip_takes_the_place_of_one_that_waits_and_the_turn_stays(rushing: Rushing) -> None:
    rushing.check_slip(_slip(rushing))
    rushing.check_slip(rushing.key_slip(rushing.world.children[0], "ball-0"))
    assert rushing.answer_slips() == 1
    assert set(rushing.held().values()) == {"ball-0"}
    with rushing.world.inside():
        assert Party.objects.count() == 1
    rushing.check_slip(rushing.key_slip(rushing.world.children[0], "chess-0"), now=LATER)
    assert rushing.answer_slips() == 1
    assert set(rushing.held().values()) == {"chess-0"}, "a slip after the turn changes the place"


def test_siblings_on_paper_share_a_turn(rushing: Rushing) -> None:
    rushing.check_slip(_slip(rushing))
    rushing.come(rushing.world.children[0])
    with rushing.world.inside():
        assert Party.objects.count() == 1, "the phone finds what the paper began"


def test_two_people_and_the_waiting_rooms_hours(rushing: Rushing) -> None:
    slip = _slip(rushing)
    with pytest.raises(UnableToWish) as refused:
        rushing.check_slip(slip, by=Role.SCHOOL_PLAN)
    assert reasons_of(refused) == {"slip_checked_by_keyer"}
    with pytest.raises(UnableToArrive):
        rushing.check_slip(slip, now=ARRIVE - timedelta(seconds=1))
    with pytest.raises(UnableToArrive):
        rushing.check_slip(slip, now=CLOSES)
    with pytest.raises(UnableToWish) as refused:
        perform(check_wishes, actor=rushing.world[Role.SCHOOL_TEACHING], now=ARRIVE, slip_id=slip.id)
    assert reasons_of(refused) == {"choice_in_order"}
    rushing.check_slip(slip)
    with pytest.raises(UnableToWish) as refused:
        rushing.check_slip(slip)
    assert reasons_of(refused) == {"slip_already_checked"}


@pytest.mark.clause("A7.6")
def test_without_an_agreement_a_slip_takes_no_turn(rushing: Rushing) -> None:
    slip = rushing.key_slip(rushing.world.children[0], "chess-0")
    with pytest.raises((UnableToArrive, UnableToWish)):
        rushing.check_slip(slip)
    with rushing.world.inside():
        assert not HeldTurn.objects.exists()
