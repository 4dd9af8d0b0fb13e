"""Where the pupils of a small group could go, if their families want (A2.4)."""

from __future__ import annotations

from uuid import UUID

import pytest

from factories.offered import an_offering, an_option
from kehou.enrolment.facts import Option, Wishes
from kehou.enrolment.moving import MOST_WAYS, Way, ways
from kehou.enrolment.reviewing import GroupNow, Places

ONE, TWO, THREE = PUPILS = tuple(UUID(int=n) for n in (1, 2, 3))
CHESS = an_option("chess-mon", "mon", course="chess")
LATER = an_option("chess-tue", "tue", course="chess", capacity=9)
BALL = an_option("ball-mon", "mon", capacity=9)
ROOM = an_option("room-tue", "tue", fallback=True)
GROUP = GroupNow(UUID(int=9), CHESS, 1, (3, 3, 3), PUPILS)
BOTH_DAYS = dict.fromkeys(PUPILS, (0, 1))

pytestmark = pytest.mark.clause("A2.4")


def _places(*options: Option, held: dict[UUID, dict[str, str]] | None = None) -> Places:
    return Places(
        offering=an_offering(("mon", "tue"), (CHESS, *options, ROOM)),
        grades=dict.fromkeys(PUPILS, 3),
        wishes={ONE: Wishes({"mon": ("ball-mon", "chess-mon")})},
        held={pupil: {"mon": "chess-mon"} for pupil in PUPILS} | (held or {}),
        formed=frozenset({"chess-mon", *(option.key for option in options)}),
    )


def test_another_course_then_and_the_same_course_at_another_time_are_ways() -> None:
    assert ways(_places(BALL, LATER), GROUP, BOTH_DAYS) == (
        Way(BALL, 9, able=3, wished=1, is_same_course=False),
        Way(LATER, 9, able=3, wished=0, is_same_course=True),
    )


def test_a_course_of_another_kind_at_another_time_is_none() -> None:
    assert ways(_places(an_option("drama-tue", "tue", capacity=9)), GROUP, BOTH_DAYS) == ()


def test_nobody_is_asked_to_come_on_a_day_that_was_not_signed_for_or_to_give_up_another_course() -> None:
    (way,) = ways(_places(LATER), GROUP, BOTH_DAYS | {ONE: (0,)})
    assert way.able == 2
    busy = {TWO: {"mon": "chess-mon", "tue": "drama-tue"}, THREE: {"mon": "chess-mon", "tue": "room-tue"}}
    (way,) = ways(_places(LATER, an_option("drama-tue", "tue"), held=busy), GROUP, BOTH_DAYS)
    assert way.able == 2, "the room for all can be left, drama not"


def test_what_is_full_or_for_other_grades_is_no_way_and_few_are_shown() -> None:
    full = an_option("full-mon", "mon", capacity=0)
    young = an_option("young-mon", "mon", capacity=9, grades=frozenset({1}))
    assert ways(_places(full, young), GROUP, BOTH_DAYS) == ()
    many = [an_option(f"c{n}-mon", "mon", capacity=1) for n in range(5)]
    found = ways(_places(*many), GROUP, BOTH_DAYS)
    assert len(found) == MOST_WAYS
    assert {way.able for way in found} == {1}, "no more than there are seats"
