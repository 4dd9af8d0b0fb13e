"""Class lists 名册: for class teachers (who is where) and for course teachers (roll to tick) (A7.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kehou.platform.paper.press import press
from kehou.platform.ui.wording import WEEKDAYS


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A pupil of a class: what is attended from Monday to Friday, and the way home."""

    pupil: str
    days: tuple[str, str, str, str, str]
    way_home: str


@dataclass(frozen=True, slots=True)
class ClassList:
    """The list of a class teacher. An empty day is one on which the pupil goes home."""

    school: str
    term: str
    class_name: str
    class_teacher: str
    issued: date
    rows: tuple[ClassRow, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A pupil of a course group and the class that the pupil comes from."""

    pupil: str
    class_name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class GroupList:
    """The roll of a course group over the dates of its next sessions, to be ticked by hand."""

    school: str
    term: str
    course: str
    leader: str
    place: str
    time: str
    sessions: tuple[date, ...]
    issued: date
    rows: tuple[GroupRow, ...]


def print_class_lists(lists: Sequence[ClassList], *, at: datetime) -> bytes:
    """The lists of class teachers, each on its own pages. Nothing shows a priority or a waiver."""
    return press("class_list", {"lists": lists, "weekdays": WEEKDAYS[:5]}, fixed_time=at)


def print_group_lists(lists: Sequence[GroupList], *, at: datetime) -> bytes:
    """The rolls of course teachers, each on its own pages, a column for each session's date."""
    columns = [[f"{day.month}/{day.day}" for day in each.sessions] for each in lists]
    rolls = [{"roll": each, "columns": days} for each, days in zip(lists, columns, strict=True)]
    return press("group_list", {"rolls": rolls}, fixed_time=at)
