"""Who was last admitted to a full section, and who waits for it in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kehou.allocation.draw import Draw
from kehou.allocation.lists import choices
from kehou.allocation.model import PRIORITY, Pupil, Section
from kehou.allocation.moves import can_move
from kehou.allocation.places import Places
from kehou.allocation.result import Cutoff


def rosters(draw: Draw, places: Places) -> dict[str, list[Pupil]]:
    """The pupils of every section, in order of code."""
    held: dict[str, list[Pupil]] = {code: [] for code in draw.instance.sections}
    for pupil, seats in places:
        for code in {section.id for section in seats.values()}:
            held[code].append(draw.instance.pupils[pupil])
    return held


def cutoffs(draw: Draw, places: Places) -> dict[str, Cutoff]:
    """The last admitted keys of every full section."""
    held = rosters(draw, places)
    return {
        section.id: _cutoff(draw, section, held[section.id])
        for section in draw.instance.sections.values()
        if section.capacity == len(held[section.id])
    }


def _cutoff(draw: Draw, section: Section, roster: Iterable[Pupil]) -> Cutoff:
    keys = sorted((draw.key(pupil, section), pupil.tier) for pupil in roster)
    reserved = draw.instance.policy.reserved(section)
    in_reserved = [key for key, tier in keys if tier == PRIORITY][:reserved]
    in_open = [key for key, _ in keys if key not in in_reserved]
    taken = reserved > 0 and len(in_reserved) == reserved
    return Cutoff(in_open[-1] if in_open else None, in_reserved[-1] if taken else None)


def waitlists(draw: Draw, places: Places, full: Mapping[str, Cutoff]) -> dict[str, tuple[str, ...]]:
    """Who would move into each full section if a seat fell free, by key."""
    lines = defaultdict(list)
    for pupil in draw.instance.pupils.values():
        for section in _waited_for(draw, pupil, places, full):
            lines[section.id].append(draw.key(pupil, section))
    return {code: tuple(key.pupil for key in sorted(line)) for code, line in sorted(lines.items())}


def _waited_for(draw: Draw, pupil: Pupil, places: Places, full: Mapping[str, Cutoff]) -> list[Section]:
    held = places.of(pupil.id)
    waited = []
    for slot in pupil.asked:
        mine, seat = choices(draw, pupil, slot), held.get(slot)
        above = mine[: mine.index(seat)] if seat is not None else mine
        waited += [
            section
            for section in above
            if draw.decided_at[section.id] == slot
            and section.id in full
            and can_move(draw, pupil, section, held)
        ]
    return waited
