"""A closed list as columns: what an instance is in rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kehou.allocation.instance import Instance
from kehou.allocation.model import Policy, Pupil, Section

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]
Words = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
NONE = -1
BITS = 64


class TooManyKinds(ValueError):
    """More different qualifications than a word has bits: draw with the plain road."""


@dataclass(frozen=True, eq=False)
class Columns:
    """One school's closed list. Row p of every column is the pupil ``codes[p]``, in order of code.

    ``sections`` and ``slots`` are in order of id. ``family`` counts in ``families``; ``skills`` has bit b
    for ``skill_names[b]``. ``attends`` and ``any_suitable`` are (slots, pupils). ``wishes`` is
    (slots, pupils, most): section numbers, best first, then -1.
    """

    sections: tuple[Section, ...]
    policy: Policy
    slots: tuple[str, ...]
    codes: Sequence[str]
    families: Sequence[str]
    family: Ints
    grade: Ints
    tier: Ints
    skill_names: tuple[str, ...]
    skills: Words
    attends: Flags
    any_suitable: Flags
    wishes: Numbers

    def pupil(self, row: int) -> Pupil:
        """One row as a pupil."""
        ranked = {
            slot: tuple(self.sections[number].id for number in self.wishes[at, row] if number != NONE)
            for at, slot in enumerate(self.slots)
        }
        return Pupil(
            id=self.codes[row],
            family=self.families[int(self.family[row])],
            grade=int(self.grade[row]),
            wishes={slot: codes for slot, codes in ranked.items() if codes},
            tier=int(self.tier[row]),
            qualifications=frozenset(
                name for bit, name in enumerate(self.skill_names) if int(self.skills[row]) >> bit & 1
            ),
            attends=_named(self.slots, self.attends[:, row]),
            any_suitable=_named(self.slots, self.any_suitable[:, row]),
        )


def columns_of(checked: Instance) -> Columns:
    """The columns of a checked input. Raises TooManyKinds for over 64 qualifications."""
    sections, slots = tuple(checked.sections.values()), checked.slots
    pupils = list(checked.pupils.values())
    names = tuple(sorted({name for pupil in pupils for name in pupil.qualifications}))
    if len(names) > BITS:
        raise TooManyKinds(f"{len(names)} qualifications")
    families = sorted({pupil.family for pupil in pupils})
    number = {family: place for place, family in enumerate(families)}
    bit = {name: 1 << place for place, name in enumerate(names)}
    return Columns(
        sections=sections,
        policy=checked.policy,
        slots=slots,
        codes=list(checked.pupils),
        families=families,
        family=_ints(number[pupil.family] for pupil in pupils),
        grade=_ints(pupil.grade for pupil in pupils),
        tier=_ints(pupil.tier for pupil in pupils),
        skill_names=names,
        skills=np.array([sum(bit[name] for name in pupil.qualifications) for pupil in pupils], np.uint64),
        attends=_flags(slots, [pupil.attends for pupil in pupils]),
        any_suitable=_flags(slots, [pupil.any_suitable for pupil in pupils]),
        wishes=_wishes(pupils, slots, {section.id: place for place, section in enumerate(sections)}),
    )


def _wishes(pupils: Sequence[Pupil], slots: Sequence[str], number: dict[str, int]) -> Numbers:
    most = max((len(ranked) for pupil in pupils for ranked in pupil.wishes.values()), default=0)
    table = np.full((len(slots), len(pupils), most), NONE, np.int32)
    for at, slot in enumerate(slots):
        for row, pupil in enumerate(pupils):
            ranked = pupil.wishes.get(slot, ())
            table[at, row, : len(ranked)] = [number[code] for code in ranked]
    return table


def _flags(slots: Sequence[str], named: Sequence[frozenset[str]]) -> Flags:
    rows = [[slot in names for names in named] for slot in slots]
    return np.array(rows, np.bool_).reshape(len(slots), len(named))


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _named(slots: Sequence[str], flags: Flags) -> frozenset[str]:
    return frozenset(slot for slot, flag in zip(slots, flags.tolist(), strict=True) if flag)
