"""An instance with its luck: the order of slots and the key of every pupil at every section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kehou.allocation.hashing import MODULUS, numbering
from kehou.allocation.instance import Instance
from kehou.allocation.model import Pupil, Section, TierMode
from kehou.allocation.result import Key
from kehou.allocation.week import Week


@dataclass(frozen=True)
class Draw(Week):
    """Everything that a seed decides, also about those who ask."""

    instance: Instance
    seed: str

    @property
    def sections(self) -> Mapping[str, Section]:
        return self.instance.sections

    @cached_property
    def family_numbers(self) -> Mapping[str, int]:
        """One number a family, which siblings share."""
        number = numbering("family", self.seed)
        return {family: number(family) for family in {p.family for p in self.instance.pupils.values()}}

    @cached_property
    def own_numbers(self) -> Mapping[str, int]:
        """One number a pupil, which parts siblings and starts the list of any suitable courses."""
        number = numbering("pupil", self.seed)
        return {pupil: number(pupil) for pupil in self.instance.pupils}

    def number(self, pupil: Pupil, slot: str) -> int:
        """The pupil's lottery number in a slot: a fair lottery in each, with luck spread over the week."""
        return (self.family_numbers[pupil.family] + self.shifts[slot]) % MODULUS

    def key(self, pupil: Pupil, section: Section) -> Key:
        """The pupil's place in the order at a section."""
        policy = self.instance.policy
        absolute = policy.tier_mode is TierMode.ABSOLUTE_TIERS
        classes = policy.course_class.get(section.id, ())
        held = (rank for rank, name in enumerate(classes) if name in pupil.qualifications)
        return Key(
            pupil.tier if absolute else 0,
            next(held, len(classes)),
            self.number(pupil, self.decided_at[section.id]),
            self.own_numbers[pupil.id],
            pupil.id,
        )
