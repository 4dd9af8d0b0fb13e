"""The offers of several schools as columns. Sections are counted through, school after school."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from kehou.allocation.fast.columns import NONE, Columns, Flags, Ints, Words
from kehou.allocation.model import Section
from kehou.allocation.week import Offered, Week

UNCAPPED = np.iinfo(np.int64).max
Listed = Callable[[Week, str], Iterable[Section]]


class Offers:
    """The sections of a batch of schools, and where each school places them turn by turn."""

    def __init__(self, schools: Sequence[Columns], seeds: Sequence[str]) -> None:
        self.schools = schools
        self.weeks = [
            Offered({section.id: section for section in school.sections}, seed)
            for school, seed in zip(schools, seeds, strict=True)
        ]
        self.sections = [section for school in schools for section in school.sections]
        self.school = np.repeat(np.arange(len(schools)), [len(school.sections) for school in schools])
        self.first = np.searchsorted(self.school, np.arange(len(schools)))
        self.turns = max((len(school.slots) for school in schools), default=0)

    @cached_property
    def _numbers(self) -> list[dict[str, int]]:
        """The number of each section, by school and id."""
        return [
            {section.id: int(first) + place for place, section in enumerate(school.sections)}
            for school, first in zip(self.schools, self.first, strict=True)
        ]

    @cached_property
    def slot(self) -> Ints:
        """The slot (its place in order of name) that each school places at each turn, or none."""
        table = np.full((len(self.weeks), self.turns), NONE, np.int64)
        for row, (week, school) in enumerate(zip(self.weeks, self.schools, strict=True)):
            table[row, : len(week.slots)] = [school.slots.index(slot) for slot in week.slots]
        return table

    @cached_property
    def takes(self) -> Flags:
        """The turns of all slots that each section takes: (sections, turns)."""
        table = np.zeros((len(self.sections), self.turns), np.bool_)
        for number, (section, at) in enumerate(zip(self.sections, self.school.tolist(), strict=True)):
            table[number, [self.weeks[at].slots.index(slot) for slot in section.slots]] = True
        return table

    @cached_property
    def decided(self) -> Ints:
        """The turn at which each section is placed: its first."""
        found: Ints = self.takes.argmax(axis=1) if self.turns else np.zeros(len(self.sections), np.int64)
        return found

    @cached_property
    def is_bundle(self) -> Flags:
        """Which sections take more than one slot."""
        found: Flags = self.takes.sum(axis=1) > 1
        return found

    @cached_property
    def capacity(self) -> Ints:
        """Seats of each section."""
        return self._each(lambda s: UNCAPPED if s.capacity is None else s.capacity)

    @cached_property
    def reserved(self) -> Ints:
        """Seats of each section that are kept for priority pupils."""
        rows = ([school.policy.reserved(section) for section in school.sections] for school in self.schools)
        return np.array([seats for row in rows for seats in row], np.int64)

    @cached_property
    def minimum(self) -> Ints:
        """The least size of each section."""
        return self._each(lambda section: section.min_size)

    @cached_property
    def paid(self) -> Flags:
        """Which sections are paid for."""
        return self._each(lambda section: section.paid).astype(np.bool_)

    @cached_property
    def non_x(self) -> Ints:
        """In how many slots each section is other than enrichment."""
        return self._each(lambda section: 0 if section.is_x else len(section.slots))

    @cached_property
    def is_room(self) -> Flags:
        """Which sections are fallback rooms."""
        return self._each(lambda section: section.fallback).astype(np.bool_)

    @cached_property
    def has_classes(self) -> Ints:
        """The sections whose order asks for a trial's result."""
        rows = enumerate(zip(self.sections, self.school.tolist(), strict=True))
        return np.array(
            [n for n, (section, at) in rows if self.schools[at].policy.course_class.get(section.id)], np.int64
        )

    @cached_property
    def needs(self) -> Words:
        """The qualifications that each section asks for, in its school's bits."""
        return np.array([sum(bits) for bits, _ in self._required()], np.uint64)

    @cached_property
    def possible(self) -> Flags:
        """Whether anybody at the school has what each section asks for."""
        return np.array([known for _, known in self._required()], np.bool_)

    def grades(self, kinds: Sequence[int]) -> Flags:
        """Whether each section admits each of some grades: (sections, grades)."""
        rows = [
            [not section.grades or grade in section.grades for grade in kinds] for section in self.sections
        ]
        return np.array(rows, np.bool_).reshape(len(self.sections), len(kinds))

    @cached_property
    def plain(self) -> npt.NDArray[np.int64]:
        """What any suitable course may mean: (schools, turns, most), none where there are fewer."""
        return self._lists(lambda week, slot: week.plain[slot])

    @cached_property
    def rooms(self) -> npt.NDArray[np.int64]:
        """The fallback rooms in their order: (schools, turns, most), none where there are fewer."""
        return self._lists(lambda week, slot: week.rooms[slot])

    def _lists(self, listed: Listed) -> npt.NDArray[np.int64]:
        found = [
            [[numbers[section.id] for section in listed(week, slot)] for slot in week.slots]
            for week, numbers in zip(self.weeks, self._numbers, strict=True)
        ]
        most = max((len(row) for turns in found for row in turns), default=0)
        table = np.full((len(found), self.turns, most), NONE, np.int64)
        for school, turns in enumerate(found):
            for turn, row in enumerate(turns):
                table[school, turn, : len(row)] = row
        return table

    def _required(self) -> Iterable[tuple[list[int], bool]]:
        for school in self.schools:
            bit = {name: 1 << place for place, name in enumerate(school.skill_names)}
            for section in school.sections:
                yield [bit.get(name, 0) for name in section.requires], section.requires <= bit.keys()

    def _each(self, value: Callable[[Section], int]) -> Ints:
        return np.array([value(section) for section in self.sections], np.int64)
