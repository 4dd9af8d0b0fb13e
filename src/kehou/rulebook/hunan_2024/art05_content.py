"""Article 5, what service is not for: drill, new lessons, catch-up, homework (A5.4 to A5.6, A5.16)."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.kernel.verdict import Effect, Verdict
from kehou.rulebook.engine import Parameters, cites
from kehou.rulebook.facts.courses import ContentType, CourseFacts, Mode
from kehou.rulebook.facts.plan import PlanFacts
from kehou.rulebook.hunan_2024.plan_parts import course_fault, each_fault, unless_left
from kehou.rulebook.hunan_2024.words import occur_in, words_in

Use = tuple[CourseFacts, tuple[str, ...]]
"""A course and the words that its text uses."""


def courses_using(plan: PlanFacts, words: tuple[str, ...]) -> tuple[Use, ...]:
    """Each course whose text uses some of the words, with the words; looked for once in a plan."""
    if words not in plan.words_found:
        plan.words_found[words] = tuple(_uses(plan, words))
    return plan.words_found[words]


def _uses(plan: PlanFacts, words: tuple[str, ...]) -> Iterator[Use]:
    if occur_in(plan.written, words):
        for course in plan.courses:
            if found := words_in(plan.course_texts[course.key], words):
                yield course, found


def _wording_faults(plan: PlanFacts, clause: str, reason: str, words: tuple[str, ...]) -> Iterator[Verdict]:
    """Courses with doubtful words are stopped until the county has cleared them."""
    faults = [course_fault(course, found=found) for course, found in courses_using(plan, words)]
    for fault in each_fault(clause, reason, faults):
        yield unless_left(plan, fault)


@cites("A5.4")
def no_drill_in_plan(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """No course is described as exam drilling, unless the county has cleared the doubt (A5.4)."""
    yield from _wording_faults(plan, "A5.4", "drill_words", parameters.words("banned_terms", "drill"))


@cites("A5.5")
def no_new_lessons_in_plan(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """No course teaches new lessons: never by its content, nor by its words unless cleared (A5.5)."""
    taught = (course_fault(row) for row in plan.courses if row.content is ContentType.NEW_LESSON)
    yield from each_fault("A5.5", "new_lesson_content", taught)
    words = parameters.words("banned_terms", "new_lesson")
    yield from _wording_faults(plan, "A5.5", "new_lesson_words", words)


@cites("A5.6")
def no_catch_up_in_plan(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """No whole class is lectured on a subject, nor described as catching up unless cleared (A5.6).

    Watching a whole class do its homework is lawful. A subject lecture to another group is warned about.
    """
    lectures = [row for row in plan.courses if row.has_subject_time and row.mode is Mode.LECTURE]
    whole = (course_fault(row) for row in lectures if row.by_class)
    yield from each_fault("A5.6", "whole_class_lecture", whole)
    other = (course_fault(row) for row in lectures if not row.by_class)
    yield from each_fault("A5.6", "subject_lecture", other, effect=Effect.WARN)
    yield from _wording_faults(plan, "A5.6", "catch_up_words", parameters.words("banned_terms", "catch_up"))


@cites("A5.16")
def no_written_homework_in_plan(plan: PlanFacts, parameters: Parameters) -> Iterator[Verdict]:
    """No course sets written homework: it stops the plan in the lowest grades, and warns above (A5.16)."""
    barred = parameters.numbers("homework_block_grades")
    grades_of: dict[str, frozenset[int]] = {}
    for slot in plan.slots:
        grades_of[slot.course_key] = grades_of.get(slot.course_key, frozenset()) | slot.grades
    setting = [row for row in plan.courses if row.written_homework]
    low = [row for row in setting if grades_of.get(row.key, frozenset()) & barred]
    faults = (course_fault(row, grades=barred & grades_of[row.key]) for row in low)
    yield from each_fault("A5.16", "written_homework_low_grades", faults)
    high = (course_fault(row) for row in setting if row not in low)
    yield from each_fault("A5.16", "written_homework", high, effect=Effect.WARN)
