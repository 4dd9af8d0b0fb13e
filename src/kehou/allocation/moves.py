"""Whether a pupil can give up what it holds for something it wished more."""

from __future__ import annotations

from collections.abc import Iterator

from kehou.allocation.draw import Draw
from kehou.allocation.limits import obstacle
from kehou.allocation.lists import choices
from kehou.allocation.model import Pupil, Refill, Section
from kehou.allocation.places import Held


def in_the_way(draw: Draw, pupil: Pupil, section: Section, held: Held) -> Iterator[tuple[Section, bool]]:
    """What the pupil holds in the section's slots, and whether the pupil wished that more there."""
    for slot in section.slots:
        other = held.get(slot)
        if other is not None and other is not section:
            order = choices(draw, pupil, slot)
            yield other, order.index(other) < order.index(section)


def without(held: Held, section: Section) -> Held:
    """What remains when everything that overlaps a section is given up."""
    given_up = {held[slot].id for slot in section.slots if slot in held}
    return {slot: other for slot, other in held.items() if other.id not in given_up}


def can_move(draw: Draw, pupil: Pupil, section: Section, held: Held) -> bool:
    """Whether taking the section would leave the pupil better off in each slot it changes.

    A bundle that is held is never broken, since its other slots would be lost. With the calmer
    refill nobody moves who has a course already.
    """
    calm = draw.instance.policy.refill is Refill.UNPLACED_ONLY
    for other, wished_more in in_the_way(draw, pupil, section, held):
        if wished_more or other.is_bundle or (calm and not other.fallback):
            return False
    return obstacle(draw.instance.policy, pupil, section, without(held, section)) is None
