"""The school's own part, first choices, and the use of space in the country, as told and never judged."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from factories.plan_facts import a_plan, with_course
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.hunan_2024.art01_indicators import field_share, first_choice_rate, own_staff_share


@pytest.mark.clause("A1.2")
def test_the_schools_own_part_is_a_share_of_all_minutes() -> None:
    plan = a_plan()
    assert own_staff_share(plan) == 1
    hired = replace(with_course(plan, "ball", leader_kind=LeaderKind.THIRD_PARTY), leaders=())
    minutes = {timed.course.key: 0 for timed, _ in plan.timetable.term_minutes}
    for timed, length in plan.timetable.term_minutes:
        minutes[timed.course.key] += length
    assert own_staff_share(hired) == 1 - Fraction(minutes["ball"], sum(minutes.values()))


@pytest.mark.clause("A1.2")
def test_a_plan_without_service_has_no_own_part() -> None:
    assert own_staff_share(replace(a_plan(), slots=())) is None


@pytest.mark.clause("A1.3")
def test_first_choices_are_counted_among_all_places() -> None:
    reading = first_choice_rate([("chess", 1), ("choir", 2), ("chess", 1), ("room", 0), ("chess", 3)])
    assert (reading.part, reading.whole, reading.value) == (2, 5, Fraction(2, 5))
    by_course = [(row.subject, row.part, row.whole) for row in reading.rows]
    assert by_course == [("course/chess", 2, 3), ("course/choir", 0, 1), ("course/room", 0, 1)]
    assert first_choice_rate([]).value is None


@pytest.mark.clause("A6.25")
def test_field_time_is_a_share_of_the_time_of_enrichment_only() -> None:
    plan = a_plan()
    by_domain: dict[str, int] = {}
    for timed, length in plan.timetable.term_minutes:
        if timed.course.domain:
            by_domain[timed.course.domain] = by_domain.get(timed.course.domain, 0) + length
    field = by_domain["pe"] + by_domain["labour"] + by_domain["moral"]
    assert 0 < field < sum(by_domain.values())
    assert field_share(plan) == Fraction(field, sum(by_domain.values()))
    assert field_share(replace(plan, slots=())) is None
