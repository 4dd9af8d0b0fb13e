"""What is reported and never blocks (A5.2, A5.3, A5.12)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from factories.plan_facts import a_plan, with_course
from kehou.rulebook.hunan_2024.art05_indicators import (
    TakeUp,
    VarietyChange,
    outdoor_share,
    take_up,
    variety,
    variety_change,
)


@pytest.mark.clause("A5.2")
def test_the_offer_is_counted_by_kind_and_domain() -> None:
    found = variety(a_plan())
    assert (found.subject_courses, found.x_courses) == (1, 6)
    assert found.domains == {"pe", "arts", "labour", "science", "moral", "reading"}


@pytest.mark.clause("A5.2")
def test_what_came_and_went_since_the_last_term_is_told() -> None:
    before = variety(a_plan())
    now = variety(with_course(a_plan(), "ball", domain="club"))
    assert variety_change(now, before) == VarietyChange(0, frozenset({"club"}), frozenset({"pe"}))


@pytest.mark.clause("A5.3")
def test_take_up_is_exact_and_silent_where_nobody_could_come() -> None:
    found = take_up(on_roll=300, enrolled=200, completed=190, expected_presences=1000, presences=970)
    assert found == TakeUp(Fraction(2, 3), Fraction(19, 20), Fraction(97, 100))
    nobody = take_up(on_roll=0, enrolled=0, completed=0, expected_presences=0, presences=0)
    assert nobody == TakeUp(None, None, None)


@pytest.mark.clause("A5.12")
def test_time_outdoors_is_a_share_of_the_time_offered() -> None:
    mondays_and_wednesdays = sum(day.weekday() in (0, 2) for day in a_plan().term.calendar.school_days())
    all_days = len(list(a_plan().term.calendar.school_days()))
    assert outdoor_share(a_plan(), 3) == Fraction(40 * mondays_and_wednesdays, 80 * all_days)


@pytest.mark.clause("A5.12")
def test_a_grade_without_service_has_no_time_outdoors() -> None:
    assert outdoor_share(replace(a_plan(), slots=()), 3) is None
