"""The pupils of several schools as columns. Pupils are counted through, school after school."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from kehou.allocation.fast.columns import NONE, Columns, Flags, Ints, Numbers, Words
from kehou.allocation.fast.luck import Luck
from kehou.allocation.fast.offers import Offers
from kehou.allocation.model import PRIORITY, TierMode


class People:
    """Who asks, where, for what, and with which luck. Slots are counted as in each school's columns."""

    def __init__(self, offers: Offers) -> None:
        self.offers, self.schools = offers, offers.schools
        self.luck = [Luck(school, week.seed) for school, week in zip(self.schools, offers.weeks, strict=True)]
        sizes = [len(school.codes) for school in self.schools]
        self.count = sum(sizes)
        self.school = np.repeat(np.arange(len(sizes)), sizes)
        self.first = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        self.own: Words = _joined([luck.own for luck in self.luck], np.uint64)
        self.tier: Ints = _joined([school.tier for school in self.schools], np.int64)
        self.skills: Words = _joined([school.skills for school in self.schools], np.uint64)

    @cached_property
    def grade_kinds(self) -> list[int]:
        """The grades that occur."""
        return sorted({int(grade) for school in self.schools for grade in np.unique(school.grade)})

    @cached_property
    def grade(self) -> Ints:
        """Each pupil's grade, counted in ``grade_kinds``."""
        every: Ints = _joined([school.grade for school in self.schools], np.int64)
        return np.searchsorted(np.array(self.grade_kinds, np.int64), every)

    @cached_property
    def _grades_admitted(self) -> Flags:
        return self.offers.grades(self.grade_kinds)

    @cached_property
    def wishes(self) -> Numbers:
        """Ranked sections: (slots, pupils, most)."""
        most = max((school.wishes.shape[2] for school in self.schools), default=0)
        table = np.full((self.offers.turns, self.count, most), NONE, np.int32)
        for school, rows, first in self._rows():
            own = school.wishes
            table[: own.shape[0], rows, : own.shape[2]] = np.where(own == NONE, NONE, own + first)
        return table

    @cached_property
    def any_suitable(self) -> Flags:
        """Where any free course will do: (slots, pupils)."""
        return self._flags([school.any_suitable for school in self.schools])

    @cached_property
    def asked(self) -> Flags:
        """Where anything was asked for: (slots, pupils)."""
        attends = self._flags([school.attends for school in self.schools])
        found: Flags = attends | self.any_suitable | (self.wishes != NONE).any(axis=2)
        return found

    @cached_property
    def served(self) -> Flags:
        """Where a room is given if no course is left: who attends, and priority pupils who asked at all."""
        attends = self._flags([school.attends for school in self.schools])
        found: Flags = attends | (self.asked & (self.tier == PRIORITY))
        return found

    @cached_property
    def allowance(self) -> Ints:
        """In how many slots each pupil may have other than enrichment."""
        share = [school.policy.min_x_share for school in self.schools]
        most = np.array([s.denominator for s in share], np.int64)[self.school]
        least = np.array([s.numerator for s in share], np.int64)[self.school]
        found: Ints = self.asked.sum(axis=0) * (most - least) // most
        return found

    @cached_property
    def max_paid(self) -> Ints:
        """How many paid courses each pupil may have."""
        caps = [school.policy.max_paid for school in self.schools]
        unlimited = np.iinfo(np.int64).max
        return np.array([unlimited if cap is None else cap for cap in caps], np.int64)[self.school]

    def admitted(self, pupil: Ints, section: Ints) -> Flags:
        """Whether sections admit pupils, elementwise. None admits nobody."""
        found: Flags = section != NONE
        if self._some_grades:
            found &= self._grades_admitted[section, self.grade[pupil]]
        if self._some_needs:
            needs = self.offers.needs[section]
            found &= self.offers.possible[section] & ((self.skills[pupil] & needs) == needs)
        return found

    @property
    def some_are_barred(self) -> bool:
        """Whether any section does not admit everybody."""
        return self._some_grades or self._some_needs

    @cached_property
    def _some_grades(self) -> bool:
        return not self._grades_admitted.all()

    @cached_property
    def _some_needs(self) -> bool:
        return bool(self.offers.needs.any()) or not self.offers.possible.all()

    def keys(self, turn: int) -> Ints:
        """Tier and lottery of each pupil folded into one number; the smaller one goes first at a section."""
        place = np.concatenate([self._places(at, turn) for at in range(len(self.schools))])
        absolute = np.array([s.policy.tier_mode is TierMode.ABSOLUTE_TIERS for s in self.schools], np.bool_)
        if absolute.any():
            place = place + np.where(absolute[self.school], self.tier, 0) * self._classes * self._step
        return place

    def class_keys(self, turn: int, table: Numbers) -> Ints:
        """What the results of a trial add to the keys of a turn's rows; nothing at all without trials."""
        numbers = self.offers.has_classes[self.offers.decided[self.offers.has_classes] == turn].tolist()
        found = np.zeros(table.shape if numbers else 0, np.int64)
        for number in numbers:
            rows = np.nonzero(table == number)
            found[rows] = self._course_class(number, rows[0]) * self._step
        return found.ravel()

    @property
    def _step(self) -> int:
        """More than any place in a lottery."""
        return self.count + 1

    @cached_property
    def _classes(self) -> int:
        """More than any place among a trial's results."""
        return 1 + max((len(n) for s in self.schools for n in s.policy.course_class.values()), default=0)

    def _places(self, school: int, turn: int) -> Ints:
        week = self.offers.weeks[school]
        shift = week.shifts[week.slots[turn]] if turn < len(week.slots) else 0
        return self.luck[school].places(shift)

    def _course_class(self, number: int, pupils: Ints) -> Ints:
        """The first of a trial's results that each pupil has, best first; their count for none."""
        school = self.schools[int(self.offers.school[number])]
        names = school.policy.course_class[self.offers.sections[number].id]
        bit = {name: np.uint64(1 << place) for place, name in enumerate(school.skill_names)}
        found = np.full(len(pupils), len(names), np.int64)
        for place in reversed(range(len(names))):
            found[(self.skills[pupils] & bit.get(names[place], np.uint64(0))) != 0] = place
        return found

    def _rows(self) -> list[tuple[Columns, slice, int]]:
        bounds = zip(self.first[:-1].tolist(), self.first[1:].tolist(), strict=True)
        firsts = self.offers.first.tolist()
        return [
            (school, slice(*bound), first)
            for school, bound, first in zip(self.schools, bounds, firsts, strict=True)
        ]

    def _flags(self, tables: Sequence[Flags]) -> Flags:
        joined = np.zeros((self.offers.turns, self.count), np.bool_)
        for (_, rows, _), table in zip(self._rows(), tables, strict=True):
            joined[: table.shape[0], rows] = table
        return joined


def _joined(parts: Sequence[np.ndarray], kind: type) -> np.ndarray:
    return np.concatenate([*parts, np.empty(0, kind)])
