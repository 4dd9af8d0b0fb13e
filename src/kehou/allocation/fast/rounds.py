"""Deferred acceptance in rounds: all proposals at once, sections keep the best, until all rest."""

from __future__ import annotations

import numpy as np

from kehou.allocation.fast.people import Flags, Ints
from kehou.allocation.fast.wishes import Choices

NOTHING = -1


class Rounds:
    """The proposals of one slot. ``capacity`` and ``reserved`` count by section, ``protected`` by pupil."""

    def __init__(self, rows: Choices, pupils: int, capacity: Ints, reserved: Ints, protected: Flags) -> None:
        self._rows, self._capacity, self._reserved, self._protected = rows, capacity, reserved, protected
        self._next = np.searchsorted(rows.pupil, np.arange(pupils))
        self._end = np.searchsorted(rows.pupil, np.arange(pupils), side="right")
        self._held = np.full(pupils, NOTHING, np.int64)
        self._settle(np.arange(pupils))

    def sizes(self) -> Ints:
        """How many pupils each section holds."""
        return np.bincount(self._rows.section[self._taken()], minlength=len(self._capacity))

    def seats(self) -> tuple[Ints, Ints]:
        """Pupils and their sections."""
        rows = self._taken()
        return self._rows.pupil[rows], self._rows.section[rows]

    def close(self, section: int) -> None:
        """Send a section's pupils on; it takes nobody any more."""
        self._capacity[section] = 0
        rows = self._taken()
        freed = self._rows.pupil[rows[self._rows.section[rows] == section]]
        self._send_on(freed)
        self._settle(freed)

    def _taken(self) -> Ints:
        taken: Ints = self._held[self._held != NOTHING]
        return taken

    def _send_on(self, pupils: Ints) -> None:
        self._held[pupils] = NOTHING
        self._next[pupils] += 1

    def _settle(self, moving: Ints) -> None:
        while len(moving := moving[self._next[moving] < self._end[moving]]):
            self._held[moving] = self._next[moving]
            touched = np.zeros(len(self._capacity), np.bool_)
            touched[self._rows.section[self._held[moving]]] = True
            rows = self._taken()
            moving = self._turned_away(rows[touched[self._rows.section[rows]]])
            self._send_on(moving)

    def _turned_away(self, rows: Ints) -> Ints:
        """Those who find no seat among rows that hold or ask for one."""
        section, key = self._rows.section[rows], self._rows.key[rows]
        pupil = self._rows.pupil[rows]
        order = np.lexsort((key, section))
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
