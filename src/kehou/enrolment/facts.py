"""What is offered in a term and what a family wished, without names (A2.4, A7.8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from functools import cached_property


class Otherwise(StrEnum):
    """What a family wants where none of its wished courses has a seat."""

    ROOM = "room"  # the room that never fills: homework, reading
    ANY = "any"  # any course with a free seat, else the room
    HOME = "home"  # nothing: the child goes home


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of one weekday in which a pupil can be in one place only; Monday is 0."""

    key: str
    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Option:
    """A course at one weekly time, as a family may choose it. ``key`` is the slot's key in the plan.

    ``bands`` are the stretches that it takes. A ``fallback`` has no limit of seats: whoever asked for
    its band finds a place there (A3.4).
    """

    key: str
    course_key: str
    title: str
    about: str
    bands: tuple[str, ...]
    weekday: int
    starts: time
    ends: time
    minutes: int
    grades: frozenset[int]
    capacity: int
    minimum: int
    domain: str
    is_subject: bool
    by_class: bool
    is_paid_provider: bool
    requires_course: str | None
    leader_key: str | None
    room: str
    fallback: bool = False

    @property
    def is_limited_paid(self) -> bool:
        """Whether it is a course of an outside body of which a pupil may get so many only."""
        return self.is_paid_provider and not self.fallback


@dataclass(frozen=True)
class Offering:
    """All that a plan offers in a week. What is looked up again and again is put in order once."""

    bands: tuple[Band, ...]
    options: tuple[Option, ...]

    def option(self, key: str) -> Option | None:
        """The option of a key, or None."""
        return self._by_key.get(key)

    def band(self, key: str) -> Band:
        """The band of a key. Raises StopIteration for an unknown one."""
        return next(band for band in self.bands if band.key == key)

    def in_band(self, band: str, grade: int) -> tuple[Option, ...]:
        """What a grade may choose in a band."""
        return tuple(option for option in self._by_band.get(band, ()) if grade in option.grades)

    def bands_of(self, grade: int) -> tuple[Band, ...]:
        """The bands in which a grade is offered anything, in order of the week."""
        return tuple(band for band in self.bands if self.in_band(band.key, grade))

    @cached_property
    def _by_key(self) -> dict[str, Option]:
        return {option.key: option for option in reversed(self.options)}

    @cached_property
    def _by_band(self) -> dict[str, list[Option]]:
        found: dict[str, list[Option]] = {}
        for option in self.options:
            for band in dict.fromkeys(option.bands):
                found.setdefault(band, []).append(option)
        return found

    def days_of(self, grade: int) -> tuple[int, ...]:
        """The weekdays on which a grade is offered anything."""
        return tuple(sorted({band.weekday for band in self.bands_of(grade)}))


@dataclass(frozen=True, slots=True)
class Wishes:
    """One pupil's wishes for a term: ranked options by band, and what holds where none has a seat.

    ``own_words`` is what the pupil says (from grade 3), in the pupil's own words (A2.4).
    """

    ranked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    otherwise: Otherwise = Otherwise.ROOM
    own_words: str = ""

    @property
    def asked(self) -> tuple[str, ...]:
        """The bands in which anything is wished."""
        return tuple(sorted(band for band, options in self.ranked.items() if options))


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a family would pay at most if every wish came true. Amounts in fen.

    ``due_fen`` is what is left after the ceiling and the waiver: a page shows the difference as an amount
    and says nothing of why (A3.4, A9.39).
    """

    units: int
    price_fen: int
    gross_fen: int
    ceiling_fen: int
    due_fen: int

    @property
    def capped(self) -> bool:
        """Whether the term's ceiling cuts the sum."""
        return bool(self.ceiling_fen) and self.gross_fen > self.ceiling_fen

    @property
    def waived_fen(self) -> int:
        """What the county's waiver rule takes off."""
        return (self.ceiling_fen if self.capped else self.gross_fen) - self.due_fen
