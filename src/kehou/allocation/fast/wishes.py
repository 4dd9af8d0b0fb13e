"""What every pupil proposes to at one turn, best first."""

from __future__ import annotations

import numpy as np

from kehou.allocation.fast.columns import NONE, Flags, Ints, Numbers
from kehou.allocation.fast.standing import Standing
from kehou.allocation.model import PRIORITY


class Choices:
    """The lists of one turn, one after the other: a pupil's begins with row ``first`` and ends nowhere.

    ``section`` is what a row asks for, or none in gaps; what a pupil may not have is among them, and only
    ``fits`` tells, when it comes to it. ``asking`` are the pupils who have nothing in the slot yet.
    """

    def __init__(self, standing: Standing, turn: int) -> None:
        people = standing.people
        self._standing, self._people, self._turn = standing, people, turn
        slot = people.offers.slot[people.school, turn]
        here = slot != NONE
        self.asking = np.flatnonzero(here & (standing.held[turn] == NONE))
        ranked = people.wishes[slot, np.arange(people.count)]
        ranked[~here] = NONE
        rooms = self._rooms(slot)
        guaranteed = self._guaranteed(ranked, rooms)
        self._guarantees = bool(guaranteed)
        nowhere = np.full((people.count, 1), len(people.offers.sections), np.int32)
        table = np.concatenate([ranked, *self._tail(ranked, slot), rooms, *guaranteed, nowhere], axis=1)
        self.section = table.ravel()
        self.first = np.arange(people.count) * table.shape[1]
        self._last = self.first + table.shape[1] - 1
        self.is_limited = standing.limited or people.some_are_barred
        self._own = people.keys(turn)
        self._classes = people.class_keys(turn, table)
        self.keys = int(self._own.max(initial=0)) + int(self._classes.max(initial=0))

    def key(self, pupil: Ints, row: Ints) -> Ints:
        """The order at the section of a row; the smaller key goes first."""
        key: Ints = self._own[pupil]
        return key + self._classes[row] if len(self._classes) else key

    def fits(self, pupil: Ints, row: Ints, section: Ints) -> Flags:
        """Whether a pupil may have a section: grade, trial, caps. The guaranteed room is had in any case."""
        fits: Flags = row == self._last[pupil]
        if self._guarantees:
            fits |= row == self._last[pupil] - 1
        asked = np.flatnonzero(~fits)
        pupil, section = pupil[asked], section[asked]
        fits[asked] = self._people.admitted(pupil, section)
        fits[asked] &= self._standing.allows(self._turn, pupil, section)
        return fits

    def _guaranteed(self, ranked: Numbers, rooms: Numbers) -> list[Numbers]:
        """A last column with the first room for a priority pupil to whom none is left (A3.4)."""
        people, standing = self._people, self._standing
        pupil = self.asking[people.tier[self.asking] == PRIORITY]
        if not standing.limited or not len(pupil):
            return []
        mine = np.concatenate((ranked[pupil], rooms[pupil]), axis=1)
        every, sections = np.repeat(pupil, mine.shape[1]), mine.ravel()
        room = people.offers.is_room[sections] & people.admitted(every, sections)
        left = (room & standing.allows(self._turn, every, sections)).reshape(mine.shape)
        room = room.reshape(mine.shape)
        lost = room.any(axis=1) & ~left.any(axis=1)
        found = np.full((people.count, 1), NONE, np.int32)
        found[pupil[lost], 0] = mine[np.arange(len(mine)), room.argmax(axis=1)][lost]
        return [found]

    def _tail(self, ranked: Numbers, slot: Ints) -> list[Numbers]:
        """Any suitable course, in a circle that starts at the pupil's own number."""
        people = self._people
        opted = self.asking[people.any_suitable[slot[self.asking], self.asking]]
        if not len(opted):
            return []
        plain = people.offers.plain[people.school[opted], self._turn]
        able = people.admitted(np.repeat(opted, plain.shape[1]), plain.ravel()).reshape(plain.shape)
        suitable = able & ~_among(plain, ranked[opted])
        count = np.maximum(suitable.sum(axis=1), 1)
        start = (people.own[opted] % count.astype(np.uint64)).astype(np.int64)
        row, column = np.nonzero(suitable)
        place = (suitable.cumsum(axis=1)[row, column] - 1 - start[row]) % count[row]
        tail = np.full((people.count, plain.shape[1]), NONE, np.int32)
        tail[opted[row], place] = plain[row, column]
        return [tail]

    def _rooms(self, slot: Ints) -> Numbers:
        """The rooms, at the end of those who are served. They never fill, so that twice does not matter."""
        people = self._people
        served = np.flatnonzero(people.served[slot, np.arange(people.count)] & (slot != NONE))
        rooms = people.offers.rooms[people.school[served], self._turn]
        found = np.full((people.count, rooms.shape[1]), NONE, np.int32)
        found[served] = rooms
        return found


def _among(sections: Ints, ranked: Numbers) -> Flags:
    """Whether each section of a row is among the row's ranked ones."""
    found = np.zeros(sections.shape, np.bool_)
    for column in ranked.T:
        found |= sections == column[:, None]
    return found
