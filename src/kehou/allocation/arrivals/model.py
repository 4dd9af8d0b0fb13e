"""What is asked in order of arrival, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from kehou.allocation.model import Policy, Pupil, Section


class Answer(StrEnum):
    """What one request is told. Each is true at the moment at which it is given."""

    PLACED = "placed"
    YOURS = "yours"  # this place was given before: a request that is sent again changes nothing
    OTHER = "other"  # the child has another course at this time
    FULL = "full"
    KEPT = "kept"  # a change to a full course: the child keeps what it has, and joins no line
    UNSETTLED = "unsettled"  # a change while earlier turns may still ask in time: nothing was changed
    NOT_YOURS = "not_yours"  # not offered to this child: grade, day, somebody else's child
    NOT_OPEN = "not_open"
    NOT_CALLED = "not_called"  # the family's turn is still to come
    OVER = "over"
    PAID_LIMIT = "paid_limit"
    X_LIMIT = "x_limit"
    FAMILY_LIMIT = "family_limit"


@dataclass(frozen=True, slots=True)
class Hours:
    """When courses can be chosen: from the opening up to but not including the closing."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered, by section id, under which policy and when.

    ``family_places`` is the most places in courses with a limit of seats that siblings take together;
    None is no limit.
    """

    sections: Mapping[str, Section]
    policy: Policy
    hours: Hours
    family_places: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One course for one child, as it arrived. ``called_at`` is when the family's turn begins.

    ``pupil.attends`` are the slots for which the family signed; ``pupil.family`` is shared by siblings.
    Who asks before ``protected_until`` counts as having come when the turn was called, so that speed gives
    nothing meanwhile; None protects nobody.
    With ``instead`` the child gives back what it has at that time, if and only if it gets this. It joins no
    line while it has a course, so that the end gives everyone what it was told.
    """

    pupil: Pupil
    section: str
    at: datetime
    called_at: datetime
    instead: bool = False
    protected_until: datetime | None = None

    @property
    def is_in_time(self) -> bool:
        """Whether it came within the protected time of its turn: only then does it go before anyone."""
        return self.protected_until is not None and self.at < self.protected_until

    @property
    def counts_at(self) -> datetime:
        """From when it counts: the call of the turn, if it came in its protected time, else when it came."""
        return self.called_at if self.is_in_time else self.at


class Hold(NamedTuple):
    """A place in a course with a limit of seats: of two, the one that counts from later goes first."""

    counts_at: datetime
    number: int
    pupil: str
    family: str


class Passed(NamedTuple):
    """A place that a child had until a family with an earlier turn asked in time, and its place in line."""

    hold: Hold
    place: int


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a request.

    ``place`` is the place in the line of a full course. ``number`` is the place in the order of arrival at
    a course with a limit of seats, where the request was the first of this child for it, else 0.
    ``given_back`` are the courses that the child gave back for it. ``passed`` is the child of a later turn
    that went from this course into its line for it.
    """

    request: Request
    answer: Answer
    place: int = 0
    number: int = 0
    given_back: tuple[str, ...] = ()
    passed: Passed | None = None

    @property
    def is_new(self) -> bool:
        """Whether something is to be written down: a place that was given, or one in a line."""
        return self.answer is Answer.PLACED or (self.answer is Answer.FULL and self.number > 0)


@dataclass(slots=True)
class Course:
    """How far one course with a limit of seats is: places given, requests counted, children in line."""

    taken: int = 0
    asked: int = 0
    waiting: int = 0
    line: dict[str, int] = field(default_factory=dict)  # pupil to place, of those whom a batch asks about
    holds: dict[str, Hold] = field(default_factory=dict)  # of those who may have to go first
