"""Broken twins of the engine: each has one fault, which a property must find.

A test of a property that never fails would prove nothing, so every property is shown a twin.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kehou.allocation import concluding, lists, refill
from kehou.allocation.acceptance import Acceptance
from kehou.allocation.draw import Draw
from kehou.allocation.model import Pupil, Section
from kehou.allocation.places import Places
from kehou.allocation.placing import place
from kehou.allocation.result import Key, Seat
from kehou.allocation.room import Holder, Room

Twin = Callable[[pytest.MonkeyPatch], None]


def never_full(patch: pytest.MonkeyPatch) -> None:
    """Rooms take in everybody."""

    def offer(room: Room, holder: Holder) -> None:
        room.holders.append(holder)

    patch.setattr(Room, "offer", offer)


def first_come(patch: pytest.MonkeyPatch) -> None:
    """A seat once given is kept, whoever asks later."""

    def offer(room: Room, holder: Holder) -> Holder | None:
        if room.section.capacity is not None and len(room.holders) >= room.section.capacity:
            return holder
        room.holders.append(holder)
        return None

    patch.setattr(Room, "offer", offer)


def one_wish_only(patch: pytest.MonkeyPatch) -> None:
    """Only the first wish counts."""
    real = Acceptance._propose

    def propose(self: Acceptance, pupil: str, closed: Any) -> Section | None:
        return real(self, pupil, closed) if self._next[pupil] == 0 else None

    patch.setattr(Acceptance, "_propose", propose)


def nothing_closes(patch: pytest.MonkeyPatch) -> None:
    """Minimum sizes are forgotten."""
    patch.setattr(Acceptance, "close_small", lambda self, closed: {})


def closes_on_paper(patch: pytest.MonkeyPatch) -> None:
    """Small courses are called closed, but their pupils stay in them."""

    def close_small(self: Acceptance, closed: Any) -> dict[str, int]:
        return {room.section.id: len(room.holders) for room in self._below_minimum(set(closed))}

    patch.setattr(Acceptance, "close_small", close_small)


def old_seat_kept(patch: pytest.MonkeyPatch) -> None:
    """Whoever is seated has another seat beside it."""
    _adds(
        patch, lambda seat, sections: [s for s in sections if seat.slot in s.slots and s.id != seat.section]
    )


def anywhere(patch: pytest.MonkeyPatch) -> None:
    """Pupils are put where a seat is, whether they wished it or not."""
    _adds(patch, lambda seat, sections: [s for s in sections if seat.slot not in s.slots])


def _adds(patch: pytest.MonkeyPatch, more: Callable[[Seat, list[Section]], list[Section]]) -> None:
    real = concluding._seats

    def seats(draw: Draw, places: Places) -> tuple[Seat, ...]:
        honest = real(draw, places)
        sections = list(draw.instance.sections.values())
        added = [(seat, section) for seat in honest[:1] for section in more(seat, sections)[:1]]
        return honest + tuple(replace(seat, section=s.id, slot=_slot(seat, s)) for seat, s in added)

    patch.setattr(concluding, "_seats", seats)


def _slot(seat: Seat, section: Section) -> str:
    return seat.slot if seat.slot in section.slots else section.slots[0]


def no_limits(patch: pytest.MonkeyPatch) -> None:
    """Paid cap, X share and bundles of other slots are forgotten."""
    patch.setattr(lists, "obstacle", lambda policy, pupil, section, held: None)


def half_a_bundle(patch: pytest.MonkeyPatch) -> None:
    """A bundle is held in one of its slots only."""

    def seat(places: Places, pupil: str, section: Section) -> None:
        places._held.setdefault(pupil, {})[section.slots[0]] = section

    patch.setattr(Places, "seat", seat)


def no_guarantee(patch: pytest.MonkeyPatch) -> None:
    """The X share comes before the place of a priority pupil."""
    for module in (lists, refill):
        patch.setattr(module, "with_guarantee", lambda pupil, mine, able: able)


def by_row(patch: pytest.MonkeyPatch) -> None:
    """The order of rows in the input decides, as in a sign-up sheet."""
    real = Draw.key

    def key(draw: Draw, pupil: Pupil, section: Section) -> Key:
        return real(draw, pupil, section)._replace(number=list(draw.instance.pupils).index(pupil.id))

    patch.setattr(Draw, "key", key)
    patch.setattr("kehou.allocation.running.instance", unsorted)


def unsorted(sections: Any, pupils: Any, policy: Any) -> Any:
    """An input that stays in the order in which it came."""
    from kehou.allocation.instance import Instance

    return Instance({s.id: s for s in sections}, {p.id: p for p in pupils}, policy)


def no_chain(patch: pytest.MonkeyPatch) -> None:
    """Only pupils without a seat move in; nobody moves up."""
    real = refill._upwards

    def upwards(draw: Draw, pupil: Pupil, slot: str, held: Any, closed: Any) -> list[Section]:
        wished = real(draw, pupil, slot, held, closed)
        return wished[-1:] if slot in held else wished

    patch.setattr(refill, "_upwards", upwards)


def held_seats_go_too(patch: pytest.MonkeyPatch) -> None:
    """In a refill a better key gets a seat that somebody has."""
    real = Acceptance.__init__

    def without_incumbents(
        self: Acceptance, draw: Draw, slot: str, lists: Any, incumbents: Any = None
    ) -> None:
        real(self, draw, slot, lists)

    patch.setattr(Acceptance, "__init__", without_incumbents)


def all_anew(patch: pytest.MonkeyPatch) -> None:
    """A withdrawal places everybody anew."""

    def refill(draw: Draw, places: Places, closed: Any) -> None:
        places._held = place(draw, kept_closed=closed)[0]._held

    patch.setattr("kehou.allocation.running.refill", refill)


def first_wishes_first(patch: pytest.MonkeyPatch) -> None:
    """Who ranks a course higher goes before who ranks it lower, as many real draws have it."""
    real = Acceptance._holder

    def holder(self: Acceptance, code: str, section: Section) -> Holder:
        honest = real(self, code, section)
        return replace(honest, key=honest.key._replace(tier=self._next[code]))

    patch.setattr(Acceptance, "_holder", holder)
