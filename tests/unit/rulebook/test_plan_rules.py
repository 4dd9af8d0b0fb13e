"""All rules on one plan at once: the lawful plan passes, order is nothing, effects weigh as they should."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.large_plan import a_large_plan
from factories.plan_facts import (
    a_bell,
    a_calendar,
    a_course,
    a_plan,
    a_slot,
    with_course,
    with_school,
    with_slot,
)
from kehou.kernel.verdict import Effect, Verdict, stops
from kehou.rulebook.facts.courses import Category, LeaderFacts
from kehou.rulebook.facts.plan import PlanFacts, RouteFacts
from kehou.rulebook.facts.school import TermFacts
from kehou.rulebook.facts.timetable import BrokenPlan
from kehou.rulebook.hunan_2024.edition import EDITION
from unit.rulebook.example import parameters

PARAMETERS = parameters()


def judged(plan: PlanFacts) -> tuple[Verdict, ...]:
    return EDITION.judge(plan, PARAMETERS)


def unmet(plan: PlanFacts) -> list[tuple[str, str, Effect]]:
    return [(row.clause, row.reason, row.effect) for row in judged(plan) if row.met is not True]


def as_set(verdicts: tuple[Verdict, ...]) -> set[str]:
    return {repr(verdict) for verdict in verdicts}


def test_the_lawful_plan_meets_every_rule_on_plans() -> None:
    assert unmet(a_plan()) == []


def test_every_rule_on_plans_answers_for_a_boarding_township_school() -> None:
    answered = {verdict.clause for verdict in judged(with_school(a_plan(), has_boarders=True))}
    articles = {f"A4.{number}" for number in (*range(1, 14), 15, 17, 18)} | {f"A5.{n}" for n in range(4, 17)}
    assert articles - {"A4.3", "A5.12"} <= answered


def test_a_large_plan_is_judged_whole() -> None:
    assert stops(judged(a_large_plan())) == ()


@settings(max_examples=15, deadline=None)
@given(st.integers())
def test_the_order_of_courses_slots_and_grades_does_not_matter(seed: int) -> None:
    plan = with_slot(a_large_plan(), "s1", ends=time(18, 40))
    random = Random(seed)
    shuffled = replace(
        plan,
        **{
            name: tuple(random.sample(getattr(plan, name), len(getattr(plan, name))))
            for name in ("courses", "slots", "grades", "bells", "leaders", "transport")
        },
    )
    assert as_set(judged(shuffled)) == as_set(judged(plan))


def test_a_slot_without_its_course_is_no_plan() -> None:
    with pytest.raises(BrokenPlan, match="nowhere"):
        judged(a_plan(slots=(a_slot("x", "nowhere"),)))


@pytest.mark.clause("A4.4", "A4.8", "A4.9", "A4.12", "A4.13", "A5.13")
@pytest.mark.parametrize(
    ("plan", "clause", "effect"),
    [
        (with_slot(a_plan(), "ball-0", ends=time(18, 10)), "A4.4", Effect.WARN),
        (a_plan(transport=(RouteFacts("bus", {}, {3: 1}),)), "A4.8", Effect.STOP),
        (
            a_plan(transport=(RouteFacts("bus", dict.fromkeys(range(5), (time(19),)), {3: 1}),)),
            "A4.8",
            Effect.WARN,
        ),
        (with_slot(a_plan(), "ball-0", starts=time(17)), "A4.9", Effect.WARN),
        (a_plan(leaders=(LeaderFacts("t1", willing=False),)), "A4.12", Effect.WARN),
        (with_slot(a_plan(), "ball-0", starts=time(14, 1), ends=time(18)), "A4.13", Effect.WARN),
        (with_course(a_plan(), "ball", domain="arts"), "A5.13", Effect.WARN),
        (with_slot(a_plan(), "ball-0", ends=time(18, 31)), "A4.7", Effect.STOP),
        (with_course(a_plan(), "ball", category=Category.NOON), "A4.6", Effect.STOP),
    ],
)
def test_what_the_text_only_weighs_warns_and_what_it_forbids_stops(
    plan: PlanFacts, clause: str, effect: Effect
) -> None:
    assert effect in {found for cited, _, found in unmet(plan) if cited == clause}


@pytest.mark.clause("A4.8")
def test_riders_of_an_urban_school_are_not_judged() -> None:
    stranded = a_plan(transport=(RouteFacts("bus", {}, {3: 1}),))
    assert "A4.8" in {clause for clause, _, _ in unmet(stranded)}
    urban = with_school(stranded, urban_rural_code="111")
    assert "A4.8" not in {verdict.clause for verdict in judged(urban)}


@pytest.mark.clause("A5.14")
def test_exercise_on_days_without_pe_is_only_encouraged_by_the_measures() -> None:
    plan = with_course(a_plan(), "ball", domain="arts")
    days_without = tuple(
        replace(row, classes=tuple(replace(one, pe_weekdays=frozenset()) for one in row.classes))
        for row in plan.grades
    )
    plan = replace(plan, grades=days_without)
    early = EDITION.judge(plan, parameters(date(2024, 9, 1)))
    assert {row.effect for row in early if row.clause == "A5.14" and not row.met} == {Effect.ADVISE}
    later = EDITION.judge(plan, parameters(date(2026, 9, 1)))
    assert {row.effect for row in later if row.clause == "A5.14" and not row.met} == {Effect.WARN}


@pytest.mark.clause("A4.3")
def test_a_grade_without_a_bell_schedule_is_undetermined_and_stops() -> None:
    plan = a_plan(bells=tuple(a_bell(grade) for grade in range(1, 6)))
    found = [row for row in judged(plan) if row.reason == "lessons_end_missing"]
    assert {row.subject for row in found} == {"bell/6"}
    assert all(row.met is None and row.stops for row in found)


@pytest.mark.clause("A4.5")
def test_a_name_like_other_care_only_warns() -> None:
    plan = a_plan()
    plan = replace(plan, courses=(*plan.courses, a_course(title="经典晨读")))
    assert unmet(plan) == [("A4.5", "named_like_other_care", Effect.WARN)]


@pytest.mark.clause("A4.2", "A5.11")
def test_an_autumn_term_that_ends_past_the_known_calendars_warns_and_passes() -> None:
    autumn = TermFacts.whole(a_calendar(first_day=date(2026, 9, 1), last_day=date(2027, 1, 22)))
    found = [row for row in judged(a_plan(term=autumn)) if row.met is None]
    assert {(row.clause, row.effect) for row in found} >= {("A4.2", Effect.WARN), ("A5.11", Effect.WARN)}
    assert not any(row.stops for row in found)
    dated = a_slot("x", "ball", weeks=frozenset(), extra_dates=frozenset({date(2027, 1, 5)}))
    (stopping,) = stops(row for row in judged(a_plan(term=autumn, slots=(dated,))) if row.clause == "A4.2")
    assert stopping.met is None
