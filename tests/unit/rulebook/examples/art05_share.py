"""Examples for the shares of a week: X, and exercise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from factories.plan_facts import a_calendar, a_plan, a_slot, with_course
from kehou.rulebook.facts.bell import ClassFacts
from kehou.rulebook.facts.courses import Category, CourseKind, SlotFacts, TimedPart
from kehou.rulebook.facts.plan import GradePlan, PlanFacts
from kehou.rulebook.facts.school import TermFacts
from kehou.rulebook.hunan_2024.art05_share import (
    exercise_every_week,
    exercise_on_days_without_pe,
    x_predominates_in_low_grades,
    x_share_of_the_week,
)
from unit.rulebook.example import Example

BEFORE_DAILY_PE = date(2024, 9, 1)


X_HOUR, HOMEWORK_HOUR, LATER_HOUR = 13, 16, 19


def slot_of(key: str, course: str, hour: int, minutes: int, grade: int = 3) -> SlotFacts:
    """A slot on Mondays of so many minutes from a full hour."""
    ends = time(*divmod(hour * 60 + minutes, 60))
    return a_slot(key, course, starts=time(hour), ends=ends, grades=frozenset({grade}))


def minutes(x: int, subject: int, grade: int = 3) -> PlanFacts:
    """A plan for one grade with so many minutes of X and of homework."""
    slots = (
        slot_of("x", "ball", X_HOUR, x, grade),
        slot_of("h", "homework", HOMEWORK_HOUR, subject, grade),
    )
    return a_plan(slots=tuple(slot for slot in slots if slot.minutes))


def beside(plan: PlanFacts, course: str, hour: int, minutes: int) -> PlanFacts:
    """The plan with one more slot of grade 3 from a full hour."""
    return replace(plan, slots=(*plan.slots, slot_of("more", course, hour, minutes)))


def over(first: date, last: date, plan: PlanFacts) -> PlanFacts:
    """The plan in a term of other days."""
    return replace(plan, term=TermFacts.whole(a_calendar(first_day=first, last_day=last)))


def of_class(pe_weekdays: frozenset[int] | None, ball_minutes: int) -> PlanFacts:
    """A plan with ball games of so many minutes on Mondays for one class."""
    school_class = ClassFacts("0301", 40, pe_weekdays)
    return a_plan(grades=(GradePlan(3, 40, (school_class,)),), slots=minutes(ball_minutes, 40).slots[:1])


SPLIT = (TimedPart(CourseKind.SUBJECT, 50), TimedPart(CourseKind.X, 50))
TWO_DAYS = (date(2026, 6, 29), date(2026, 6, 30))

EXAMPLES = (
    Example("half", x_share_of_the_week, minutes(100, 100), met=True),
    Example("less than half", x_share_of_the_week, minutes(99, 101), met=False, subject="grade/3"),
    Example("X only", x_share_of_the_week, minutes(100, 0), met=True),
    Example("homework only", x_share_of_the_week, minutes(0, 100), met=False),
    Example("a lawful plan", x_share_of_the_week, a_plan(), met=True),
    Example(
        "a second club beside the first adds no time",
        x_share_of_the_week,
        beside(minutes(99, 101), "books", X_HOUR, 40),
        met=False,
    ),
    Example(
        "a second homework room beside the first adds no time",
        x_share_of_the_week,
        beside(minutes(100, 100), "homework", HOMEWORK_HOUR, 100),
        met=True,
    ),
    Example(
        "another X hour adds time",
        x_share_of_the_week,
        beside(minutes(99, 101), "books", LATER_HOUR, 2),
        met=True,
    ),
    Example(
        "extended care is left out",
        x_share_of_the_week,
        with_course(
            beside(minutes(100, 100), "singing", LATER_HOUR, 60),
            "singing",
            kind=CourseKind.SUBJECT,
            category=Category.EXTENDED_CARE,
        ),
        met=True,
    ),
    Example(
        "a hybrid course counts as subject",
        x_share_of_the_week,
        with_course(minutes(100, 100), "ball", parts=SPLIT[:1]),
        met=False,
    ),
    Example(
        "a hybrid course in timed parts",
        x_share_of_the_week,
        with_course(minutes(100, 0), "ball", parts=SPLIT),
        met=True,
    ),
    Example(
        "weeks past the known calendars",
        x_share_of_the_week,
        over(date(2027, 3, 1), date(2027, 6, 30), minutes(100, 100)),
        met=None,
        subject="term",
    ),
    Example(
        "half in grade 2",
        x_predominates_in_low_grades,
        minutes(100, 100, grade=2),
        met=False,
        subject="grade/2",
    ),
    Example("a minute more in grade 2", x_predominates_in_low_grades, minutes(101, 100, grade=2), met=True),
    Example("ball games", exercise_every_week, minutes(40, 40), met=True),
    Example(
        "no ball games",
        exercise_every_week,
        with_course(minutes(40, 40), "ball", domain="arts"),
        met=False,
        subject="grade/3",
    ),
    Example(
        "no ball games in a week of two days", exercise_every_week, over(*TWO_DAYS, minutes(0, 40)), met=True
    ),
    Example("PE in the morning", exercise_on_days_without_pe, of_class(frozenset({0}), 10), met=True),
    Example("ball games of a period", exercise_on_days_without_pe, of_class(frozenset(), 40), met=True),
    Example(
        "ball games of a minute less",
        exercise_on_days_without_pe,
        of_class(frozenset(), 39),
        met=False,
        subject="class/0301/weekday/0",
    ),
    Example("no class timetable on file", exercise_on_days_without_pe, of_class(None, 10), met=True),
    Example(
        "encouraged before the daily-PE rule",
        exercise_on_days_without_pe,
        of_class(frozenset(), 39),
        met=False,
        on=BEFORE_DAILY_PE,
    ),
)
