"""What keeps a pupil from a section besides its seats: other slots, the paid cap, the X share."""

from __future__ import annotations

from kehou.allocation.model import Policy, Pupil, Section
from kehou.allocation.places import Held
from kehou.allocation.result import Code


def obstacle(policy: Policy, pupil: Pupil, section: Section, held: Held) -> Code | None:
    """The first reason why a pupil who holds ``held`` cannot take a section as well, or None."""
    if any(slot in held for slot in section.slots):
        return Code.BUNDLE_CLASH
    if section.paid and policy.max_paid is not None and paid(held) >= policy.max_paid:
        return Code.PAID_LIMIT
    if not section.is_x and non_x(held) + len(section.slots) > policy.non_x_allowance(pupil):
        return Code.X_LIMIT
    return None


def non_x(held: Held) -> int:
    """In how many slots a pupil has other than enrichment."""
    return sum(not section.is_x for section in held.values())


def paid(held: Held) -> int:
    """How many paid courses a pupil has; a bundle is one."""
    return len({section.id for section in held.values() if section.paid})


def short_of_x(policy: Policy, held: Held) -> bool:
    """Whether enrichment is a smaller part of what a pupil holds than the policy asks (A5.11)."""
    share, slots = policy.min_x_share, len(held)
    return (slots - non_x(held)) * share.denominator < share.numerator * slots
