"""Facts about a school's consultation of parents (A2.3, A7.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Answer(StrEnum):
    """What an option of the question whether to join stands for."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class AnswerOption:
    """One option as it stands on the page or the paper."""

    answer: Answer
    preselected: bool = False


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What a consultation asks, at the moment it opens.

    ``says_what_no_means`` is whether the page tells how the afternoon of a child who does not join
    goes; ``asks_pupil_needs`` whether pupils of the upper grades are asked what they need.
    """

    options: tuple[AnswerOption, ...]
    grades: frozenset[int]
    says_what_no_means: bool
    asks_pupil_needs: bool


@dataclass(frozen=True, slots=True)
class ClassReach:
    """Pupils of one class: on the roll (leavers left out), with an invited carer, with an answer."""

    class_code: str
    pupil_count: int
    invited_count: int
    answered_count: int


@dataclass(frozen=True, slots=True)
class ConsultationFacts:
    """One consultation at its closing and after; days are inclusive."""

    classes: tuple[ClassReach, ...]
    opened_date: date
    closed_date: date

    @property
    def pupil_count(self) -> int:
        """Pupils who had to be reached."""
        return sum(reach.pupil_count for reach in self.classes)

    @property
    def invited_count(self) -> int:
        """Pupils for whom at least one guardian or carer was invited."""
        return sum(reach.invited_count for reach in self.classes)

    @property
    def answered_count(self) -> int:
        """Pupils for whom an answer came, on the phone or on paper."""
        return sum(reach.answered_count for reach in self.classes)


@dataclass(frozen=True, slots=True)
class ConsultedFacts:
    """A school's latest consultation at the moment it submits a plan; None where a step is missing."""

    submitted_date: date
    closed_date: date | None
    result_published_date: date | None
