"""Vacancy chains: freed seats go to those who wished them more, whose seats go on in turn.

Each slot runs the same acceptance again among those who would move up, and nobody loses a seat.
Without caps across slots this equals a fresh draw with the shorter lists (Blum, Roth and Rothblum 1997
describe the chains; taking away a proposer harms no other, Gale and Sotomayor 1985).
"""

from __future__ import annotations

from kehou.allocation.acceptance import Acceptance
from kehou.allocation.draw import Draw
from kehou.allocation.lists import Closed, choices, with_guarantee
from kehou.allocation.model import Pupil, Section
from kehou.allocation.moves import can_move
from kehou.allocation.places import Held, Places


def refill(draw: Draw, places: Places, closed: Closed) -> None:
    """Fill free seats until no pupil can move up, always in the first slot where one can.

    Closed sections stay closed.
    """
    while any(_refill_slot(draw, places, slot, closed) for slot in draw.slots):
        pass


def _refill_slot(draw: Draw, places: Places, slot: str, closed: Closed) -> bool:
    lists = {
        pupil.id: _upwards(draw, pupil, slot, places.of(pupil.id), closed)
        for pupil in draw.instance.pupils.values()
    }
    seats = Acceptance(draw, slot, lists, incumbents=places).seats()
    moves = [(pupil, section) for pupil, section in seats if places.of(pupil).get(slot) is not section]
    for pupil, section in moves:
        places.seat(pupil, section)
    return bool(moves)


def _upwards(draw: Draw, pupil: Pupil, slot: str, held: Held, closed: Closed) -> list[Section]:
    """What a pupil would rather have than what it holds, then what it holds."""
    seat = held.get(slot)
    if seat is not None and seat.is_bundle:
        return [seat] if draw.decided_at[seat.id] == slot else []
    mine = choices(draw, pupil, slot)
    above = mine[: mine.index(seat)] if seat is not None else mine
    able = [
        section
        for section in above
        if draw.decided_at[section.id] == slot
        and section.id not in closed
        and can_move(draw, pupil, section, held)
    ]
    return [*able, seat] if seat is not None else with_guarantee(pupil, mine, able)
