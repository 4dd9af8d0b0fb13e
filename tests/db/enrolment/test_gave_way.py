"""A family whose place went to an earlier turn is told: what is left for it, and until when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from factories.browsing import family_client
from factories.choosing import CLOSES, sign_for
from factories.rushing import AT_ONCE, SLOWLY, TOO_LATE, Rushing, a_drawn_rush
from factories.world import Child, World
from kehou.enrolment.models import HeldTurn, InLine, PassedNotice
from kehou.enrolment.services.passing import tell_who_gave_way
from kehou.enrolment.tasks import answer_slips
from kehou.platform.clock.business import set_business_now
from kehou.platform.messages.models import Message, PhoneText

pytestmark = [pytest.mark.django_db, pytest.mark.clause("A7.8", "A2.4")]


def _tell(rushing: Rushing, now: datetime = SLOWLY) -> int:
    with rushing.world.inside():
        return tell_who_gave_way(window=rushing.window, now=now)


def _told(world: World, child: Child) -> list[Message]:
    with world.inside():
        return list(Message.objects.filter(kind="gave_way", link__contains=str(child.pupil_id)))


def _passed(rushing: Rushing, turns: list[Child]) -> tuple[Child, Child]:
    """Five later turns ask at once, then the first: who gave way, and who only waits."""
    first, *others = turns[:6]
    rushing.ask([(child, "chess-0") for child in others], now=AT_ONCE)
    rushing.ask([(first, "chess-0")], now=SLOWLY)
    *_, passed, last = others
    return passed, last


def test_it_is_told_once_what_is_left_and_until_when_and_nobody_else_is() -> None:
    rushing, turns = a_drawn_rush()
    world = rushing.world
    assert _tell(rushing) == 0, "nobody gave way yet"
    passed, last = _passed(rushing, turns)
    assert _tell(rushing) == 1
    assert _tell(rushing) == 0
    (message,) = _told(world, passed)
    assert message.to_person_id == passed.guardian.person
    assert "棋类" in message.text
    assert "名额归了号在前的家庭，孩子进了候补" in message.text
    assert "现在还可以选" in message.text
    assert "（不限名额）" in message.text
    assert "先选先得" in message.text
    assert f"{CLOSES.month}月{CLOSES.day}日" in message.text
    assert message.link == f"/family/{passed.pupil_id}/places/"
    with world.inside():
        assert Message.objects.filter(kind="gave_way").count() == 1, "who only waits was told when it asked"
        (text,) = PhoneText.objects.filter(matter__startswith="line/")
        assert InLine.objects.get(pupil_id=last.pupil_id).gave_way_at is None
    assert message.text in text.text
    set_business_now(SLOWLY)
    page = family_client(passed).get(f"/family/{passed.pupil_id}/places/").content.decode()
    assert "名额归了号在前的家庭，候补第1位" in page
    inbox = family_client(passed).get("/family/").content.decode()
    assert "名额归了号在前的家庭" in inbox
    waits = family_client(last).get(f"/family/{last.pupil_id}/places/").content.decode()
    assert "名额归了号在前的家庭" not in waits


def test_without_protection_nobody_gives_way_and_nobody_is_told() -> None:
    rushing, turns = a_drawn_rush(minutes=0)
    _passed(rushing, turns)
    assert _tell(rushing) == 0


def test_who_chose_another_course_meanwhile_is_told_so() -> None:
    rushing, turns = a_drawn_rush()
    passed, _ = _passed(rushing, turns)
    rushing.ask([(passed, "ball-0")], now=SLOWLY)
    _tell(rushing)
    (message,) = _told(rushing.world, passed)
    assert "这一时段已选" in message.text
    assert "还可以选" not in message.text


def test_placed_and_passed_in_one_batch_is_told_too() -> None:
    rushing, turns = a_drawn_rush()
    rushing.ask([(child, "chess-0") for child in reversed(turns[:5])], now=SLOWLY)
    assert _tell(rushing) == 1
    (message,) = _told(rushing.world, turns[4])
    assert "棋类" in message.text


def test_passed_by_a_slip_or_a_change_is_told_too() -> None:
    rushing, turns = a_drawn_rush()
    first, *others = turns[:5]
    rushing.ask([(child, "chess-0") for child in others], now=AT_ONCE)
    rushing.change(first, "chess-0", now=SLOWLY)
    assert _tell(rushing) == 1
    assert _told(rushing.world, others[-1])


def test_the_scheduler_tells_within_the_minute() -> None:
    rushing, turns = a_drawn_rush()
    passed, _ = _passed(rushing, turns)
    set_business_now(SLOWLY + timedelta(minutes=1))
    answer_slips(0)
    assert len(_told(rushing.world, passed)) == 1
    answer_slips(0)
    assert len(_told(rushing.world, passed)) == 1


@pytest.mark.parametrize("moment", [SLOWLY, TOO_LATE])
def test_a_slip_that_gave_way_is_asked_for_its_next_wish_whenever_it_was_answered(moment: datetime) -> None:
    """The slip was answered for good, since its own time was over; then the last earlier turn came."""
    rushing, turns = a_drawn_rush(families=7)
    world, held = rushing.world, rushing.world.children[7]
    sign_for(world, held, rushing.window)
    rushing.check_slip(rushing.key_slip(held, "chess-0", "ball-0"), now=AT_ONCE)
    rushing.ask([(child, "chess-0") for child in turns[1:4]], now=AT_ONCE)
    assert rushing.answer_slips(now=AT_ONCE) == 1
    with world.inside():
        assert HeldTurn.objects.get().answered_at is not None, (
            "it came after the draw of turns: no protection"
        )
    assert rushing.held()[held.pupil_id] == "chess-0"
    rushing.ask([(turns[0], "chess-0")], now=SLOWLY)
    assert held.pupil_id not in rushing.held()
    assert rushing.answer_slips(now=moment) == 0, "nobody asks again as long as nobody noticed"
    set_business_now(moment)
    answer_slips(0)
    assert rushing.held()[held.pupil_id] == "ball-0"
    with world.inside():
        assert PassedNotice.objects.count() == 1
