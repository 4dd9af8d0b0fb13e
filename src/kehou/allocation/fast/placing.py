"""Turn by turn over columns, and minimum sizes one closing a school at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kehou.allocation.fast.columns import Columns, Ints
from kehou.allocation.fast.offers import Offers
from kehou.allocation.fast.people import People
from kehou.allocation.fast.rounds import Rounds
from kehou.allocation.fast.standing import Standing
from kehou.allocation.fast.wishes import Choices
from kehou.allocation.model import PRIORITY


class Placing:
    """A batch of schools, placed. ``held`` is (turns, pupils): section numbers or none."""

    def __init__(self, schools: Sequence[Columns], seeds: Sequence[str]) -> None:
        self.offers = Offers(schools, seeds)
        self.people = People(self.offers)
        self.cancelled: list[dict[str, int]] = [{} for _ in schools]
        standing = Standing(self.people)
        self.held = standing.held
        for turn in range(self.offers.turns):
            self._place(turn, standing)

    def _place(self, turn: int, standing: Standing) -> None:
        offers, protected = self.offers, self.people.tier == PRIORITY
        rounds = Rounds(Choices(standing, turn), offers.capacity, offers.reserved, protected)
        self._close_small(turn, rounds)
        standing.seat(*rounds.seats())

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
