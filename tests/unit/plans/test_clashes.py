"""Clashes of a week, the model of what could be changed, and the cheapest answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from factories.plan_content import a_content
from factories.plan_facts import a_course, a_slot
from kehou.plans import solving
from kehou.plans.clashes import Suggestion, accepted, clashing, model_of, suggestions
from kehou.plans.facts import PlanContent
from kehou.plans.solving import NoSolver, solve
from kehou.rulebook.facts.courses import BusyTime, LeaderFacts, LeaderKind


def _week(*slots: tuple[str, str, str | None, str], leaders: tuple[LeaderFacts, ...] = ()) -> PlanContent:
    """Slots in the second band of Monday: key, course, leader, room."""
    keys = dict.fromkeys(leader for _, _, leader, _ in slots if leader)
    known = leaders or tuple(LeaderFacts(key, willing=True) for key in keys)
    return a_content(
        courses=tuple(a_course(key) for key in dict.fromkeys(course for _, course, _, _ in slots)),
        slots=tuple(
            a_slot(key, course, 0, leader_key=leader, room=room) for key, course, leader, room in slots
        ),
        leaders=known,
    )


def _suggested(content: PlanContent) -> list[Suggestion]:
    found = suggestions(content, solve(model_of(content)))
    assert clashing(accepted(content, found).slots) == []
    return found


def test_a_week_without_a_clash_needs_nothing() -> None:
    content = _week(("a", "chess", "t1", "101"), ("b", "ball", "t2", "102"))
    assert clashing(content.slots) == []
    assert _suggested(content) == []


def test_one_leader_at_two_places_is_replaced_by_one_who_is_free() -> None:
    free = tuple(LeaderFacts(key, willing=True) for key in ("t1", "t2"))
    content = _week(("a", "chess", "t1", "101"), ("b", "ball", "t1", "102"), leaders=free)
    assert len(clashing(content.slots)) == 1
    (found,) = _suggested(content)
    assert (found.is_room, found.now, found.instead) == (False, "t1", "t2")


def test_two_courses_in_one_room_are_parted() -> None:
    content = _week(("a", "chess", "t1", "101"), ("b", "ball", "t2", "101"))
    content = replace(content, slots=(*content.slots, a_slot("c", "ball", 1, leader_key="t2", room="操场")))
    (found,) = _suggested(content)
    assert (found.is_room, found.instead) == (True, "操场")


@pytest.mark.parametrize(
    "other",
    [
        LeaderFacts("t2", willing=False),
        LeaderFacts("t2", willing=None),
        LeaderFacts("t2", LeaderKind.THIRD_PARTY, willing=True),
        LeaderFacts("t2", willing=True, busy=(BusyTime(0, time(17), time(18)),)),
    ],
)
def test_nobody_is_taken_who_cannot_or_will_not(other: LeaderFacts) -> None:
    leaders = (LeaderFacts("t1", willing=True), other)
    (found,) = _suggested(_week(("a", "chess", "t1", ""), ("b", "ball", "t1", ""), leaders=leaders))
    assert found.instead == ""  # left open for the school to settle


def test_who_leads_the_course_already_comes_before_a_stranger_to_it() -> None:
    leaders = tuple(LeaderFacts(key, willing=True) for key in ("t1", "t2", "t3"))
    content = _week(("a", "chess", "t1", ""), ("b", "ball", "t1", ""), leaders=leaders)
    later = a_slot("c", "ball", 1, leader_key="t3")
    (found,) = _suggested(replace(content, slots=(*content.slots, later)))
    assert (found.slot_key, found.instead) == ("b", "t3")


def test_other_days_and_other_weeks_do_not_clash() -> None:
    content = _week(("a", "chess", "t1", "101"))
    odd, even = (replace(content.slots[0], key=key, weeks=weeks) for key, weeks in _FORTNIGHT)
    assert clashing((odd, even)) == []
    assert clashing((odd, replace(odd, key="c", weekday=1))) == []
    assert clashing((odd, replace(odd, key="c", weeks=None))) != []


_FORTNIGHT = (("odd", frozenset({1, 3})), ("even", frozenset({2, 4})))


def test_the_same_week_gets_the_same_answer() -> None:
    leaders = tuple(LeaderFacts(f"t{n}", willing=True) for n in range(6))
    content = _week(*((f"s{n}", f"k{n % 3}", "t0", "101") for n in range(4)), leaders=leaders)
    assert solve(model_of(content)) == solve(model_of(content))


def test_without_the_solver_nothing_is_suggested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "find_spec", lambda name: None)
    with pytest.raises(NoSolver):
        solve(model_of(_week(("a", "chess", "t1", "101"))))
