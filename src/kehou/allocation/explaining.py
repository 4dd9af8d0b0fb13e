"""One family's result, with the reason for every wish."""

from __future__ import annotations

from dataclasses import dataclass

from kehou.allocation.result import Reason, Result, Seat


@dataclass(frozen=True, slots=True)
class SlotStory:
    """What became of one slot: the seat, if any, and what became of each wish by rank."""

    slot: str
    seat: Seat | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All slots in which a pupil asked for or holds anything; ``x_unmet`` tells a short X share (A5.11)."""

    pupil: str
    slots: tuple[SlotStory, ...]
    x_unmet: bool


def explain(result: Result, pupil: str) -> Explanation:
    """Tell one pupil's result. Raises KeyError for a code that was not in the list."""
    asked = result.instance.pupils[pupil].asked
    seats = {seat.slot: seat for seat in result.seats if seat.pupil == pupil}
    mine = [reason for reason in result.reasons if reason.pupil == pupil]
    return Explanation(
        pupil,
        tuple(
            SlotStory(slot, seats.get(slot), tuple(reason for reason in mine if reason.slot == slot))
            for slot in sorted(asked)
        ),
        pupil in result.x_unmet,
    )
