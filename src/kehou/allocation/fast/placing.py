"""Slot by slot over columns: caps and bundles as masks, minimum sizes one closing at a time."""

from __future__ import annotations

import numpy as np

from kehou.allocation.draw import Draw
from kehou.allocation.fast.people import Flags, Ints, People
from kehou.allocation.fast.rounds import Rounds
from kehou.allocation.fast.wishes import Choices, choices
from kehou.allocation.model import PRIORITY, Section

UNCAPPED = np.iinfo(np.int64).max


class Placing:
    """Who holds what, as columns. ``held`` has a row a slot, a column a pupil: section number or none."""

    def __init__(self, draw: Draw) -> None:
        self.draw, self.people = draw, People(draw)
        count = len(self.people.pupils)
        self.codes = list(draw.instance.sections)
        self._number = {code: place for place, code in enumerate(self.codes)}
        self.held = np.full((len(draw.slots), count), -1, np.int64)
        self._paid = np.zeros(count, np.int64)
        self._non_x = np.zeros(count, np.int64)
        self.cancelled: dict[str, int] = {}
        for turn, slot in enumerate(draw.slots):
            self._place(turn, slot)

    def _place(self, turn: int, slot: str) -> None:
        here = self.draw.placed_in[slot]
        if here:
            rounds = self._rounds(here, self._able(turn, slot, here))
            self._close_small(here, rounds)
            self._seat(here, *rounds.seats())

    def _able(self, turn: int, slot: str, here: tuple[Section, ...]) -> Choices:
        """The rows that no other slot forbids, and the guaranteed room where it is needed."""
        rows = choices(self.people, slot)
        fits = self._fits(rows, here) & (self.held[turn, rows.pupil] < 0)
        open_room = np.array([section.fallback for section in here], np.bool_)[rows.section]
        served = np.zeros(len(self.people.pupils), np.bool_)
        served[rows.pupil[fits & open_room & ~rows.guarantee]] = True
        free = self.held[turn, rows.pupil] < 0
        return rows.only(np.where(rows.guarantee, free & ~served[rows.pupil], fits))

    def _fits(self, rows: Choices, here: tuple[Section, ...]) -> Flags:
        policy, fits = self.draw.instance.policy, np.ones(len(rows.pupil), np.bool_)
        paid = np.array([section.paid for section in here], np.bool_)[rows.section]
        length = np.array([0 if s.is_x else len(s.slots) for s in here], np.int64)[rows.section]
        if policy.max_paid is not None:
            fits &= ~paid | (self._paid[rows.pupil] < policy.max_paid)
        over = self._non_x[rows.pupil] + length > self.people.allowance[rows.pupil]
        fits &= ~(over & (length > 0))
        for place, section in enumerate(here):
            if section.is_bundle:
                mine = np.flatnonzero(rows.section == place)
                fits[mine] &= (self.held[self._turns(section)][:, rows.pupil[mine]] < 0).all(axis=0)
        return fits

    def _turns(self, section: Section) -> list[int]:
        return [self.draw.slots.index(slot) for slot in section.slots]

    def _rounds(self, here: tuple[Section, ...], rows: Choices) -> Rounds:
        policy = self.draw.instance.policy
        capacity = np.array([UNCAPPED if s.capacity is None else s.capacity for s in here], np.int64)
        reserved = np.array([policy.reserved(section) for section in here], np.int64)
        return Rounds(rows, len(self.people.pupils), capacity, reserved, self.people.tier == PRIORITY)

    def _close_small(self, here: tuple[Section, ...], rounds: Rounds) -> None:
        minimum = np.array([section.min_size for section in here], np.int64)
        while len(small := np.flatnonzero(rounds.sizes() < minimum)):
            sizes = rounds.sizes()
            least = min(small, key=lambda at: (sizes[at], self.draw.closing_order(here[at])))
            self.cancelled[here[least].id] = int(sizes[least])
            minimum[least] = 0
            rounds.close(int(least))

    def _seat(self, here: tuple[Section, ...], pupils: Ints, sections: Ints) -> None:
        paid = np.array([section.paid for section in here], np.bool_)
        length = np.array([0 if s.is_x else len(s.slots) for s in here], np.int64)
        numbers = np.array([self._number[section.id] for section in here], np.int64)
        self._paid[pupils] += paid[sections]
        self._non_x[pupils] += length[sections]
        for place, section in enumerate(here):
            mine = pupils[sections == place]
            for turn in self._turns(section):
                self.held[turn, mine] = numbers[place]
