"""What a later version of a plan changes (A4.14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from factories.plan_facts import a_course, a_fee_scheme, a_plan, a_slot, with_course, with_slot
from kehou.rulebook.facts.change import Change
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.art04_change import changes_between
from unit.rulebook.example import parameters

PLAN = a_plan()


@pytest.mark.clause("A4.14")
@pytest.mark.parametrize(
    ("after", "changes"),
    [
        (PLAN, set()),
        (with_slot(PLAN, "ball-0", leader_key="t1"), {Change.LEADER}),
        (with_slot(PLAN, "ball-0", room="操场"), {Change.ROOM}),
        (with_slot(PLAN, "ball-0", starts=time(17, 40), ends=time(18, 20)), {Change.TIME}),
        (
            with_slot(PLAN, "ball-0", starts=time(17, 41), ends=time(18, 21)),
            {Change.TIME, Change.END_OF_DAY},
        ),
        (
            with_slot(PLAN, "ball-0", starts=time(16, 15), ends=time(16, 55)),
            {Change.TIME, Change.END_OF_DAY, Change.X_SHARE},
        ),
        (with_slot(PLAN, "ball-0", ends=time(17, 40)), {Change.TIME, Change.X_SHARE}),
        (with_course(PLAN, "ball", title="篮球"), {Change.COURSE}),
        (with_course(PLAN, "ball", provider_key="p1"), {Change.PROVIDER}),
        (replace(PLAN, fees=a_fee_scheme(prices=())), {Change.PRICE}),
        (
            replace(PLAN, slots=(*PLAN.slots, a_slot("more", "books", starts=time(18), ends=time(18, 20)))),
            {Change.TIME, Change.X_SHARE},
        ),
        (
            replace(PLAN, courses=(*PLAN.courses, a_course())),
            {Change.COURSE},
        ),
        (replace(PLAN, slots=tuple(reversed(PLAN.slots)), courses=tuple(reversed(PLAN.courses))), set()),
    ],
)
def test_each_part_that_changed_is_named(after: PlanFacts, changes: set[Change]) -> None:
    assert changes_between(PLAN, after, parameters()) == changes
