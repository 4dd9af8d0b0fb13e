"""Article 4, scope: which schools, days and hours belong to after-school service (A4.1 to A4.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from kehou.kernel.verdict import Effect, Verdict
from kehou.rulebook.engine import Parameters, cites
from kehou.rulebook.facts.bell import minute_of
from kehou.rulebook.facts.courses import Category
from kehou.rulebook.facts.offers import Stretch, TimedSlot
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.school import OwnerKind, TermFacts
from kehou.rulebook.facts.term_days import TERMS_KEPT, TermDay, days_of, weekdays_of
from kehou.rulebook.hunan_2024.plan_parts import (
    WEEKDAYS,
    Fault,
    course_fault,
    each_fault,
    slot_fault,
    stage_of,
)
from kehou.rulebook.hunan_2024.register import verdict
from kehou.rulebook.hunan_2024.words import words_in

WEEKEND = 5
OUTSIDE_SCHOOL_TIME = (Category.WEEKEND, Category.VACATION)


@cites("A4.1")
def compulsory_schools_only(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Only a school may own a plan, and only for grades of compulsory education that it runs (A4.1)."""
    owner = plan.school.owner
    yield verdict("A4.1", "owner_not_a_school", owner is OwnerKind.SCHOOL, found=owner)
    grades = {row.grade for row in plan.grades}.union(*(slot.grades for slot in plan.slots))
    outside = {grade for grade in grades if stage_of(grade, parameters) is None}
    yield from each_fault("A4.1", "grade_not_compulsory", _grade_faults(outside))
    yield from each_fault("A4.1", "grade_not_run", _grade_faults(grades - plan.school.grades))


def _grade_faults(grades: Iterable[int]) -> Iterator[Fault]:
    return ((f"grade/{grade}", {}) for grade in sorted(grades))


