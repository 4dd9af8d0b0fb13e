"""Turns: who came within the time before the opening is drawn, who came later follows (A3.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from kehou.allocation.hashing import line_hash


def turn_order(seed: str, parties: Mapping[str, bool]) -> tuple[str, ...]:
    """The families that came before the opening, in the order of their turns.

    ``parties`` says of each, by code, whether a child of it comes first (A3.4); these have the first
    turns, in an order drawn as that of the others. When a family came, how often it asked and on how many
    devices it waits do not enter.
    """
    return tuple(
        sorted(parties, key=lambda party: (not parties[party], line_hash("turn", seed, party), party))
    )


def called_at(number: int, *, opens_at: datetime, per_minute: int) -> datetime:
    """When a turn begins; turn 1 at the opening, and so many turns a minute."""
    return opens_at + timedelta(microseconds=(number - 1) * 60_000_000 // per_minute)
