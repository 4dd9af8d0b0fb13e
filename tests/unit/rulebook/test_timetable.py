"""A plan's slots over its term: which day holds what, and which weeks look alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.plan_facts import a_calendar, a_course, a_plan, a_slot
from kehou.rulebook.facts.courses import Category, CourseKind, SlotFacts, TimedPart
from kehou.rulebook.facts.offers import covered_minutes, timed_slot
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.school import TermFacts, service_weeks

stretches = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 90)).map(lambda s: (s[0], s[0] + s[1])))
SATURDAY = date(2026, 5, 9)


@given(stretches)
def test_covered_minutes_are_those_counted_one_by_one(given_stretches: list[tuple[int, int]]) -> None:
    minutes = {minute for start, end in given_stretches for minute in range(start, end)}
    assert covered_minutes(given_stretches) == len(minutes)


def chess(*slots: SlotFacts, term: TermFacts | None = None) -> PlanFacts:
    plan = a_plan(slots=slots, courses=(*a_plan().courses, a_course()))
    return replace(plan, term=term) if term else plan


def weeks_of(plan: PlanFacts) -> dict[int, int]:
    """Minutes of X of grade 1 in each week that has any."""
    return {
        number: week.x_minutes
        for week in plan.timetable.grade_weeks
        if week.grade == 1
        for number in week.weeks
    }


def test_weeks_run_from_the_one_of_the_first_day_to_the_one_of_the_last() -> None:
    weeks = service_weeks(date(2026, 3, 4), date(2026, 3, 16))
    assert [week.monday.day for week in weeks] == [2, 9, 16]
    assert [week.number for week in weeks] == [1, 2, 3]
    assert weeks[0].day(2) == date(2026, 3, 4)


@pytest.mark.clause("A4.2")
def test_a_weekly_slot_skips_holidays() -> None:
    assert 6 not in weeks_of(chess(a_slot("m", weekday=0)))  # Monday 6 April
    assert 6 in weeks_of(chess(a_slot("t", weekday=1)))


def test_a_slot_of_some_weeks_is_held_in_those() -> None:
    assert set(weeks_of(chess(a_slot("m", weeks=frozenset({2, 4}))))) == {2, 4}


def test_a_skipped_date_falls_out() -> None:
    slot = a_slot("m", weeks=frozenset({2, 4}), skipped_dates=frozenset({date(2026, 3, 9)}))
    assert set(weeks_of(chess(slot))) == {4}


@pytest.mark.clause("A4.2")
def test_a_working_saturday_with_a_timetable_adds_to_its_week() -> None:
    slot = a_slot("s", weekday=5, weeks=frozenset(), extra_dates=frozenset({SATURDAY}))
    taught = TermFacts.whole(a_calendar(timetabled_weekends=frozenset({SATURDAY})))
    assert weeks_of(chess(slot, term=taught)) == {10: 40}
    assert weeks_of(chess(slot)) == {}


def test_service_before_its_first_day_is_not_laid() -> None:
    whole = a_plan().term
    later = replace(whole, first_day=date(2026, 3, 16))
    assert min(weeks_of(chess(a_slot("m"), term=later))) == 3


def test_weeks_that_look_alike_are_one() -> None:
    plan = chess(a_slot("m", weekday=1))
    assert len([week for week in plan.timetable.grade_weeks if week.grade == 1]) < len(plan.term.weeks) / 2


@pytest.mark.clause("A4.2")
def test_weeks_past_the_known_calendars_are_laid_and_marked() -> None:
    term = TermFacts.whole(a_calendar(first_day=date(2026, 12, 21), last_day=date(2027, 1, 10)))
    plan = chess(a_slot("m", weekday=1), term=term)
    known = {number: week.is_known for week in plan.timetable.grade_weeks for number in week.weeks}
    assert known == {1: True, 2: False, 3: False}


@pytest.mark.clause("A5.11")
def test_extended_care_is_not_in_the_offer() -> None:
    plan = chess(a_slot("m"))
    courses = tuple(replace(course, category=Category.EXTENDED_CARE) for course in plan.courses)
    assert replace(plan, courses=courses).timetable.grade_weeks == ()


@pytest.mark.clause("A5.9")
def test_timed_parts_split_a_slot_in_turn_and_only_if_they_fill_it() -> None:
    parts = (TimedPart(CourseKind.SUBJECT, 15), TimedPart(CourseKind.X, 25))
    slot = a_slot("m", starts=time(16), ends=time(16, 40))
    whole = timed_slot(slot, a_course(parts=parts))
    assert whole.stretches == ((CourseKind.SUBJECT, (960, 975)), (CourseKind.X, (975, 1000)))
    short = timed_slot(slot, a_course(parts=parts[:1]))
    assert not short.parts_fit
    assert short.stretches == ((CourseKind.SUBJECT, (960, 1000)),)
