"""The share of X: exact, by the clock, week by week, with the county's leaves and with short weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.plan_facts import a_calendar, a_homework_course, a_plan, a_slot, an_exception, with_slot
from factories.session_facts import a_session, a_week, an_x_session
from kehou.kernel.ids import PupilId
from kehou.kernel.places import Tier
from kehou.kernel.verdict import Effect, Verdict
from kehou.rulebook.engine.layers import Layer, Setting
from kehou.rulebook.facts.courses import CourseKind, SlotFacts
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.school import TermFacts
from kehou.rulebook.hunan_2024.art05_model import both_kinds_each_week, both_kinds_for_each_grade
from kehou.rulebook.hunan_2024.art05_sessions import pupils_x_share
from kehou.rulebook.hunan_2024.art05_share import (
    exceeds,
    reaches,
    x_predominates_in_low_grades,
    x_share_of_the_week,
)
from kehou.rulebook.hunan_2024.edition import EDITION
from unit.rulebook.example import DAY, parameters

PARAMETERS = parameters()
minutes = st.integers(0, 2_000)
shares = st.fractions(min_value=0, max_value=1)
GRADE = frozenset({3})
WEEK = a_calendar(first_day=date(2026, 3, 9), last_day=date(2026, 3, 13))
COURSES = a_plan().courses
PROVINCE = Layer("省级通知", Tier.PROVINCE, "43", (Setting("x_share_g12", Fraction(4, 5), DAY),))


@pytest.mark.clause("A5.11")
@given(minutes, minutes, shares)
def test_reaching_a_share_is_the_exact_comparison(x: int, subject: int, share: Fraction) -> None:
    total = x + subject
    assert reaches(x, total, share) is (total == 0 or Fraction(x, total) >= share)


@pytest.mark.clause("A5.15")
@given(minutes, minutes, shares)
def test_exceeding_a_share_is_the_exact_comparison(x: int, subject: int, share: Fraction) -> None:
    total = x + subject
    assert exceeds(x, total, share) is (total > 0 and Fraction(x, total) > share)


@st.composite
def slots(draw: st.DrawFn, key: int) -> SlotFacts:
    """A slot of grade 3 at any time of an afternoon, of either kind."""
    start, length = draw(st.integers(0, 200)), draw(st.integers(1, 90))
    course = draw(st.sampled_from(["homework", "ball", "books"]))
    begins, ends = (time(*divmod(14 * 60 + minute, 60)) for minute in (start, start + length))
    return a_slot(f"s{key}", course, draw(st.integers(0, 4)), starts=begins, ends=ends, grades=GRADE)


timetables = st.integers(1, 12).flatmap(lambda count: st.tuples(*(slots(key) for key in range(count))))


def by_the_minute(plan: PlanFacts, kind: CourseKind) -> int:
    """Minutes of a week in which grade 3 has a kind, counted one by one."""
    kinds = {course.key: course.kind for course in plan.courses}
    found = set()
    for slot in plan.slots:
        if kinds[slot.course_key] is kind:
            start = slot.starts.hour * 60 + slot.starts.minute
            found |= {(slot.weekday, minute) for minute in range(start, start + slot.minutes)}
    return len(found)


@pytest.mark.clause("A5.11")
@settings(max_examples=60, deadline=None)
@given(timetables)
def test_the_verdict_is_that_of_minutes_counted_one_by_one(held: tuple[SlotFacts, ...]) -> None:
    plan = a_plan(term=TermFacts.whole(WEEK), slots=held)
    x, subject = by_the_minute(plan, CourseKind.X), by_the_minute(plan, CourseKind.SUBJECT)
    (found,) = x_share_of_the_week(plan, PARAMETERS)
    assert found.met is (2 * x >= x + subject)
    if not found.met:
        assert found.facts["found"] == Fraction(x, x + subject)
    (week,) = plan.timetable.grade_weeks
    assert (week.x_minutes, week.subject_minutes) == (x, subject)


@pytest.mark.clause("A5.11")
@settings(max_examples=30, deadline=None)
@given(timetables, st.randoms(use_true_random=False))
def test_the_order_of_slots_is_nothing(held: tuple[SlotFacts, ...], random: object) -> None:
    plan = a_plan(term=TermFacts.whole(WEEK), slots=held)
    turned = replace(plan, slots=tuple(sorted(held, key=lambda _: random.random())))  # type: ignore[attr-defined]
    assert list(x_share_of_the_week(plan, PARAMETERS)) == list(x_share_of_the_week(turned, PARAMETERS))


def homework_only(*weekdays: int) -> PlanFacts:
    """The lawful plan where grade 3 has homework instead of X on some weekdays."""
    plan = a_plan()
    for course, weekday in zip(("ball", "singing", "garden", "nature", "virtue"), range(5), strict=True):
        if weekday in weekdays:
            plan = with_slot(plan, f"{course}-{weekday}", course_key="homework")
    return plan


def faults(plan: PlanFacts) -> list[Verdict]:
    return [row for row in x_share_of_the_week(plan, PARAMETERS) if not row.met and row.subject == "grade/3"]


@pytest.mark.clause("A5.11")
def test_a_week_below_half_stops_and_a_short_week_warns() -> None:
    found: dict[int, Effect] = {}
    for row in faults(homework_only(0, 2)):
        found |= dict.fromkeys(row.facts["weeks"], row.effect)  # type: ignore[call-overload]
    assert found[1] is Effect.STOP
    assert found[10] is Effect.STOP  # three days, from 6 to 8 May
    assert found[18] is Effect.WARN  # two days, 29 and 30 June


@pytest.mark.clause("A5.11")
def test_a_holiday_takes_its_day_out_of_the_week() -> None:
    assert all(6 not in row.facts["weeks"] for row in faults(homework_only(0)))  # type: ignore[operator]


@pytest.mark.clause("A5.11")
def test_the_countys_leave_covers_the_weeks_that_it_reaches() -> None:
    leave = an_exception("A5.11", "grade/3", to_date=date(2026, 4, 12))
    found = faults(replace(homework_only(0), exceptions=(leave,)))
    assert {row.effect for row in found} == {Effect.STOP, Effect.WARN}
    whole = an_exception("A5.11", "grade/3")
    found = faults(replace(homework_only(0), exceptions=(whole,)))
    assert {row.effect for row in found} == {Effect.ADVISE}
    assert all(row.facts["leave"] is whole for row in found)


@pytest.mark.clause("A5.15")
def test_the_province_may_ask_for_more_in_low_grades() -> None:
    higher = EDITION.parameters_at((PROVINCE,), on=DAY)
    assert all(row.met for row in x_predominates_in_low_grades(a_plan(), PARAMETERS))
    assert not all(row.met for row in x_predominates_in_low_grades(a_plan(), higher))


@pytest.mark.clause("A5.7", "A5.10")
def test_a_very_small_school_may_be_left_out_of_one_of_the_kinds() -> None:
    plan = a_plan()
    plan = replace(plan, slots=tuple(slot for slot in plan.slots if slot.course_key != "homework"))
    rules = (both_kinds_for_each_grade, both_kinds_each_week)
    assert {row.effect for rule in rules for row in rule(plan, PARAMETERS)} == {Effect.STOP, Effect.WARN}
    left = replace(plan, exceptions=(an_exception("A5.7"),))
    assert {row.effect for rule in rules for row in rule(left, PARAMETERS)} == {Effect.ADVISE}


@pytest.mark.clause("A5.15")
def test_the_rule_on_low_grades_leaves_higher_ones_alone() -> None:
    assert {row.subject for row in x_predominates_in_low_grades(a_plan(), PARAMETERS)} == {
        "grade/1",
        "grade/2",
    }


@pytest.mark.clause("A5.11")
def test_time_inside_a_slot_that_is_rest_counts_for_nothing() -> None:
    rooms = (a_homework_course(), *COURSES[1:])
    held = (
        a_slot("h", "homework", starts=time(14), ends=time(14, 50), break_minutes=10, grades=GRADE),
        a_slot("b", "ball", starts=time(15), ends=time(15, 40), grades=GRADE),
    )
    (found,) = x_share_of_the_week(a_plan(term=TermFacts.whole(WEEK), courses=rooms, slots=held), PARAMETERS)
    assert found.met is True


@pytest.mark.clause("A5.11", "A2.4")
def test_a_childs_own_share_is_never_more_than_a_sign_whatever_the_province_sets() -> None:
    pupil = PupilId(UUID(int=1))
    week = a_week(a_session(), an_x_session(), attended={pupil: frozenset({"s1"})})
    stricter = Layer("规定", Tier.PROVINCE, "43", (Setting("x_levels", "stop", DAY, key="pupil"),))
    for layers, level in (((), "warn"), ((stricter,), "stop")):
        in_force = EDITION.parameters_at(layers, on=DAY)
        assert in_force.choice("x_levels", "pupil") == level
        (verdict,) = pupils_x_share(week, in_force)
        assert (verdict.met, verdict.effect) == (False, Effect.WARN)
