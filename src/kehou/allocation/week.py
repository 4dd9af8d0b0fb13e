"""What a seed decides about an offer: the order of slots, where sections are placed, what closes first."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kehou.allocation.hashing import MODULUS, line_hash
from kehou.allocation.model import Section


class Week(ABC):
    """An offer with its luck. Nothing here depends on the order of the input, nor on who asks."""

    seed: str

    @property
    @abstractmethod
    def sections(self) -> Mapping[str, Section]:
        """What is offered, in order of id."""

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """The slots in the order in which they are placed."""
        offered = {slot for section in self.sections.values() for slot in section.slots}
        return tuple(sorted(offered, key=lambda slot: (line_hash("slot", self.seed, slot), slot)))

    @cached_property
    def decided_at(self) -> Mapping[str, str]:
        """The slot at which each section is placed: the first of its slots."""
        turn = {slot: place for place, slot in enumerate(self.slots)}
        return {section.id: min(section.slots, key=turn.__getitem__) for section in self.sections.values()}

    @cached_property
    def placed_in(self) -> Mapping[str, tuple[Section, ...]]:
        """The sections that are placed at each slot, in order of id."""
        return {
            slot: tuple(s for s in self.sections.values() if self.decided_at[s.id] == slot)
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

    def closing_order(self, section: Section) -> tuple[str, str]:
        """Which of two equally filled sections closes first."""
        return line_hash("closing", self.seed, section.id), section.id


@dataclass(frozen=True)
class Offered(Week):
    """An offer by itself, whoever asks."""

    offer: Mapping[str, Section]
    seed: str

    @property
    def sections(self) -> Mapping[str, Section]:
        return self.offer
