"""Turn by turn over columns: caps and bundles as masks, minimum sizes one closing a school at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kehou.allocation.fast.columns import NONE, Columns, Flags, Ints
from kehou.allocation.fast.offers import Offers
from kehou.allocation.fast.people import People
from kehou.allocation.fast.rounds import Rounds
from kehou.allocation.fast.wishes import Table
from kehou.allocation.model import PRIORITY


class Placing:
    """Who holds what in a batch of schools. ``held`` is (turns, pupils): section numbers or none."""

    def __init__(self, schools: Sequence[Columns], seeds: Sequence[str]) -> None:
        self.offers = Offers(schools, seeds)
        self.people = People(self.offers)
        self.held = np.full((self.offers.turns, self.people.count), NONE, np.int64)
        self.cancelled: list[dict[str, int]] = [{} for _ in schools]
        self._paid = np.zeros(self.people.count, np.int64)
        self._non_x = np.zeros(self.people.count, np.int64)
        for turn in range(self.offers.turns):
            self._place(turn)

    def _place(self, turn: int) -> None:
        offers, people = self.offers, self.people
        table, free = Table(people, turn), self.held[turn] == NONE
        rows = table.able(self._fits(table.section, free), free)
        rounds = Rounds(rows, people.count, offers.capacity, offers.reserved, people.tier == PRIORITY)
        self._close_small(turn, rounds)
        self._seat(*rounds.seats())

    def _fits(self, table: Ints, free: Flags) -> Flags:
        """Which choices no other slot forbids: held already, paid cap, X share, bundles."""
        offers, people = self.offers, self.people
        fits: Flags = (table != NONE) & free[:, None]
        fits &= ~offers.paid[table] | (self._paid < people.max_paid)[:, None]
        taken = offers.non_x[table]
        fits &= (taken == 0) | (self._non_x[:, None] + taken <= people.allowance[:, None])
        row, column = np.nonzero(offers.is_bundle[table] & fits)
        busy = self.held[:, row].T != NONE
        fits[row, column] = ~(busy & offers.takes[table[row, column]]).any(axis=1)
        return fits

    def _close_small(self, turn: int, rounds: Rounds) -> None:
        minimum = np.where(self.offers.decided == turn, self.offers.minimum, 0)
        while len(small := np.flatnonzero(rounds.sizes < minimum)):
            least = self._least(small, rounds.sizes)
            for number in least.tolist():
                school = int(self.offers.school[number])
                self.cancelled[school][self.offers.sections[number].id] = int(rounds.sizes[number])
            minimum[least] = 0
            rounds.close(least)

    def _least(self, small: Ints, sizes: Ints) -> Ints:
        """Of each school's sections below their minimum the one that closes first."""
        offers, least = self.offers, dict[int, int]()
        for number in small.tolist():
            school = int(offers.school[number])
            now = least.get(school)
            if now is None or self._closing(number, sizes) < self._closing(now, sizes):
                least[school] = number
        return np.array(list(least.values()), np.int64)

    def _closing(self, number: int, sizes: Ints) -> tuple[int, tuple[str, str]]:
        week = self.offers.weeks[int(self.offers.school[number])]
        return int(sizes[number]), week.closing_order(self.offers.sections[number])

    def _seat(self, pupils: Ints, sections: Ints) -> None:
        offers = self.offers
        self._paid[pupils] += offers.paid[sections]
        self._non_x[pupils] += offers.non_x[sections]
        for turn, taken in enumerate(offers.takes[sections].T):
            self.held[turn, pupils[taken]] = sections[taken]
