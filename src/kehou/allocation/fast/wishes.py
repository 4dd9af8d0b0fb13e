"""What every pupil proposes to at one turn, as rows in order of pupil and preference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kehou.allocation.fast.columns import NONE, Flags, Ints
from kehou.allocation.fast.people import People
from kehou.allocation.model import PRIORITY


@dataclass(frozen=True, eq=False)
class Choices:
    """Rows of pupil and section, a pupil's together and best first; the smaller ``key`` goes first."""

    pupil: Ints
    section: Ints
    key: Ints


class Table:
    """All choices of one turn, before what other slots forbid: a row a pupil, best first, none in gaps."""

    def __init__(self, people: People, turn: int) -> None:
        offers = people.offers
        self._people, self._turn = people, turn
        slot = offers.slot[people.school, turn]
        self.here = slot != NONE
        ranked = people.wishes[slot, np.arange(people.count)].astype(np.int64)
        ranked[~self.here] = NONE
        parts = [self._placed_now(ranked), *self._tail(ranked, slot), self._rooms(ranked, slot)]
        table = np.concatenate(parts, axis=1)
        rows = np.broadcast_to(np.arange(people.count)[:, None], table.shape)
        self.section = np.where(people.admitted(rows, table), table, NONE)

    def able(self, fits: Flags, free: Flags) -> Choices:
        """The rows that fit, then the first room for a priority pupil to whom none is left (A3.4)."""
        offers, people = self._people.offers, self._people
        room = offers.is_room[self.section] & (self.section != NONE)
        lost = (people.tier == PRIORITY) & free & ~(room & fits).any(axis=1) & room.any(axis=1)
        first = self.section[np.arange(people.count), room.argmax(axis=1)]
        section = np.column_stack((np.where(fits, self.section, NONE), np.where(lost, first, NONE)))
        pupil, column = np.nonzero(section != NONE)
        chosen = section[pupil, column]
        return Choices(pupil, chosen, people.keys(self._turn, pupil, chosen))

    def _placed_now(self, ranked: Ints) -> Ints:
        """The ranked wishes for what is placed at this turn."""
        decided = self._people.offers.decided
        found: Ints = np.where((ranked != NONE) & (decided[ranked] == self._turn), ranked, NONE)
        return found

    def _tail(self, ranked: Ints, slot: Ints) -> list[Ints]:
        """Any suitable course, in a circle that starts at the pupil's own number."""
        people = self._people
        opted = np.flatnonzero(people.any_suitable[slot, np.arange(people.count)] & self.here)
        if not len(opted):
            return []
        plain = people.offers.plain[people.school[opted], self._turn]
        able = people.admitted(np.broadcast_to(opted[:, None], plain.shape), plain)
        suitable = able & ~_among(plain, ranked[opted])
        count = np.maximum(suitable.sum(axis=1), 1)
        start = (people.own[opted] % count.astype(np.uint64)).astype(np.int64)
        row, column = np.nonzero(suitable)
        place = (suitable.cumsum(axis=1)[row, column] - 1 - start[row]) % count[row]
        tail = np.full((people.count, plain.shape[1]), NONE, np.int64)
        tail[opted[row], place] = plain[row, column]
        return [tail]

    def _rooms(self, ranked: Ints, slot: Ints) -> Ints:
        """The rooms that were not ranked, at the end of those who are served."""
        people = self._people
        served = people.served[slot, np.arange(people.count)] & self.here
        rooms = people.offers.rooms[people.school, self._turn]
        found: Ints = np.where(served[:, None] & ~_among(rooms, ranked), rooms, NONE)
        return found


def _among(sections: Ints, ranked: Ints) -> Flags:
    """Whether each section of a row is among the row's ranked ones."""
    found = np.zeros(sections.shape, np.bool_)
    for column in ranked.T:
        found |= sections == column[:, None]
    return found
