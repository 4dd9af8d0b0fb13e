"""Parts that several documents share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields


class BlankField(ValueError):
    """A field that a public document must show is empty."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to ask, complain or report, as in 县教育局监督电话, 0000-1234567 (A11.14)."""

    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Article:
    """A numbered article of an agreement or plan: its heading and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimetableRow:
    """One time slot of a weekly timetable, from Monday to Friday."""

    time: str
    cells: tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class GradeTimetable:
    """The weekly timetable of a grade or of several that share it."""

    grades: str
    rows: tuple[TimetableRow, ...]


def refuse_blank(document: object, names: Iterable[str] = ()) -> None:
    """Raise BlankField where a named field (all, if none is named) of a frozen content is empty."""
    for name in names or [part.name for part in fields(document)]:  # type: ignore[arg-type]
        if not getattr(document, name):
            raise BlankField(f"{type(document).__name__}.{name} is empty")
