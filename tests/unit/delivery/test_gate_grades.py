"""The gate of a large school shows one grade at a time; a small one all its children."""

from __future__ import annotations

from uuid import UUID, uuid4

from kehou.delivery.facts import ChildDay, Custody
from kehou.delivery.grades import MOST_AT_ONCE, Waiting, one_grade
from kehou.registry.public import PupilInfo


def _waiting(grade: int) -> Waiting:
    pupil = PupilInfo(
        uuid4(), "430181", UUID(int=1), UUID(int=2), "", grade, None, False, False, False, False
    )
    return pupil, ChildDay(Custody.GATE)


def test_a_small_school_sees_everyone_at_once() -> None:
    waiting = [_waiting(grade) for grade in (1, 2, 3)]
    assert one_grade(waiting, "2") == (waiting, [])


def test_a_large_school_sees_the_grade_that_was_asked_for() -> None:
    waiting = [_waiting(1) for _ in range(MOST_AT_ONCE)] + [_waiting(4), _waiting(4)]
    shown, links = one_grade(waiting, "4")
    assert {pupil.grade for pupil, _ in shown} == {4}
    assert [(link.count, link.current) for link in links] == [(MOST_AT_ONCE, False), (2, True)]


def test_a_grade_that_has_gone_home_gives_way_to_the_first() -> None:
    waiting = [_waiting(3) for _ in range(MOST_AT_ONCE + 1)]
    for asked in ("", "1", "x"):
        shown, _ = one_grade(waiting, asked)
        assert len(shown) == MOST_AT_ONCE + 1