@cites("A4.2")
def school_days_only(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Sessions are held on school days: never on holidays, weekends or in vacations (A4.2).

    A working weekend counts where the school's calendar gives it a timetable. A weekly slot skips holidays
    by itself; a date that the plan names must be a school day. Weeks past the known calendars only warn: an
    autumn term ends in a year whose holidays are announced after the plan is due.
    """
    makeup = parameters.choice("makeup_days")
    weekdays = _weekdays(plan.term, makeup)
    faults = [
        *(
            (reason, False, slot_fault(timed))
            for timed in plan.timetable.timed
            if (reason := _weekly_reason(timed, weekdays[timed.slot.weekday]))
        ),
        *(
            fault
            for timed in plan.timetable.timed
            if timed.slot.extra_dates
            for fault in _dated_faults(plan.term, timed, makeup)
        ),
    ]
    for reason, met, (subject, facts) in faults:
        yield verdict("A4.2", reason, met, subject=subject, **facts)
    if not faults:
        yield verdict("A4.2", "not_a_school_day", True)
    unknown = next((day.day for day in days_of(plan.term) if day.teaches is None), None)
    if unknown is not None:
        yield verdict("A4.2", "calendar_undetermined", None, subject="term", effect=Effect.WARN, day=unknown)


@dataclass(frozen=True, slots=True)
class _Weekday:
    """One weekday of the term: its days, each with whether it is a school day, and the set of answers."""

    days: tuple[tuple[TermDay, bool | None], ...]
    answers: frozenset[bool | None]


@lru_cache(maxsize=TERMS_KEPT)
def _weekdays(term: TermFacts, makeup: str) -> tuple[_Weekday, ...]:
    laid = (
        tuple((day, _teaches(term, day.day, day.teaches, makeup)) for day in row) for row in weekdays_of(term)
    )
    return tuple(_Weekday(days, frozenset(answer for _, answer in days)) for days in laid)


def _weekly_reason(timed: TimedSlot, weekday: _Weekday) -> str:
    """What is wrong with the days on which a slot is held every week, if anything."""
    slot, answers = timed.slot, weekday.answers
    if not slot.is_every_week:
        answers = frozenset(answer for day, answer in weekday.days if slot.is_held(day.day, day.week))
    if timed.course.category in OUTSIDE_SCHOOL_TIME:
        return "weekend_or_vacation_listed"
    if slot.weekday >= WEEKEND and False in answers:
        return "weekly_on_weekend"
    return "never_on_school_day" if answers == {False} else ""


def _dated_faults(term: TermFacts, timed: TimedSlot, makeup: str) -> Iterator[tuple[str, bool | None, Fault]]:
    """What is wrong with the single dates that a slot names."""
    for day in sorted(timed.slot.extra_dates):
        answer = _teaches(term, day, term.calendar.teaches(day), makeup)
        if answer is not True:
            reason = "calendar_undetermined" if answer is None else "not_a_school_day"
            yield reason, answer, slot_fault(timed, day=day)


def _teaches(term: TermFacts, day: date, by_calendar: bool | None, makeup: str) -> bool | None:
    """Whether a day is a school day, where the county may rule on working weekends."""
    if by_calendar is None or day.weekday() < WEEKEND or makeup == "by_calendar":
        return by_calendar
    if makeup == "no":
        return False
    calendar = term.calendar
    in_term = calendar.first_day <= day <= calendar.last_day and day not in calendar.closed
    return in_term and calendar.holidays.is_working_day(day)


@cites("A4.3")
def after_the_last_lesson(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """A slot starts no earlier than the last lesson of each of its grades ends (A4.3)."""
    yield from each_fault("A4.3", "starts_before_lessons_end", _early_starts(plan))
    for grade, weekday in _days_without_bell(plan):
        yield verdict(
            "A4.3",
            "lessons_end_missing",
            None,
            subject=f"bell/{grade}",
            grade=grade,
            weekday=WEEKDAYS[weekday],
        )


def _early_starts(plan: PlanFacts) -> Iterator[Fault]:
    held = {(slot.grades, slot.weekday) for slot in plan.slots}
    lessons_end = {(grades, weekday): _last_lesson(plan, grades, weekday) for grades, weekday in held}
    for timed in plan.timetable.timed:
        slot = timed.slot
        end = lessons_end[slot.grades, slot.weekday]
        if end is not None and slot.starts < end:
            yield slot_fault(timed, found=slot.starts, required=end)


def _last_lesson(plan: PlanFacts, grades: Iterable[int], weekday: int) -> time | None:
    """When the last lesson of the last of some grades ends, as far as somebody entered it."""
    ends = (plan.lesson_ends.get((grade, weekday)) for grade in grades)
    return max((end for end in ends if end is not None), default=None)


def _days_without_bell(plan: PlanFacts) -> list[tuple[int, int]]:
    served = {(grade, slot.weekday) for slot in plan.slots for grade in slot.grades}
    return sorted(served - plan.lesson_ends.keys())


@cites("A4.3")
def curriculum_is_complete(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """A weekly timetable with fewer lessons than the curriculum asks for is warned about (A4.3)."""
    for bell in plan.bells:
        found, required = bell.weekly_lessons, bell.prescribed_lessons
        if found is not None and required is not None:
            yield verdict(
                "A4.3",
                "lessons_below_curriculum",
                found >= required,
                effect=Effect.WARN,
                subject=f"bell/{bell.grade}",
                grade=bell.grade,
                found=found,
                required=required,
            )


@cites("A4.5")
def no_early_arrival(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Care or self-study of early arrivals is no after-school service (A4.5)."""
    yield from _category_refused(plan, "A4.5", "early_arrival_listed", Category.EARLY_ARRIVAL)


@cites("A4.6")
def no_lunch_care(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Lunch and lunch-break care is no after-school service, by category or by time (A4.6)."""
    yield from _category_refused(plan, "A4.6", "lunch_care_listed", Category.NOON)
    lunch_of = dict(_lunches(plan))
    faults = (
        slot_fault(timed, starts=timed.slot.starts, ends=timed.slot.ends)
        for timed in plan.timetable.timed
        for starts, ends in [lunch_of[grade] for grade in timed.slot.grades if grade in lunch_of]
        if timed.starts < ends and starts < timed.ends
    )
    yield from each_fault("A4.6", "overlaps_lunch", faults)


def _lunches(plan: PlanFacts) -> Iterator[tuple[int, Stretch]]:
    """Each grade that has a lunch, with its stretch of the day."""
    for bell in plan.bells:
        starts, ends = bell.schedule.lunch_starts, bell.schedule.lunch_ends
        if starts is not None and ends is not None:
            yield bell.grade, (minute_of(starts), minute_of(ends))


@cites("A4.7")
def no_evening_study(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Evening self-study is no after-school service: by category, or where a slot ends too late (A4.7).

    A slot may end at the latest hour itself. Extended care has its own latest hour (A4.17).
    """
    yield from _category_refused(plan, "A4.7", "evening_study_listed", Category.EVENING_STUDY)
    latest = min(parameters.time_of_day("latest_end"), parameters.time_of_day("evening_start"))
    faults = (
        slot_fault(timed, found=timed.slot.ends, required=latest)
        for timed in plan.timetable.timed
        if timed.slot.ends > latest and timed.course.category is not Category.EXTENDED_CARE
    )
    yield from each_fault("A4.7", "ends_too_late", faults)


def _category_refused(plan: PlanFacts, clause: str, reason: str, category: Category) -> Iterator[Verdict]:
    refused = (course_fault(course) for course in plan.courses if course.category is category)
    yield from each_fault(clause, reason, refused)


@cites("A4.5")
def not_named_like_other_care(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """A course whose name sounds like early, lunch or evening care is pointed out (A4.5)."""
    words = parameters.words("banned_terms", "early_or_evening")
    faults = (
        course_fault(course, found=found)
        for course in plan.courses
        if (found := words_in(course.title, words))
    )
    yield from each_fault("A4.5", "named_like_other_care", faults, effect=Effect.WARN)
