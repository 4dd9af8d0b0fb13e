"""Article 5, the "1+X" model: both kinds for every grade, and what each kind is (A5.7 to A5.10)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.kernel.verdict import Verdict
from kehou.rulebook.engine import Parameters, cites
from kehou.rulebook.facts.courses import CourseFacts, CourseKind
from kehou.rulebook.facts.offers import GradeWeek
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.art05_content import courses_using
from kehou.rulebook.hunan_2024.plan_parts import Fault, course_fault, each_fault, slot_fault, unless_left
from kehou.rulebook.hunan_2024.register import verdict
from kehou.rulebook.hunan_2024.weeks import weekly
from kehou.rulebook.hunan_2024.words import words_in


@cites("A5.7")
def both_kinds_for_each_grade(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """Every grade that is served has subject tutoring and X over the term (A5.7).

    The county may leave a very small school out of it.
    """
    days = plan.timetable.grade_days
    offered = {
        CourseKind.SUBJECT: {day.grade for day in days if day.subject_minutes},
        CourseKind.X: {day.grade for day in days if day.x_minutes},
    }
    for row in sorted(plan.grades, key=lambda row: row.grade):
        missing = tuple(kind for kind, grades in offered.items() if row.grade not in grades)
        subject = f"grade/{row.grade}"
        yield unless_left(
            plan, verdict("A5.7", "kind_missing", not missing, subject=subject, missing=missing)
        )


@cites("A5.8")
def subject_content_is_listed(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """Subject tutoring is one of the listed forms; a new form needs the county (A5.8)."""
    listed = parameters.codes("subject_contents")
    faults = (
        course_fault(course, found=course.content, required=listed)
        for course in plan.courses
        if course.has_subject_time and course.content not in listed
    )
    yield from each_fault("A5.8", "content_not_listed", faults)


@cites("A5.9")
def x_domain_is_listed(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """An X course belongs to a domain that the Measures or the county list (A5.9)."""
    listed = parameters.codes("x_domains") | parameters.codes("extra_x_domains")
    faults = (
        course_fault(course, found=course.domain, required=listed)
        for course in plan.courses
        if course.kind is CourseKind.X and course.domain not in listed
    )
    yield from each_fault("A5.9", "domain_not_listed", faults)


@cites("A5.9")
def x_touches_no_subject(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """An X course that touches a listed subject is split into timed parts or cleared by the county (A5.9).

    Where the province lets hybrid courses be taken by their name, the name alone is read.
    """
    by_text = parameters.choice("hybrid_policy") == "counts_as_subject"
    words = parameters.words("subject_words")
    faults = [
        course_fault(course, found=found)
        for course, found in courses_using(plan, words)
        if course.kind is CourseKind.X and not course.parts and (by_text or words_in(course.title, words))
    ]
    for fault in each_fault("A5.9", "x_touches_subject", faults):
        yield unless_left(plan, fault)


@cites("A5.9")
def timed_parts_fill_the_slot(plan: PlanFacts, _: Parameters) -> Iterator[Verdict]:
    """The timed parts of a hybrid course make up each of its slots (A5.9)."""
    faults = (
        slot_fault(timed, found=_parts_minutes(timed.course), required=timed.minutes)
        for timed in plan.timetable.timed
        if not timed.parts_fit
    )
    yield from each_fault("A5.9", "parts_do_not_fill_slot", faults)


def _parts_minutes(course: CourseFacts) -> int:
    return sum(part.minutes for part in course.parts)


@cites("A5.10")
def both_kinds_each_week(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """In each week a grade is offered both kinds; in a short week the lack warns (A5.10).

    A school that the county left out of A5.7 is left out of this too. The offer is judged, not the pupil.
    """

    def fault(week: GradeWeek) -> Fault | None:
        if week.subject_minutes and week.x_minutes:
            return None
        missing = CourseKind.X if week.subject_minutes else CourseKind.SUBJECT
        return f"grade/{week.grade}", {"missing": missing, "weeks": tuple(week.weeks)}

    yield from weekly(plan, parameters, "A5.10", "kind_missing_in_week", fault, also=("A5.7",))
