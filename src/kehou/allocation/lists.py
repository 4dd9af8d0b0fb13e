"""The order in which a pupil proposes to sections in a slot."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from kehou.allocation.draw import Draw
from kehou.allocation.limits import obstacle
from kehou.allocation.model import PRIORITY, Pupil, Section
from kehou.allocation.places import Held

Closed = AbstractSet[str]


def choices(draw: Draw, pupil: Pupil, slot: str) -> list[Section]:
    """All that a pupil may be given in a slot, best first: ranked wishes, any suitable course, the room.

    Only sections that admit the pupil; a bundle stands in the list of each of its slots.
    """
    ranked = [draw.instance.sections[code] for code in pupil.wishes.get(slot, ())]
    mine = [section for section in ranked if section.admits(pupil)]
    if slot in pupil.any_suitable:
        mine += _any_suitable(draw, pupil, slot)
    if slot in pupil.attends or (pupil.tier == PRIORITY and slot in pupil.asked):
        mine += [section for section in _rooms(draw, pupil, slot) if section not in mine]
    return mine


def _any_suitable(draw: Draw, pupil: Pupil, slot: str) -> Sequence[Section]:
    """Free courses that were not ranked, in a circle that starts at the pupil's own number.

    Never a paid course, which a family must choose itself, and never a bundle.
    """
    suitable = [
        section
        for section in draw.placed_in[slot]
        if not (section.paid or section.is_bundle or section.fallback)
        and section.admits(pupil)
        and section.id not in pupil.wishes.get(slot, ())
    ]
    start = draw.own_numbers[pupil.id] % len(suitable) if suitable else 0
    return suitable[start:] + suitable[:start]


def _rooms(draw: Draw, pupil: Pupil, slot: str) -> Sequence[Section]:
    """The fallback rooms, enrichment first, so that the pupil's own other wishes stay possible."""
    rooms = [section for section in draw.placed_in[slot] if section.fallback and section.admits(pupil)]
    return sorted(rooms, key=lambda section: (not section.is_x, section.id))


def proposals(draw: Draw, pupil: Pupil, slot: str, held: Held, closed: Closed) -> list[Section]:
    """What a pupil who holds ``held`` in other slots proposes to in a slot, best first."""
    if slot in held:
        return []
    policy, mine = draw.instance.policy, choices(draw, pupil, slot)
    able = [
        section
        for section in mine
        if draw.decided_at[section.id] == slot
        and section.id not in closed
        and obstacle(policy, pupil, section, held) is None
    ]
    return with_guarantee(pupil, mine, able)


def with_guarantee(pupil: Pupil, mine: Sequence[Section], able: list[Section]) -> list[Section]:
    """Add the room for a priority pupil whom the X share kept from it.

    A priority pupil's place in the service is guaranteed (A3.4) and comes before the share.
    """
    if pupil.tier == PRIORITY and not any(section.fallback for section in able):
        return able + [section for section in mine if section.fallback][:1]
    return able
