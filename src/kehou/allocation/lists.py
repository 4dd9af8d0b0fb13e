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
    ranked = pupil.wishes.get(slot, ())
    mine = [section for code in ranked if (section := draw.instance.sections[code]).admits(pupil)]
    if slot in pupil.any_suitable:
        mine += _any_suitable(draw, pupil, slot)
    if slot in pupil.attends or (pupil.tier == PRIORITY and slot in pupil.asked):
        mine += [room for room in draw.rooms[slot] if room.id not in ranked and room.admits(pupil)]
    return mine


def _any_suitable(draw: Draw, pupil: Pupil, slot: str) -> Sequence[Section]:
    """Courses that were not ranked and cost nothing, in a circle that starts at the pupil's own number."""
    ranked = pupil.wishes.get(slot, ())
    suitable = [section for section in draw.plain[slot] if section.id not in ranked and section.admits(pupil)]
    start = draw.own_numbers[pupil.id] % len(suitable) if suitable else 0
    return suitable[start:] + suitable[:start]


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
