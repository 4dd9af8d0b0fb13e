"""Who runs the service, until when, and what is encouraged."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.rulebook.engine import Parameters, Verdict, cites
from kehou.rulebook.facts.courses import CourseKind, LeaderKind
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.facts.provider import Check, PersonFacts
from toy_province.register import verdict

JUNIOR = frozenset({7, 8, 9})
LOW = frozenset({1, 2})


@cites("A1.1")
def public_schools_only(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Private schools take no part (A1.1)."""
    yield verdict("A1.1", "private_school", plan.school.is_public)


@cites("A1.2")
def ends_in_time(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Primary grades end in the afternoon; grades 7 to 9 may stay for the evening (A1.2)."""
    for timed in plan.timetable.timed:
        slot = timed.slot
        key = "evening_end" if slot.grades <= JUNIOR else "afternoon_end"
        latest = parameters.time_of_day(key)
        facts = {"course": timed.course.title, "found": slot.ends, "required": latest}
        yield verdict("A1.2", "ends_too_late", slot.ends <= latest, subject=timed.path, **facts)


@cites("A1.3")
def starts_after_lessons(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """No slot starts before the last lesson of its grades ends (A1.3)."""
    for timed in plan.timetable.timed:
        slot = timed.slot
        ends = max(plan.lesson_ends[grade, slot.weekday] for grade in slot.grades)
        facts = {"course": timed.course.title, "found": slot.starts, "required": ends}
        yield verdict("A1.3", "starts_too_early", slot.starts >= ends, subject=timed.path, **facts)


@cites("A3.1")
def several_kinds_are_encouraged(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """More than one domain of X is encouraged; no share is asked (A3.1)."""
    found = len({course.domain for course in plan.courses if course.domain})
    yield verdict("A3.1", "one_domain_only", found > 1, found=found)


@cites("A4.1")
def third_parties_keep_off_subjects(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """A third party gives no subject tutoring (A4.1)."""
    for course in plan.courses:
        hired = course.leader_kind is LeaderKind.THIRD_PARTY and course.kind is CourseKind.SUBJECT
        at = f"course/{course.key}"
        yield verdict("A4.1", "third_party_in_subject", not hired, subject=at, course=course.title)


@cites("A4.2")
def no_homework_in_low_grades(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """No written homework comes out of the service in grades 1 and 2 (A4.2)."""
    for timed in plan.timetable.timed:
        written = timed.course.written_homework and bool(timed.slot.grades & LOW)
        yield verdict("A4.2", "written_homework", not written, subject=timed.path, course=timed.course.title)


@cites("A4.3")
def leaves_time_to_sleep(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """The service ends long enough before the nation's bedtime (A4.3)."""
    margin = parameters.minutes("sleep_margin")
    for timed in plan.timetable.timed:
        slot = timed.slot
        bedtime = parameters.time_of_day("bedtime", "junior" if slot.grades <= JUNIOR else "primary")
        rest = (bedtime.hour - slot.ends.hour) * 60 + bedtime.minute - slot.ends.minute
        facts = {"course": timed.course.title, "found": slot.ends, "required": bedtime}
        yield verdict("A4.3", "little_time_to_sleep", rest >= margin, subject=timed.path, **facts)


@cites("A4.4")
def people_are_checked(person: PersonFacts, _: Parameters) -> Iterator[Verdict]:
    """Everyone passed every check, and no provider sends a serving teacher (A4.4)."""
    passed = {row.check for row in person.clearance.results if row.passed}
    cleared = passed == set(Check) and person.clearance.sexual_offence_clear is True
    yield verdict("A4.4", "not_cleared", cleared)
    hired = person.kind is LeaderKind.THIRD_PARTY and person.is_serving_teacher
    yield verdict("A4.4", "serving_teacher", not hired)
