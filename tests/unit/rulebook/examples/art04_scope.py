"""Examples for the scope of article 4: schools, days and hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from factories.plan_facts import (
    HOLIDAYS_2026,
    a_bell,
    a_calendar,
    a_course,
    a_plan,
    a_slot,
    with_bell,
    with_course,
    with_school,
    with_slot,
)
from kehou.kernel.moments import SchoolCalendar
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.school import OwnerKind, TermFacts
from kehou.rulebook.hunan_2024.art04_scope import (
    after_the_last_lesson,
    compulsory_schools_only,
    curriculum_is_complete,
    no_early_arrival,
    no_evening_study,
    no_lunch_care,
    not_named_like_other_care,
    school_days_only,
)
from unit.rulebook.example import Example

WORKING_SATURDAY = date(2026, 2, 28)
NATIONAL_DAY = date(2026, 10, 1)


def on_a_date(day: date, **calendar: object) -> PlanFacts:
    """A plan whose chess club meets on one date only, under a calendar of the whole year."""
    year = SchoolCalendar(date(2026, 1, 1), date(2026, 12, 31), HOLIDAYS_2026)
    chess = a_slot("chess", extra_dates=frozenset({day}), weeks=frozenset())
    plan = a_plan(term=TermFacts.whole(replace(year, **calendar)))
    return replace(plan, courses=(*plan.courses, a_course()), slots=(chess,))


def with_chess(**slot: object) -> PlanFacts:
    """The lawful plan with one chess slot more."""
    plan = a_plan()
    return replace(plan, courses=(*plan.courses, a_course()), slots=(*plan.slots, a_slot("chess", **slot)))


def starting_at(start: time) -> PlanFacts:
    """A plan whose Monday slot starts at a time, where the last lesson ends at 16:10."""
    plan = a_plan(bells=tuple(a_bell(grade) for grade in range(1, 7)))
    for grade in range(1, 7):
        plan = with_bell(plan, grade, last_lesson_ends=dict.fromkeys(range(5), time(16, 10)))
    return replace(plan, slots=(a_slot("x", "ball", starts=start),))


def with_lessons(weekly: int | None, prescribed: int | None) -> PlanFacts:
    """A plan whose first grade has so many lessons a week."""
    return a_plan(bells=(a_bell(1, weekly_lessons=weekly, prescribed_lessons=prescribed),))


def ending_at(end: time, category: Category = Category.ORDINARY) -> PlanFacts:
    """A plan with one slot that ends at a time."""
    plan = with_course(a_plan(), "ball", category=category)
    return with_slot(plan, "ball-0", ends=end)


EXAMPLES = (
    Example("a primary school", compulsory_schools_only, a_plan(), met=True),
    Example(
        "a junior grade of a complete secondary school",
        compulsory_schools_only,
        with_school(
            replace(a_plan(), slots=(a_slot("x", grades=frozenset({7})),), grades=()),
            grades=frozenset({7, 10}),
        ),
        met=True,
    ),
    Example(
        "a senior grade",
        compulsory_schools_only,
        with_school(
            replace(a_plan(), slots=(a_slot("x", grades=frozenset({10})),)), grades=frozenset(range(1, 13))
        ),
        met=False,
        reason="grade_not_compulsory",
        subject="grade/10",
    ),
    Example(
        "a kindergarten",
        compulsory_schools_only,
        with_school(a_plan(), owner=OwnerKind.KINDERGARTEN),
        met=False,
        reason="owner_not_a_school",
    ),
    Example(
        "an outside body",
        compulsory_schools_only,
        with_school(a_plan(), owner=OwnerKind.OUTSIDE_BODY),
        met=False,
        reason="owner_not_a_school",
    ),
    Example(
        "a grade that the school does not run",
        compulsory_schools_only,
        with_school(a_plan(), grades=frozenset(range(1, 6))),
        met=False,
        reason="grade_not_run",
        subject="grade/6",
    ),
    Example("weekdays that skip holidays by themselves", school_days_only, a_plan(), met=True),
    Example(
        "a working Saturday that the school calendar gives a timetable",
        school_days_only,
        on_a_date(WORKING_SATURDAY, timetabled_weekends=frozenset({WORKING_SATURDAY})),
        met=True,
    ),
    Example(
        "a working Saturday without a timetable",
        school_days_only,
        on_a_date(WORKING_SATURDAY),
        met=False,
        subject="slot/chess",
    ),
    Example(
        "a working Saturday where the county rules them out",
        school_days_only,
        on_a_date(WORKING_SATURDAY, timetabled_weekends=frozenset({WORKING_SATURDAY})),
        met=False,
        set={"makeup_days": "no"},
    ),
    Example(
        "the National Day, though the school marks it",
        school_days_only,
        on_a_date(NATIONAL_DAY, timetabled_weekends=frozenset({NATIONAL_DAY})),
        met=False,
    ),
    Example(
        "a day that the school closed",
        school_days_only,
        on_a_date(date(2026, 3, 4), closed=frozenset({date(2026, 3, 4)})),
        met=False,
    ),
    Example(
        "a day after the term",
        school_days_only,
        with_chess(extra_dates=frozenset({date(2026, 7, 1)})),
        met=False,
    ),
    Example("every Saturday", school_days_only, with_chess(weekday=5), met=False, reason="weekly_on_weekend"),
    Example(
        "a weekday in the week of a holiday only",
        school_days_only,
        with_chess(weeks=frozenset({6})),
        met=False,
        reason="never_on_school_day",
    ),
    Example(
        "weekend care",
        school_days_only,
        with_course(a_plan(), "ball", category=Category.WEEKEND),
        met=False,
        reason="weekend_or_vacation_listed",
    ),
    Example(
        "a term past the known calendars",
        school_days_only,
        a_plan(term=TermFacts.whole(a_calendar(first_day=date(2027, 3, 1), last_day=date(2027, 6, 30)))),
        met=None,
        reason="calendar_undetermined",
        subject="term",
    ),
    Example(
        "a date past the known calendars",
        school_days_only,
        on_a_date(date(2027, 1, 5), last_day=date(2027, 1, 31)),
        met=None,
        reason="calendar_undetermined",
        subject="slot/chess",
    ),
    Example("when the last lesson ends", after_the_last_lesson, starting_at(time(16, 10)), met=True),
    Example(
        "a minute before the last lesson ends",
        after_the_last_lesson,
        starting_at(time(16, 9)),
        met=False,
        subject="slot/x",
    ),
    Example(
        "a grade without a bell schedule", after_the_last_lesson, a_plan(bells=()), met=None, subject="bell/1"
    ),
    Example("as many lessons as prescribed", curriculum_is_complete, with_lessons(26, 26), met=True),
    Example(
        "a lesson less than prescribed",
        curriculum_is_complete,
        with_lessons(25, 26),
        met=False,
        subject="bell/1",
    ),
    Example("no early arrival", no_early_arrival, a_plan(), met=True),
    Example(
        "care of early arrivals",
        no_early_arrival,
        with_course(a_plan(), "ball", category=Category.EARLY_ARRIVAL),
        met=False,
        subject="course/ball",
    ),
    Example("a plain name", not_named_like_other_care, a_plan(), met=True),
    Example(
        "a course named morning reading",
        not_named_like_other_care,
        with_course(a_plan(), "books", title="绘本晨读"),
        met=False,
    ),
    Example("after lunch", no_lunch_care, a_plan(), met=True),
    Example(
        "from the end of lunch",
        no_lunch_care,
        with_slot(a_plan(), "ball-0", starts=time(14), ends=time(14, 40)),
        met=True,
    ),
    Example(
        "to the start of lunch",
        no_lunch_care,
        with_slot(a_plan(), "ball-0", starts=time(11, 20), ends=time(12)),
        met=True,
    ),
    Example(
        "a minute of lunch",
        no_lunch_care,
        with_slot(a_plan(), "ball-0", starts=time(13, 59), ends=time(14, 40)),
        met=False,
        reason="overlaps_lunch",
        subject="slot/ball-0",
    ),
    Example(
        "lunch care by category",
        no_lunch_care,
        with_course(a_plan(), "ball", category=Category.NOON),
        met=False,
        reason="lunch_care_listed",
    ),
    Example("at the latest hour", no_evening_study, ending_at(time(18, 30)), met=True),
    Example(
        "a minute past the latest hour",
        no_evening_study,
        ending_at(time(18, 31)),
        met=False,
        reason="ends_too_late",
        subject="slot/ball-0",
    ),
    Example(
        "past an earlier hour of the county",
        no_evening_study,
        ending_at(time(18, 1)),
        met=False,
        set={"evening_start": time(18)},
    ),
    Example(
        "extended care has its own hour",
        no_evening_study,
        ending_at(time(19), Category.EXTENDED_CARE),
        met=True,
    ),
    Example(
        "evening study by category",
        no_evening_study,
        ending_at(time(17, 50), Category.EVENING_STUDY),
        met=False,
        reason="evening_study_listed",
    ),
)
