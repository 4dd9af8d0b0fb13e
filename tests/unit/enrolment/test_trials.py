"""More places on trial: how many children gain, and that nobody's luck is told."""

from __future__ import annotations

import pytest

from kehou.allocation import Policy, Pupil, Section
from kehou.enrolment.trials import TRIALS, demands, with_more_places

CHESS, BALL = Section("chess", ("mon",), capacity=2), Section("ball", ("mon",), capacity=3)
ROOM = Section("room", ("mon",), fallback=True, is_x=False)
OFFER = (CHESS, BALL, ROOM)


def _pupils(count: int, *ranked: str) -> list[Pupil]:
    return [Pupil(f"p{n}", f"f{n}", 3, {"mon": ranked}, attends=frozenset({"mon"})) for n in range(count)]


def test_every_new_place_is_taken_while_somebody_waits() -> None:
    found = with_more_places(OFFER, _pupils(8, "chess", "ball"), Policy(), section="chess", more=2)
    # Two move up to chess from the ball, and the two whom that lets in had nothing they wished.
    assert (found.gaining, found.newly, found.filled) == (4, 2, 2)


def test_places_that_nobody_asks_for_bring_nothing() -> None:
    found = with_more_places(OFFER, _pupils(2, "ball"), Policy(), section="chess", more=5)
    assert (found.gaining, found.newly, found.filled) == (0, 0, 0)
    assert with_more_places(OFFER, _pupils(4, "chess"), Policy(), section="room", more=5).gaining == 0


def test_a_course_that_opens_only_with_more_wishes_stays_closed() -> None:
    offer = (Section("chess", ("mon",), capacity=3, min_size=3), BALL, ROOM)
    assert with_more_places(offer, _pupils(2, "chess"), Policy(), section="chess", more=9).filled == 0


def test_the_most_crowded_course_comes_first() -> None:
    pupils = [*_pupils(5, "chess", "ball"), Pupil("q", "g", 3, {"mon": ("ball",)})]
    rows = [(each.section, each.seats, each.first, each.any_rank) for each in demands(OFFER, pupils)]
    assert rows == [("chess", 2, 5, 5), ("ball", 3, 1, 6)]


def test_the_average_is_over_several_draws() -> None:
    assert TRIALS > 1
    with pytest.raises(StopIteration):
        with_more_places(OFFER, _pupils(1, "chess"), Policy(), section="drama", more=1)
