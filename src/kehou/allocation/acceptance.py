"""Pupil-proposing deferred acceptance in one slot (Gale and Shapley 1962), with minimum sizes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kehou.allocation.draw import Draw
from kehou.allocation.lists import Closed
from kehou.allocation.model import PRIORITY, Section
from kehou.allocation.places import Places
from kehou.allocation.room import Holder, Room


class Acceptance:
    """The proposals of one slot. ``lists`` holds what each pupil proposes to, best first.

    With ``incumbents`` those who hold a seat propose to it last and keep it against outsiders.
    """

    def __init__(
        self, draw: Draw, slot: str, lists: Mapping[str, Sequence[Section]], incumbents: Places | None = None
    ) -> None:
        policy = draw.instance.policy
        self._draw, self._slot, self._lists, self._incumbents = draw, slot, lists, incumbents
        self._rooms = {
            section.id: Room(section, policy.reserved(section)) for section in draw.placed_in[slot]
        }
        self._next = dict.fromkeys(lists, 0)
        self._settle(lists)

    def close_small(self, closed: Closed) -> dict[str, int]:
        """Close the least filled section below its minimum, place its pupils anew, and repeat.

        Gives the closed sections with the number of pupils that each had.
        """
        found: dict[str, int] = {}
        while small := self._below_minimum({*closed, *found}):
            room = min(small, key=lambda r: (len(r.holders), self._draw.closing_order(r.section)))
            found[room.section.id] = len(room.holders)
            freed, room.holders = [holder.key.pupil for holder in room.holders], []
            self._settle(freed, {*closed, *found})
        return found

    def seats(self) -> list[tuple[str, Section]]:
        """Who was given which section."""
        return [(holder.key.pupil, room.section) for room in self._rooms.values() for holder in room.holders]

    def _below_minimum(self, closed: Closed) -> list[Room]:
        rooms = (room for code, room in self._rooms.items() if code not in closed)
        return [room for room in rooms if len(room.holders) < room.section.min_size]

    def _settle(self, unplaced: Iterable[str], closed: Closed = frozenset()) -> None:
        """Let pupils propose down their lists until each is held or has nothing left."""
        waiting = list(unplaced)
        while waiting:
            pupil = waiting.pop()
            section = self._propose(pupil, closed)
            if section is not None:
                displaced = self._rooms[section.id].offer(self._holder(pupil, section))
                if displaced is not None:
                    waiting.append(displaced.key.pupil)

    def _propose(self, pupil: str, closed: Closed) -> Section | None:
        mine = self._lists[pupil]
        while self._next[pupil] < len(mine):
            section = mine[self._next[pupil]]
            self._next[pupil] += 1
            if section.id not in closed:
                return section
        return None

    def _holder(self, code: str, section: Section) -> Holder:
        pupil = self._draw.instance.pupils[code]
        outsider = self._incumbents is None or self._incumbents.of(code).get(self._slot) is not section
        return Holder(outsider, self._draw.key(pupil, section), pupil.tier == PRIORITY)
