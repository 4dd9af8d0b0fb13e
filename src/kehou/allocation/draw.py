"""An instance with its luck: the order of slots and the key of every pupil at every section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kehou.allocation.hashing import MODULUS, line_hash, numbering
from kehou.allocation.instance import Instance
from kehou.allocation.model import Pupil, Section, TierMode
from kehou.allocation.result import Key


@dataclass(frozen=True)
class Draw:
    """Everything that a seed decides. Nothing here depends on the order of the input."""

    instance: Instance
    seed: str

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """The slots in the order in which they are placed."""
        return tuple(sorted(self.instance.slots, key=lambda slot: (line_hash("slot", self.seed, slot), slot)))

    @cached_property
    def decided_at(self) -> Mapping[str, str]:
        """The slot at which each section is placed: the first of its slots."""
        turn = {slot: place for place, slot in enumerate(self.slots)}
        return {
            section.id: min(section.slots, key=turn.__getitem__)
            for section in self.instance.sections.values()
        }

    @cached_property
    def placed_in(self) -> Mapping[str, tuple[Section, ...]]:
        """The sections that are placed at each slot, in order of id."""
        return {
            slot: tuple(
                section for section in self.instance.sections.values() if self.decided_at[section.id] == slot
            )
            for slot in self.slots
        }

    @cached_property
    def rooms(self) -> Mapping[str, tuple[Section, ...]]:
        """The fallback rooms of each slot, enrichment first, so that other wishes stay possible."""
        return {
            slot: tuple(sorted((s for s in placed if s.fallback), key=lambda room: (not room.is_x, room.id)))
            for slot, placed in self.placed_in.items()
        }

    @cached_property
    def plain(self) -> Mapping[str, tuple[Section, ...]]:
        """What "any suitable" may mean: never a paid course, which a family must choose, nor a bundle."""
        return {
            slot: tuple(s for s in placed if not (s.paid or s.is_bundle or s.fallback))
            for slot, placed in self.placed_in.items()
        }

    @cached_property
    def shifts(self) -> Mapping[str, int]:
        """How far each slot turns the family's number: an equal part of the circle for every slot."""
        return {slot: place * MODULUS // len(self.slots) for place, slot in enumerate(self.slots)}

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

    def closing_order(self, section: Section) -> tuple[str, str]:
        """Which of two equally filled sections closes first."""
        return line_hash("closing", self.seed, section.id), section.id
