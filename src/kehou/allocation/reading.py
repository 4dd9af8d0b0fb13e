"""A closed list, or the record of a draw, from JSON. Every fault is named by its path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kehou.allocation.hashing import FORMAT
from kehou.allocation.instance import instance
from kehou.allocation.lottery import Lottery
from kehou.allocation.model import Policy, Pupil, Section
from kehou.allocation.result import History, Result
from kehou.allocation.running import replay
from kehou.rulebook.reading import Fault, Unreadable, read


@dataclass(frozen=True, slots=True)
class ClosedList:
    """The offer and the wishes: what is hashed before the public number is known."""

    format: str
    sections: tuple[Section, ...]
    pupils: tuple[Pupil, ...]
    policy: Policy

    def __post_init__(self) -> None:
        if self.format != FORMAT:
            raise ValueError(f"the format is {FORMAT}, not {self.format!r}")


@dataclass(frozen=True, slots=True)
class Drawn(ClosedList):
    """A closed list with all that happened to it; the outcome follows from these."""

    lottery: Lottery
    withdrawals: History = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A record as read: the draw made again from what was put in, and the outcome that is claimed."""

    again: Result
    outcome: object


def closed_list(raw: object) -> ClosedList:
    """A closed list from JSON. Raises Unreadable."""
    return read(ClosedList, raw)


def claim(raw: object) -> Claim:
    """A record from JSON, drawn again. Raises Unreadable, and UnusableInput for a list nobody could draw."""
    if not isinstance(raw, Mapping) or "result" not in raw:
        raise Unreadable((Fault("result", "is missing: this is no record of a draw"),))
    found = read(Drawn, {name: value for name, value in raw.items() if name != "result"})
    checked = instance(found.sections, found.pupils, found.policy)
    return Claim(replay(checked, found.lottery, found.withdrawals), raw["result"])
