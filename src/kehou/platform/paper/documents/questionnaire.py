"""The consultation's questionnaire on paper: an honest yes and no (A2.1 to A2.4, A7.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kehou.platform.paper.codes import ScanMark
from kehou.platform.paper.documents.parts import Channel
from kehou.platform.paper.press import press


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its boxes; ``several`` allows more than one. Nothing is ticked beforehand."""

    text: str
    options: tuple[str, ...]
    several: bool = False
    free_line: bool = False


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The sheet for one pupil. ``pupil_questions`` are the child's own, from grade 3."""

    school: str
    term: str
    introduction: tuple[str, ...]
    if_yes: str
    if_no: str
    questions: tuple[Question, ...]
    pupil_questions: tuple[Question, ...]
    channels: tuple[Channel, ...]
    return_by: date
    mark: ScanMark
    pupil: str = ""
    class_name: str = ""
    large_print: bool = False


def print_questionnaires(sheets: Sequence[Questionnaire], *, at: datetime) -> bytes:
    """The questionnaires of a class in one file; join and not join stand in equal boxes."""
    return press("questionnaire", {"sheets": sheets}, fixed_time=at)
