"""What every correct draw keeps, checked on the seats alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kehou.allocation.audit import Audit, Violation
from kehou.allocation.limits import non_x, paid
from kehou.allocation.lists import choices
from kehou.allocation.model import PRIORITY, Pupil, Refill, Section
from kehou.allocation.moves import can_move


def two_in_a_slot(audit: Audit) -> Iterator[Violation]:
    """A pupil has one place in a slot (A7.8)."""
    held = Counter((seat.slot, seat.pupil) for seat in audit.result.seats)
    return (Violation("two_in_a_slot", slot, pupil=pupil) for (slot, pupil), n in held.items() if n > 1)


def oversold(audit: Audit) -> Iterator[Violation]:
    """No section holds more than its seats."""
    for section in audit.draw.instance.sections.values():
        if section.capacity is not None and audit.sizes.get(section.id, 0) > section.capacity:
            yield Violation("oversold", section=section.id)


def not_asked_for(audit: Audit) -> Iterator[Violation]:
    """Nobody is put where the family did not ask to be, or may not go (A2.4)."""
    for seat in audit.result.seats:
        if not audit.is_asked_for(seat):
            yield Violation("not_asked_for", seat.slot, seat.section, seat.pupil)


def broken_bundle(audit: Audit) -> Iterator[Violation]:
    """A bundle is held in all of its slots."""
    sections = audit.draw.instance.sections
    for (pupil, code), slots in audit.slots_of.items():
        if code in sections and slots != set(sections[code].slots):
            yield Violation("broken_bundle", section=code, pupil=pupil)


def closed_or_small(audit: Audit) -> Iterator[Violation]:
    """A closed section is empty; an open one reached its minimum when it was drawn."""
    for section in audit.draw.instance.sections.values():
        size = audit.sizes.get(section.id, 0)
        if section.id in audit.result.cancelled:
            if size:
                yield Violation("closed_but_held", section=section.id)
        elif size < section.min_size and not audit.result.history:
            yield Violation("below_minimum", section=section.id)


def beyond_limits(audit: Audit) -> Iterator[Violation]:
    """Paid cap and X share hold for every pupil (A5.11). A guaranteed room comes before the share."""
    policy, pupils = audit.result.instance.policy, audit.result.instance.pupils
    for code, held in audit.places:
        if policy.max_paid is not None and paid(held) > policy.max_paid:
            yield Violation("over_paid_limit", pupil=code)
        pupil = pupils[code]
        rooms = {s: c for s, c in held.items() if not (c.fallback and pupil.tier == PRIORITY)}
        if non_x(rooms) > policy.non_x_allowance(pupil):
            yield Violation("over_x_limit", pupil=code)


def priority_without_place(audit: Audit) -> Iterator[Violation]:
    """A priority pupil has a place in the service in every slot asked for (A3.4)."""
    for pupil in audit.draw.instance.pupils.values():
        if pupil.tier == PRIORITY:
            for slot in sorted(pupil.asked - audit.places.of(pupil.id).keys()):
                yield Violation("priority_without_place", slot, pupil=pupil.id)


def passed_over(audit: Audit) -> Iterator[Violation]:
    """No seat stays free that somebody wished more, and nobody with a later key has such a seat.

    After a refill a wish may have become possible too late, so that envy is judged only where
    nothing binds the slots together.
    """
    judged = not audit.result.history or _slots_stand_alone(audit)
    for pupil in audit.draw.instance.pupils.values():
        for section in _wished_more(audit, pupil):
            slot, cutoff = audit.draw.decided_at[section.id], audit.cutoffs.get(section.id)
            protected = pupil.tier == PRIORITY and audit.draw.instance.policy.reserved(section) > 0
            if cutoff is None:
                yield Violation("free_seat_left", slot, section.id, pupil.id)
            elif judged and not cutoff.excludes(audit.draw.key(pupil, section), protected=protected):
                yield Violation("justified_envy", slot, section.id, pupil.id)


def _wished_more(audit: Audit, pupil: Pupil) -> Iterator[Section]:
    """The open sections that a pupil could take and would rather have."""
    held = audit.places.of(pupil.id)
    for slot in sorted(pupil.asked):
        mine, seat = choices(audit.draw, pupil, slot), held.get(slot)
        for section in mine[: mine.index(seat)] if seat is not None else mine:
            here = audit.draw.decided_at[section.id] == slot and section.id not in audit.result.cancelled
            if here and can_move(audit.draw, pupil, section, held):
                yield section


def _slots_stand_alone(audit: Audit) -> bool:
    policy = audit.draw.instance.policy
    bundles = any(section.is_bundle for section in audit.draw.instance.sections.values())
    capped = policy.max_paid is not None or policy.min_x_share > 0
    return not (bundles or capped) and policy.refill is Refill.CHAINS
