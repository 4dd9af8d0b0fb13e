"""Deferred acceptance in rounds: all proposals at once, sections keep the best, until all rest."""

from __future__ import annotations

import numpy as np

from kehou.allocation.fast.columns import Flags, Ints
from kehou.allocation.fast.wishes import Choices

ANYBODY = np.iinfo(np.int64).max


class Rounds:
    """The proposals of one turn. ``capacity`` and ``reserved`` count by section, ``protected`` by pupil.

    A section that is full has a ``bar``: the last key that it holds. Whoever comes later than that need
    not even ask. Where seats are reserved there is no one bar, and all are asked for.
    """

    def __init__(self, choices: Choices, capacity: Ints, reserved: Ints, protected: Flags) -> None:
        self._choices, self._reserved, self._protected = choices, reserved, protected
        nowhere = len(capacity)  # takes everybody; what comes last of all, a gap in a list, takes nobody
        self._capacity = capacity
        self._bar = np.append(np.full(nowhere + 1, ANYBODY), -1)
        self._next = choices.first.copy()
        self._held = np.full(len(self._next), nowhere, np.int64)
        self.sizes = np.zeros(nowhere, np.int64)
        self._settle(choices.asking)

    def seats(self) -> tuple[Ints, Ints]:
        """Pupils and their sections."""
        pupils = np.flatnonzero(self._held < len(self.sizes))
        return pupils, self._held[pupils]

    def close(self, sections: Ints) -> None:
        """Send the pupils of some sections on; these take nobody any more."""
        self._bar[sections] = -1
        freed = np.flatnonzero(self._among(sections)[self._held])
        self._send_on(freed)
        self._settle(freed)

    def _among(self, sections: Ints) -> Flags:
        found = np.zeros(len(self._bar), np.bool_)
        found[sections] = True
        return found

    def _send_on(self, pupils: Ints) -> None:
        self._held[pupils] = len(self.sizes)
        self._next[pupils] += 1

    def _settle(self, moving: Ints) -> None:
        while len(moving):
            self._ask(moving)
            self.sizes = np.bincount(self._held, minlength=len(self._bar))[:-2]
            over = np.flatnonzero(self.sizes > self._capacity)
            moving = self._turned_away(np.flatnonzero(self._among(over)[self._held]))
            self._send_on(moving)
            self.sizes[over] = self._capacity[over]

    def _ask(self, moving: Ints) -> None:
        """Let pupils propose to the first on their lists that may take them."""
        choices, row = self._choices, self._next[moving]
        while len(moving):
            section = choices.section[row]
            able = choices.key(moving, row) < self._bar[section]
            if choices.is_limited:
                able[able] = choices.fits(moving[able], row[able], section[able])
            here, past = np.flatnonzero(able), np.flatnonzero(~able)
            self._held[moving[here]] = section[here]
            self._next[moving[here]] = row[here]
            moving, row = moving[past], row[past] + 1

    def _turned_away(self, pupils: Ints) -> Ints:
        """Those who find no seat, of the pupils at overfull sections."""
        section, key = self._held[pupils], self._choices.key(pupils, self._next[pupils])
        order = np.argsort(section * (self._choices.keys + 1) + key)  # no two have one key at a section
        if self._reserved.any():
            first = self._in_reserved(section[order], self._protected[pupils[order]])
            order = order[np.lexsort((~first, section[order]))]
        section, key = section[order], key[order]
        place = _place_in_group(section)
        last = (place == self._capacity[section] - 1) & (self._reserved[section] == 0)
        self._bar[section[last]] = key[last]
        return pupils[order[place >= self._capacity[section]]]

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
