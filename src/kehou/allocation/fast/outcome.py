"""What a draw in arrays gives: seats, closed sections and the digest of the plain road."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kehou.allocation.canonical import digest
from kehou.allocation.concluding import covered
from kehou.allocation.draw import Draw
from kehou.allocation.fast.placing import Placing
from kehou.allocation.instance import Instance
from kehou.allocation.lottery import Lottery, seed


@dataclass(frozen=True, slots=True)
class Outcome:
    """Seats as (slot, section, pupil) in that order; ``digest`` equals that of ``allocate``."""

    seats: list[list[str]]
    cancelled: Mapping[str, int]
    digest: str


def outcome(instance: Instance, lottery: Lottery) -> Outcome:
    """Draw a checked input without reasons. Raises TooManyKinds for over 64 grades or qualifications."""
    draw = Draw(instance, seed(lottery))
    placing = Placing(draw)
    seats = _seats(draw, placing)
    return Outcome(
        seats,
        dict(sorted(placing.cancelled.items())),
        digest(covered(lottery, (), seats, placing.cancelled)),
    )


def _seats(draw: Draw, placing: Placing) -> list[list[str]]:
    pupils = list(draw.instance.pupils)
    turns = {slot: turn for turn, slot in enumerate(draw.slots)}
    found = []
    for slot in sorted(turns):
        held = placing.held[turns[slot]]
        placed = np.flatnonzero(held >= 0)
        order = placed[np.argsort(held[placed], kind="stable")]
        pairs = zip(held[order].tolist(), order.tolist(), strict=True)
        found += [[slot, placing.codes[section], pupils[pupil]] for section, pupil in pairs]
    return found
