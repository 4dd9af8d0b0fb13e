"""One section's seats while proposals come in."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field

from kehou.allocation.model import Section
from kehou.allocation.result import Key


@dataclass(frozen=True, slots=True, order=True)
class Holder:
    """A pupil in a section's order: who already had the seat first, then by key."""

    outsider: bool
    key: Key
    protected: bool = field(compare=False, default=False)  # reserved seats are for this pupil


@dataclass(slots=True)
class Room:
    """Holds the best proposals so far. Nobody who had a seat before loses it to an outsider."""

    section: Section
    reserved: int
    holders: list[Holder] = field(default_factory=list)

    def offer(self, holder: Holder) -> Holder | None:
        """Take in a proposal; give back whoever has to go, perhaps the one who proposed."""
        insort(self.holders, holder)
        if self.section.capacity is None or len(self.holders) <= self.section.capacity:
            return None
        return self.holders.pop(self._last())

    def _last(self) -> int:
        """The place of the first to go: the last outsider who sits in no reserved seat."""
        if not self.reserved:
            return len(self.holders) - 1
        spare = self.reserved - sum(h.protected for h in self.holders if not h.outsider)
        last = len(self.holders) - 1
        for place, holder in enumerate(self.holders):
            if holder.outsider and holder.protected and spare > 0:
                spare -= 1
            elif holder.outsider:
                last = place
        return last
