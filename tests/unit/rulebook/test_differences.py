"""What differs between two versions, what a change weighs, and what is returned when a price falls."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from factories.plan_facts import a_course, a_plan, with_course, with_fees, with_safety, with_slot
from kehou.kernel.fen import Fen
from kehou.rulebook.differences import Change, ChangeKind, FieldChange, Part, differences
from kehou.rulebook.facts.amendment import Weight
from kehou.rulebook.facts.courses import LeaderFacts
from kehou.rulebook.facts.fees import CostLine
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.amendment_weights import heaviest, weighed_changes
from kehou.rulebook.hunan_2024.art07_amendment import price_cut_refund
from unit.rulebook.example import parameters

PLAN = a_plan()


def _priced(**changes: Any) -> PlanFacts:
    return with_fees(PLAN, prices=(replace(PLAN.fees.prices[0], **changes),))


def test_the_same_plan_does_not_differ() -> None:
    assert differences(PLAN, a_plan()) == ()


def test_rows_are_followed_by_their_keys() -> None:
    moved = a_plan(courses=tuple(reversed(PLAN.courses)))
    assert differences(PLAN, moved) == ()
    chess = a_plan(courses=(*PLAN.courses[1:], a_course("chess")))
    assert differences(PLAN, chess) == (
        Change(Part.COURSE, "homework", ChangeKind.REMOVED),
        Change(Part.COURSE, "chess", ChangeKind.ADDED),
    )


def test_a_changed_row_tells_its_fields() -> None:
    [change] = differences(PLAN, with_slot(PLAN, "ball-0", room="field", ends=time(18, 0)))
    assert change.path == "slot/ball-0"
    assert change.fields == (
        FieldChange("ends", time(17, 50), time(18, 0)),
        FieldChange("room", "", "field"),
    )


@pytest.mark.parametrize(
    ("after", "path"),
    [
        (_priced(price=Fen(210)), "price/primary"),
        (with_fees(PLAN, refund_rule="by month"), "fees/refund_rule"),
        (with_fees(PLAN, sources=PLAN.fees.sources[:1]), "source/subsidy"),
        (with_safety(PLAN, duty_sheets_missing=1), "safety/duty_sheets_missing"),
        (a_plan(goals="other"), "plan/goals"),
        (a_plan(grades=PLAN.grades[1:]), "grade/1"),
        (a_plan(transport=()), "route/bus-1"),
        (a_plan(leaders=(*PLAN.leaders, LeaderFacts("t3"))), "leader/t3"),
    ],
)
def test_every_part_is_compared(after: PlanFacts, path: str) -> None:
    assert [change.path for change in differences(PLAN, after)] == [path]


def test_cost_lines_are_known_by_what_they_are_for() -> None:
    line = CostLine("consumables", 1, Fen(100), link="arts and labour")
    twice = with_fees(PLAN, cost_lines=(*PLAN.fees.cost_lines, line))
    [change] = differences(PLAN, twice)
    assert (change.path, change.kind) == ("cost/consumables/arts and labour/2", ChangeKind.ADDED)


@pytest.mark.clause("A4.14", "A7.4")
@pytest.mark.parametrize(
    ("after", "weight"),
    [
        (PLAN, None),
        (with_slot(PLAN, "ball-0", room="field", leader_key="t1"), Weight.NOTICE_ONLY),
        (a_plan(leaders=(*PLAN.leaders, LeaderFacts("t3"))), Weight.NOTICE_ONLY),
        (_priced(paying_count=21), Weight.NOTICE_ONLY),
        (with_slot(PLAN, "ball-0", starts=time(17, 15), ends=time(17, 55)), Weight.NOTICE),
        (with_slot(PLAN, "ball-0", starts=time(17, 40), ends=time(18, 20)), Weight.NOTICE),
        (with_slot(PLAN, "ball-0", starts=time(17, 41), ends=time(18, 21)), Weight.REAPPROVAL),
        (with_course(PLAN, "ball", capacity=20), Weight.NOTICE),
        (with_course(PLAN, "ball", outline="other games"), Weight.REAPPROVAL),
        (with_course(PLAN, "ball", provider_key="p1"), Weight.REAPPROVAL),
        (a_plan(courses=(*PLAN.courses, a_course("chess"))), Weight.REAPPROVAL),
        (_priced(price=Fen(199)), Weight.REAPPROVAL),
        (with_fees(PLAN, refund_rule="by month"), Weight.REAPPROVAL),
        (a_plan(slots=PLAN.slots[1:]), Weight.REAPPROVAL),
    ],
)
def test_what_a_change_needs(after: PlanFacts, weight: Weight | None) -> None:
    assert heaviest(weighed_changes(PLAN, after, parameters())) == weight


@pytest.mark.clause("A9.10")
def test_a_lower_price_returns_the_difference_for_what_is_to_come() -> None:
    assert price_cut_refund(Fen(400), Fen(350), units_left=60) == Fen(3_000)
