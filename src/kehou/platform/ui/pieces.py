"""What the components are fed with: small frozen rows, no models, no Django.

Views and queries build these; the tags of ``{% load kehou %}`` draw them. Every text is Chinese and
already worded; every ``url`` may be empty, and then nothing links.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Tone(StrEnum):
    """The four meanings, and none. Each has a colour, an icon and a word."""

    DONE = "done"
    ATTENTION = "attention"
    STOP = "stop"
    INFO = "info"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Link:
    """Somewhere to go; ``count`` is shown behind it when something waits there."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of a page that lets people check what they gave."""

    question: str
    answer: str
    change_url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled value."""

    label: str
    value: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Child:
    """One child of the family that is looking."""

    name: str
    detail: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """One course in one cell of the weekly timetable. ``kind`` is ``one`` or ``x`` (A5.7)."""

    time: str
    title: str
    where: str = ""
    kind: str = "one"
    url: str = ""


@dataclass(frozen=True, slots=True)
class TimetableRow:
    """One grade or group: for each day of the timetable, its lessons."""

    label: str
    days: Sequence[Sequence[Lesson]]


@dataclass(frozen=True, slots=True)
class Timetable:
    """A week by grade or by time of day, as ``head`` says: the names of its days, and a row for each."""

    caption: str
    day_names: Sequence[str]
    rows: Sequence[TimetableRow]
    head: str = "年级"


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One matter that waits at a desk. ``rest`` counts working days left; None if undetermined."""

    title: str
    about: str
    url: str
    due: date | None = None
    rest: int | None = None
    tone: Tone = Tone.PLAIN
    state: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a document."""

    label: str
    at: datetime
    url: str = ""
    note: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One part that differs between two versions; an empty side was added or removed."""

    part: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a history."""

    at: datetime
    what: str
    by: str = ""
    tone: Tone = Tone.PLAIN


class Progress(StrEnum):
    """How far one step of a long task is."""

    DONE = "done"
    NOW = "now"
    TODO = "todo"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class TaskStep:
    """One step of a long task; ``done`` of ``total`` draws a bar while it runs."""

    label: str
    state: Progress
    note: str = ""
    done: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A computed number that opens to how it came about."""

    label: str
    value: str
    formula: str
    inputs: Sequence[Fact] = field(default_factory=tuple)
    clause: str = ""
    tone: Tone = Tone.PLAIN
    evidence: Link | None = None


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Someone to sign in as in the demo, with one thing to try."""

    key: str
    name: str
    role: str
    place: str
    try_this: str


@dataclass(frozen=True, slots=True)
class Wish:
    """One course that a family ranks."""

    key: str
    name: str
    about: str = ""
