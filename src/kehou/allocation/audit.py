"""The seats of a result as they are claimed, beside the draw they are claimed for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kehou.allocation.draw import Draw
from kehou.allocation.lists import choices
from kehou.allocation.places import Places
from kehou.allocation.queues import cutoffs
from kehou.allocation.result import Cutoff, Result, Seat


@dataclass(frozen=True, order=True)
class Violation:
    """One thing that no correct draw does."""

    code: str
    slot: str = ""
    section: str = ""
    pupil: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.code, self.slot, self.section, self.pupil) if part)


@dataclass(frozen=True)
class Audit:
    """A result under check. ``draw`` has the lists as withdrawals left them."""

    draw: Draw
    result: Result

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """The claimed seats of known pupils at what they asked for."""
        return tuple(seat for seat in self.result.seats if self.is_asked_for(seat))

    def is_asked_for(self, seat: Seat) -> bool:
        """Whether the pupil may be given that section in that slot at all."""
        pupil = self.draw.instance.pupils.get(seat.pupil)
        section = self.draw.instance.sections.get(seat.section)
        return pupil is not None and section is not None and section in choices(self.draw, pupil, seat.slot)

    @cached_property
    def sizes(self) -> Mapping[str, int]:
        """How many pupils each section was given."""
        return Counter(code for _, code in {(seat.pupil, seat.section) for seat in self.result.seats})

    @cached_property
    def slots_of(self) -> Mapping[tuple[str, str], set[str]]:
        """The slots in which a pupil was given a section."""
        slots = defaultdict(set)
        for seat in self.result.seats:
            slots[seat.pupil, seat.section].add(seat.slot)
        return slots

    @cached_property
    def places(self) -> Places:
        """The seats as places, so far as they make sense."""
        places = Places()
        for seat in self.seats:
            places.seat(seat.pupil, self.draw.instance.sections[seat.section])
        return places

    @cached_property
    def cutoffs(self) -> Mapping[str, Cutoff]:
        """The cut-offs that these seats make."""
        return cutoffs(self.draw, self.places)
