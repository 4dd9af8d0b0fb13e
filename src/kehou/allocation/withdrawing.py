"""What a withdrawal takes off a pupil's lists, and the seats that it frees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kehou.allocation.faults import Fault, UnusableInput
from kehou.allocation.model import Pupil, Withdrawal
from kehou.allocation.places import Held, Places


def withdrawn(pupils: Mapping[str, Pupil], places: Places, batch: Sequence[Withdrawal]) -> dict[str, Pupil]:
    """The pupils with shorter lists; their seats are taken back.

    Raises UnusableInput for a withdrawal of what was not asked for, or of a seat that is not held.
    """
    amended = dict(pupils)
    for number, event in enumerate(batch):
        pupil = amended.get(event.pupil)
        held = places.of(event.pupil)
        code = _fault(pupil, event, held)
        if pupil is None or code:
            raise UnusableInput([Fault(f"withdrawals/{number}", f"{event.pupil}/{event.slot}", code)])
        amended[pupil.id] = _shortened(pupil, event, held)
        seat = held.get(event.slot)
        if seat is not None:
            places.vacate(pupil.id, seat)
    return amended


def _fault(pupil: Pupil | None, event: Withdrawal, held: Held) -> str:
    if pupil is None:
        return "unknown_pupil"
    if event.slot not in pupil.asked:
        return "not_asked_for"
    seat = held.get(event.slot)
    if event.stays and (seat is None or seat.fallback):
        return "no_course_to_give_up"
    return ""


def _shortened(pupil: Pupil, event: Withdrawal, held: Held) -> Pupil:
    """Strike wishes; a bundle goes from the lists of all of its slots, a room that is held stays."""
    ranked, seat, here = pupil.wishes.get(event.slot, ()), held.get(event.slot), {event.slot}
    end = ranked.index(seat.id) if seat is not None and seat.id in ranked else len(ranked)
    struck = set(ranked[end:] if event.stays else ranked)
    wishes = {
        slot: tuple(code for code in codes if code not in struck) for slot, codes in pupil.wishes.items()
    }
    rooms = {slot for slot, section in held.items() if section.fallback}
    attends = pupil.attends | rooms
    return replace(
        pupil,
        wishes={slot: codes for slot, codes in wishes.items() if codes},
        attends=attends | here if event.stays else attends - here,
        any_suitable=pupil.any_suitable - here,
    )
