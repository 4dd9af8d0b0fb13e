"""Seats that fell free while a line waited: at the end they go along the lines, in order of arrival (A7.8).

A child moves only to a course for which it waits, gives back what it has at that time, and that seat goes on
to the next in line. Whoever was passed over, since other courses of the child leave no room for this one,
waits for it no longer: otherwise the closed list would take from a child what it has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kehou.allocation.arrivals.closing import Asked
from kehou.allocation.arrivals.model import Offer
from kehou.allocation.limits import obstacle
from kehou.allocation.model import Pupil, Section
from kehou.allocation.places import Places


@dataclass(frozen=True, slots=True)
class Stand:
    """What one pupil has, and what it waits for in the order in which it asked."""

    has: tuple[Asked, ...] = ()
    waits: tuple[Asked, ...] = ()

    @property
    def wished(self) -> tuple[Asked, ...]:
        """Everything, what it waits for first: it wanted that more."""
        return (*self.waits, *self.has)


@dataclass(slots=True)
class _Table:
    """Who has what while seats go along the lines; ``lines`` are in order of arrival."""

    offer: Offer
    pupils: Mapping[str, Pupil]
    stands: Mapping[str, Stand]
    places: Places = field(default_factory=Places)
    taken: Counter[str] = field(default_factory=Counter)
    lines: dict[str, list[tuple[str, Asked]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for pupil, stand in self.stands.items():
            for each in stand.has:
                self.seat(pupil, each)
            for each in stand.waits:
                self.lines[each.section].append((pupil, each))
        for line in self.lines.values():
            line.sort(key=lambda row: row[1].number)

    def seat(self, pupil: str, each: Asked) -> None:
        """Give a seat; what the pupil had at that time falls free."""
        section = self.offer.sections[each.section]
        self.taken.subtract(held.id for held in self.given_up(pupil, section).values())
        self.places.seat(pupil, section)
        self.taken[section.id] += 1

    def given_up(self, pupil: str, section: Section) -> dict[str, Section]:
        """What a pupil has at the time of a course."""
        held = self.places.of(pupil)
        return {held[slot].id: held[slot] for slot in section.slots if slot in held}

    def is_free(self, section: Section) -> bool:
        """Whether a course with a limit has a seat."""
        return section.capacity is not None and self.taken[section.id] < section.capacity

    def can_move(self, pupil: str, each: Asked) -> bool:
        """Whether a pupil wants a course more than what it has then, and its other courses leave room."""
        section, held = self.offer.sections[each.section], self.places.of(pupil)
        back = self.given_up(pupil, section)
        kept = {slot: other for slot, other in held.items() if other.id not in back}
        return (
            self.is_better(pupil, each)
            and obstacle(self.offer.policy, self.pupils[pupil], section, kept) is None
        )

    def is_better(self, pupil: str, each: Asked) -> bool:
        """Whether a course was asked for before all that the pupil has now at that time."""
        waits = self.stands[pupil].waits
        before = {other.section for other in waits[: waits.index(each) + 1]}
        return not self.given_up(pupil, self.offer.sections[each.section]).keys() & before

    def move_up(self) -> bool:
        """Give one free seat to the first in line who can take it; whether there was one."""
        for code, line in self.lines.items():
            if self.is_free(self.offer.sections[code]):
                found = next((row for row in line if self.can_move(*row)), None)
                if found is not None:
                    self.seat(*found)
                    return True
        return False

    def has(self, pupil: str, code: str) -> bool:
        """Whether a pupil is in a course."""
        return any(held.id == code for held in self.places.of(pupil).values())

    def last_in(self) -> dict[str, int]:
        """The last number of arrival in each course."""
        found: dict[str, int] = {}
        for pupil, stand in self.stands.items():
            for each in stand.wished:
                if self.has(pupil, each.section):
                    found[each.section] = max(found.get(each.section, 0), each.number)
        return found


def settle(offer: Offer, pupils: Iterable[Pupil], stands: Mapping[str, Stand]) -> dict[str, Stand]:
    """Where everyone stands once no free seat is left that somebody waits for and can take."""
    table = _Table(offer, {pupil.id: pupil for pupil in pupils}, dict(sorted(stands.items())))
    while table.move_up():
        pass
    last = table.last_in()

    def still_waits(pupil: str, each: Asked) -> bool:
        full = not table.is_free(offer.sections[each.section])
        return full and table.is_better(pupil, each) and each.number > last.get(each.section, 0)

    return {
        pupil: Stand(
            has=tuple(each for each in stand.wished if table.has(pupil, each.section)),
            waits=tuple(each for each in stand.waits if still_waits(pupil, each)),
        )
        for pupil, stand in table.stands.items()
    }
