"""What follows an approval as a notice, and what needs another approval (practice.md 5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time

import pytest

from factories.plan_content import a_content
from factories.plan_facts import a_course, a_slot
from kehou.kernel.fen import Fen
from kehou.plans.differences import differences
from kehou.plans.envelope import judge_envelope
from kehou.plans.facts import PlanContent
from kehou.rulebook.facts.courses import LeaderFacts

Change = Callable[[PlanContent], PlanContent]


def _every_slot(**changes: object) -> Change:
    def change(content: PlanContent) -> PlanContent:
        return replace(content, slots=tuple(replace(slot, **changes) for slot in content.slots))

    return change


def _first_slot(**changes: object) -> Change:
    def change(content: PlanContent) -> PlanContent:
        first, *rest = content.slots
        return replace(content, slots=(replace(first, **changes), *rest))

    return change


INSIDE: dict[str, Change] = {
    "nothing": lambda content: content,
    "leaders": _every_slot(leader_key="t9"),
    "rooms": _every_slot(room="302"),
    "people": lambda content: replace(content, leaders=(*content.leaders, LeaderFacts("t9"))),
    "a slot less": lambda content: replace(content, slots=content.slots[:-1]),
    "ends earlier": _first_slot(ends=time(16, 50)),
}
BEYOND: dict[str, tuple[Change, str]] = {
    "price": (
        lambda content: replace(
            content,
            fees=replace(content.fees, prices=(replace(content.fees.prices[0], price=Fen(300)),)),
        ),
        "leaves_envelope",
    ),
    "a course more": (
        lambda content: replace(content, courses=(*content.courses, a_course("new"))),
        "leaves_envelope",
    ),
    "a larger group": (
        lambda content: replace(
            content, courses=(replace(content.courses[0], capacity=99), *content.courses[1:])
        ),
        "leaves_envelope",
    ),
    "a later end": (_first_slot(ends=time(18, 30)), "later_than_approved"),
    "more time": (
        lambda content: replace(
            content, slots=(*content.slots, a_slot("more", "ball", 1, starts=time(16, 0), ends=time(16, 15)))
        ),
        "more_than_approved",
    ),
    "other grades": (
        lambda content: replace(
            content,
            slots=tuple(
                replace(slot, grades=slot.grades | {3}) if slot.course_key == "books" else slot
                for slot in content.slots
            ),
        ),
        "course_for_other_grades",
    ),
}


@pytest.mark.parametrize("name", INSIDE)
def test_what_stays_inside_follows_as_a_notice(name: str) -> None:
    assert judge_envelope(a_content(), INSIDE[name](a_content())) == ()


@pytest.mark.clause("A7.4")
@pytest.mark.parametrize("name", BEYOND)
def test_what_goes_beyond_needs_another_approval(name: str) -> None:
    change, reason = BEYOND[name]
    verdicts = judge_envelope(a_content(), change(a_content()))
    assert reason in {verdict.reason for verdict in verdicts}
    assert all(verdict.stops for verdict in verdicts)


def test_equal_contents_have_no_differences() -> None:
    assert differences(a_content(), a_content()) == ()


def test_each_difference_names_its_part_and_both_values() -> None:
    changed = _first_slot(room="302")(a_content(goals="另写"))
    found = {(row.part, row.field): (row.before, row.after) for row in differences(a_content(), changed)}
    assert found[("plan", "goals")] == (a_content().goals, "另写")
    slot = a_content().slots[0]
    assert found[(f"slot/{slot.key}", "room")] == ("", "302")


def test_a_row_that_came_or_went_is_one_difference() -> None:
    more = replace(a_content(), courses=(*a_content().courses, a_course("new")))
    (came,) = differences(a_content(), more)
    assert (came.part, came.field, came.before) == ("course/new", "", None)
    (went,) = differences(more, a_content())
    assert went.after is None
