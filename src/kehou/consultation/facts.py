"""What a consultation asks and what a family answers, and who has to be asked. No names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.rulebook.facts.consultation import Answer, AnswerOption, Questionnaire

SCHOOL_YEAR_BEGINS_MONTH = 8
PRICE_VIEWS = ("acceptable", "lower", "no_view")
TRANSPORTS = ("fetched", "walks", "bus", "boards")
NEEDS = ("homework", "sport", "arts", "science", "reading", "labour", "rest")
HONEST_OPTIONS = (AnswerOption(Answer.YES), AnswerOption(Answer.NO), AnswerOption(Answer.UNSURE))


@dataclass(frozen=True, slots=True)
class CourseOption:
    """A course that families may say they are interested in."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class QuestionnaireContent:
    """One questionnaire as the school wrote it (A2.1, A2.3).

    ``lessons_end`` and ``waiting_care`` say how the afternoon of a child who does not join goes
    (practice.md 2). ``days`` are weekdays, Monday is 0.
    """

    introduction: str
    if_yes: str
    lessons_end: str
    waiting_care: str
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    courses: tuple[CourseOption, ...] = ()
    price_note: str = ""
    asks_pupil_needs: bool = True
    options: tuple[AnswerOption, ...] = HONEST_OPTIONS

    def as_facts(self, grades: Iterable[int]) -> Questionnaire:
        """The questionnaire as the rulebook judges it."""
        return Questionnaire(
            options=self.options,
            grades=frozenset(grades),
            says_what_no_means=bool(self.lessons_end.strip() and self.waiting_care.strip()),
            asks_pupil_needs=self.asks_pupil_needs,
        )


@dataclass(frozen=True, slots=True)
class FamilyAnswer:
    """What one family answers for one pupil. No reason is ever asked for (practice.md 2)."""

    choice: Answer
    days: tuple[int, ...] = ()
    courses: tuple[str, ...] = ()
    price_view: str = ""
    transport: str = ""
    pupil_needs: tuple[str, ...] = ()

    def fits(self, asked: QuestionnaireContent) -> bool:
        """Whether every part of the answer is one that the questionnaire offers."""
        return (
            self.choice in {option.answer for option in asked.options}
            and set(self.days) <= set(asked.days)
            and set(self.courses) <= {course.key for course in asked.courses}
            and self.price_view in ("", *PRICE_VIEWS)
            and self.transport in ("", *TRANSPORTS)
            and set(self.pupil_needs) <= set(NEEDS)
        )


def finishes_before(*, grade: int, top_grade: int, is_new: bool, asked_on: date, term_begins: date) -> bool:
    """Whether a pupil will have left when the term begins: the top grade, asked before the summer.

    Once the new school year runs, the roll itself says who left.
    """
    leaves_in_summer = grade == top_grade and not is_new
    return leaves_in_summer and _school_year(asked_on) < _school_year(term_begins)


def households(links: Iterable[tuple[UUID, UUID]]) -> dict[UUID, UUID]:
    """From (pupil, guardian) pairs to a household for each pupil: pupils who share a guardian share one."""
    head: dict[UUID, UUID] = {}

    def find(member: UUID) -> UUID:
        while head.setdefault(member, member) != member:
            member = head[member]
        return member

    known = list(links)
    for pupil, guardian in known:
        first, second = sorted((find(pupil), find(guardian)))
        head[second] = first
    return {pupil: find(pupil) for pupil, _ in known}


def _school_year(day: date) -> int:
    return day.year if day.month >= SCHOOL_YEAR_BEGINS_MONTH else day.year - 1
