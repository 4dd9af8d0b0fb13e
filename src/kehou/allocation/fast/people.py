"""Pupils as columns: numbers, grades and qualifications as bits, what they asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from kehou.allocation.draw import Draw
from kehou.allocation.model import PRIORITY, Pupil, Section

Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
BITS = 64


class TooManyKinds(ValueError):
    """More different grades or qualifications than a word has bits: draw with the plain road."""


def bit_of(kinds: Iterable[object]) -> dict[object, int]:
    """A bit for each kind."""
    found = {kind: 1 << place for place, kind in enumerate(sorted(set(kinds), key=str))}
    if len(found) > BITS:
        raise TooManyKinds(f"{len(found)} kinds")
    return found


@dataclass(frozen=True)
class People:
    """The pupils of a draw, in order of code."""

    draw: Draw

    @cached_property
    def pupils(self) -> Sequence[Pupil]:
        """The rows."""
        return list(self.draw.instance.pupils.values())

    @cached_property
    def own(self) -> Words:
        """Own numbers."""
        return np.array([self.draw.own_numbers[pupil.id] for pupil in self.pupils], np.uint64)

    @cached_property
    def family(self) -> Words:
        """Family numbers."""
        return np.array([self.draw.family_numbers[pupil.family] for pupil in self.pupils], np.uint64)

    @cached_property
    def tier(self) -> Ints:
        """Tiers."""
        return np.array([pupil.tier for pupil in self.pupils], np.int64)

    @cached_property
    def allowance(self) -> Ints:
        """How many slots may be other than enrichment."""
        policy = self.draw.instance.policy
        return np.array([policy.non_x_allowance(pupil) for pupil in self.pupils], np.int64)

    @cached_property
    def grade_bit(self) -> dict[object, int]:
        """The bit of each grade."""
        return bit_of(pupil.grade for pupil in self.pupils)

    @cached_property
    def grade(self) -> Words:
        """Grades as bits."""
        return np.array([self.grade_bit[pupil.grade] for pupil in self.pupils], np.uint64)

    @cached_property
    def skill_bit(self) -> dict[object, int]:
        """The bit of each qualification that somebody has."""
        return bit_of(name for pupil in self.pupils for name in pupil.qualifications)

    @cached_property
    def skills(self) -> Words:
        """Qualifications as bits."""
        rows = (sum(self.skill_bit[name] for name in pupil.qualifications) for pupil in self.pupils)
        return np.fromiter(rows, np.uint64, len(self.pupils))

    def admitted(self, section: Section) -> Flags:
        """Whom a section admits."""
        everyone = np.ones(len(self.pupils), np.bool_)
        if section.grades:
            grades = sum(self.grade_bit.get(grade, 0) for grade in section.grades)
            everyone &= (self.grade & np.uint64(grades)) != 0
        if not section.requires <= self.skill_bit.keys():
            return np.zeros_like(everyone)
        needed = np.uint64(sum(self.skill_bit[name] for name in section.requires))
        everyone &= (self.skills & needed) == needed
        return everyone

    def attending(self, slot: str) -> Flags:
        """Who gets a room where no course is left: who attends, and priority pupils who asked at all."""
        rows = (
            slot in pupil.attends or (pupil.tier == PRIORITY and slot in pupil.asked) for pupil in self.pupils
        )
        return np.fromiter(rows, np.bool_, len(self.pupils))

    def order(self, slot: str) -> Ints:
        """The place of every pupil in the lottery of a slot, 0 first."""
        turned = self.family + np.uint64(self.draw.shifts[slot])  # wraps round, as the circle does
        places = np.empty(len(self.pupils), np.int64)
        places[np.lexsort((self.own, turned))] = np.arange(len(self.pupils))
        return places

    def course_class(self, names: Sequence[str]) -> Ints:
        """The first of the qualifications that each pupil has, best first; their count for none."""
        found = np.full(len(self.pupils), len(names), np.int64)
        for place in reversed(range(len(names))):
            bit = np.uint64(self.skill_bit.get(names[place], 0))
            found[(self.skills & bit) != 0] = place
        return found
