"""The draw itself: one acceptance a slot, slots in the order of the seed."""

from __future__ import annotations

from collections.abc import Mapping

from kehou.allocation.acceptance import Acceptance
from kehou.allocation.draw import Draw
from kehou.allocation.lists import Closed, proposals
from kehou.allocation.places import Places


def place(draw: Draw, *, kept_closed: Closed | None = None) -> tuple[Places, Mapping[str, int]]:
    """Place every pupil; give the seats and the sections that closed for want of pupils.

    With ``kept_closed`` exactly those stay closed and no other section closes: the draw as it would
    have been, had these been decided before.
    """
    places, cancelled = Places(), dict[str, int]()
    for slot in draw.slots:
        lists = {
            pupil.id: proposals(draw, pupil, slot, places.of(pupil.id), kept_closed or frozenset())
            for pupil in draw.instance.pupils.values()
        }
        acceptance = Acceptance(draw, slot, lists)
        if kept_closed is None:
            cancelled.update(acceptance.close_small(frozenset()))
        for pupil, section in acceptance.seats():
            places.seat(pupil, section)
    return places, cancelled
