"""What comes out of a draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kehou.allocation.instance import Instance
from kehou.allocation.lottery import Lottery
from kehou.allocation.model import Withdrawal

History = tuple[tuple[Withdrawal, ...], ...]


class Code(StrEnum):
    """What became of a wish, and why."""

    ASSIGNED = "ASSIGNED"
    GOT_BETTER = "GOT_BETTER"
    FULL = "FULL"
    CANCELLED = "CANCELLED"
    INELIGIBLE = "INELIGIBLE"
    PAID_LIMIT = "PAID_LIMIT"
    X_LIMIT = "X_LIMIT"
    BUNDLE_CLASH = "BUNDLE_CLASH"


class Via(StrEnum):
    """How a seat came about: a ranked wish, "any suitable course", or the room of the slot."""

    WISH = "wish"
    ANY = "any"
    FALLBACK = "fallback"


class Key(NamedTuple):
    """The order at a section: the smaller key goes first. No two pupils share one."""

    tier: int
    course_class: int
    number: int
    own: int
    pupil: str


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """One pupil's place in one slot."""

    slot: str
    section: str
    pupil: str
    via: Via


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The last key admitted to a full section: to its open seats, and to its reserved ones.

    ``open`` is None where every seat is reserved; ``reserved`` where none is, or not all are taken
    by those whom they are kept for.
    """

    open: Key | None
    reserved: Key | None = None

    def excludes(self, key: Key, *, protected: bool) -> bool:
        """Whether a key comes after the last one admitted; ``protected`` if reserved seats are for it."""
        beyond_open = self.open is None or key > self.open
        return beyond_open and not (protected and (self.reserved is None or key < self.reserved))


@dataclass(frozen=True, slots=True)
class Reason:
    """What became of one wish; ``rank`` counts from 1.

    ``facts`` for FULL: ``own`` and ``cutoff`` (keys), ``place`` in the queue or None; for CANCELLED:
    ``found`` and ``required`` pupils; for INELIGIBLE: ``lacking``; for PAID_LIMIT and X_LIMIT: ``limit``;
    for BUNDLE_CLASH: ``other``, the section that holds a slot.
    """

    pupil: str
    slot: str
    rank: int
    section: str
    code: Code
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Result:
    """A finished draw with its input, so that it can be explained, checked and refilled.

    ``cutoffs`` has the full sections, ``waitlists`` the pupils in line for each, ``cancelled`` how many
    pupils each closed section had, ``x_unmet`` the pupils whose enrichment falls short (A5.11).
    ``history`` holds the withdrawals taken into account, batch by batch.
    """

    instance: Instance
    lottery: Lottery
    history: History
    seats: tuple[Seat, ...]
    cutoffs: Mapping[str, Cutoff]
    cancelled: Mapping[str, int]
    waitlists: Mapping[str, tuple[str, ...]]
    reasons: tuple[Reason, ...]
    x_unmet: tuple[str, ...]
    digest: str
