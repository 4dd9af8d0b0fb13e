"""What the Measures are for, and how it shows in what is asked, told and refused (A0.3, A1.1, A2.8, A5.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from factories.plan_facts import a_plan, with_course
from kehou.kernel.verdict import Verdict
from kehou.oversight.indicators.catalogue import DEFINITIONS
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.edition import EDITION
from unit.rulebook.example import parameters


def _faults(plan: PlanFacts) -> list[Verdict]:
    return [verdict for verdict in EDITION.judge(plan, parameters()) if verdict.met is False]


@pytest.mark.clause("A1.1", "A0.3")
@pytest.mark.parametrize("goals", ["", " \n"])
def test_a_plan_without_aims_does_not_go_on(goals: str) -> None:
    assert _faults(a_plan()) == []
    (fault,) = _faults(a_plan(goals=goals))
    assert (fault.clause, fault.subject, fault.stops) == ("A7.3", "plan/goals", True)


@pytest.mark.clause("A0.3")
def test_load_need_and_content_are_told_of_every_school() -> None:
    told = {name: DEFINITIONS[name].clause for name in ("fee_burden", "need_met", "satisfaction")}
    assert told == {"fee_burden": "A9.6", "need_met": "A3.7", "satisfaction": "A11.6"}
    assert not any(DEFINITIONS[name].of_county for name in told)


@pytest.mark.clause("A2.8")
def test_a_day_against_the_rhythm_of_children_is_pointed_out() -> None:
    plan = a_plan()
    slot = min(plan.slots, key=lambda slot: (slot.weekday, slot.starts))
    lessons_end = plan.lesson_ends[min(slot.grades), slot.weekday]
    no_rest = replace(slot, starts=lessons_end)
    long_run = replace(slot, starts=time(16, 0), ends=time(18, 10))
    for changed, reason in ((no_rest, "rest_too_short"), (long_run, "runs_too_long")):
        slots = tuple(changed if row is slot else row for row in plan.slots)
        found = {fault.reason: fault for fault in _faults(replace(plan, slots=slots))}
        assert found[reason].clause == "A4.9"
        assert found[reason].warns


@pytest.mark.clause("A5.1")
@pytest.mark.parametrize("outline", ["", "  "])
def test_a_course_that_only_keeps_children_has_nothing_to_approve(outline: str) -> None:
    (fault,) = _faults(with_course(a_plan(), "books", outline=outline))
    assert (fault.clause, fault.subject, fault.stops) == ("A10.5", "course/books", True)


@pytest.mark.clause("A9.21")
def test_a_school_that_charges_has_a_budget_before() -> None:
    plan = a_plan()
    assert plan.fees.charges
    found = {
        (fault.clause, fault.subject)
        for fault in _faults(replace(plan, fees=replace(plan.fees, cost_lines=())))
        if fault.stops
    }
    assert ("A7.3", "fees/budget") in found
