"""Deferred acceptance in rounds: all proposals at once, sections keep the best, until all rest."""

from __future__ import annotations

import numpy as np

from kehou.allocation.fast.columns import NONE, Flags, Ints
from kehou.allocation.fast.wishes import Choices


class Rounds:
    """The proposals of one turn. ``capacity`` and ``reserved`` count by section, ``protected`` by pupil."""

    def __init__(self, rows: Choices, pupils: int, capacity: Ints, reserved: Ints, protected: Flags) -> None:
        self._rows, self._reserved, self._protected = rows, reserved, protected
        self._capacity = capacity.copy()
        self._keys = int(rows.key.max(initial=0)) + 1
        bounds = np.searchsorted(rows.pupil, np.arange(pupils + 1))
        self._next, self._end = bounds[:-1].copy(), bounds[1:]
        self._held = np.full(pupils, NONE, np.int64)
        self.sizes = np.zeros(len(capacity), np.int64)
        self._settle(np.arange(pupils))

    def seats(self) -> tuple[Ints, Ints]:
        """Pupils and their sections."""
        rows = self._held[self._held != NONE]
        return self._rows.pupil[rows], self._rows.section[rows]

    def close(self, sections: Ints) -> None:
        """Send the pupils of some sections on; these take nobody any more."""
        self._capacity[sections] = 0
        freed = self._rows.pupil[self._rows_of(np.isin(np.arange(len(self.sizes)), sections))]
        self._send_on(freed)
        self._settle(freed)

    def _rows_of(self, some: Flags) -> Ints:
        """The rows that some sections hold or are asked for."""
        taken = self._held[self._held != NONE]
        found: Ints = taken[some[self._rows.section[taken]]]
        return found

    def _send_on(self, pupils: Ints) -> None:
        sections = self._rows.section[self._held[pupils]]
        self.sizes -= np.bincount(sections, minlength=len(self.sizes))
        self._held[pupils] = NONE
        self._next[pupils] += 1

    def _settle(self, moving: Ints) -> None:
        while len(moving := moving[self._next[moving] < self._end[moving]]):
            self._held[moving] = self._next[moving]
            asked = self._rows.section[self._held[moving]]
            self.sizes += np.bincount(asked, minlength=len(self.sizes))
            moving = self._turned_away(self._rows_of(self.sizes > self._capacity))
            self._send_on(moving)

    def _turned_away(self, rows: Ints) -> Ints:
        """Those who find no seat among the rows of overfull sections."""
        section, key, pupil = self._rows.section[rows], self._rows.key[rows], self._rows.pupil[rows]
        order = np.argsort(section * self._keys + key)  # no two pupils have one key at a section
        if self._reserved.any():
            first = self._in_reserved(section[order], self._protected[pupil[order]])
            order = order[np.lexsort((~first, section[order]))]
        place = _place_in_group(section[order])
        return pupil[order[place >= self._capacity[section[order]]]]

    def _in_reserved(self, section: Ints, protected: Flags) -> Flags:
        """The best protected ones of each section, as many as it has reserved seats. Rows come by key."""
        before: Ints = np.cumsum(protected) - protected
        starts = np.flatnonzero(np.r_[True, section[1:] != section[:-1]]) if len(section) else before
        in_group: Ints = before - np.repeat(before[starts], np.diff(np.r_[starts, len(section)]))
        return protected & (in_group < self._reserved[section])


def _place_in_group(groups: Ints) -> Ints:
    """The place of each entry within its run of equal neighbours."""
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    return np.arange(len(groups)) - np.repeat(starts, np.diff(np.r_[starts, len(groups)]))
