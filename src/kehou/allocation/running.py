"""From input and lottery to a result, and on through withdrawals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kehou.allocation.canonical import digest
from kehou.allocation.draw import Draw
from kehou.allocation.faults import Fault, UnusableInput
from kehou.allocation.instance import Instance, instance
from kehou.allocation.limits import short_of_x
from kehou.allocation.lottery import Lottery, seed
from kehou.allocation.model import Policy, Pupil, Section, Withdrawal
from kehou.allocation.places import Places
from kehou.allocation.placing import place
from kehou.allocation.queues import cutoffs, waitlists
from kehou.allocation.reasons import Findings, reasons
from kehou.allocation.refill import refill
from kehou.allocation.result import History, Result, Seat, Via
from kehou.allocation.withdrawing import withdrawn


def allocate(
    sections: Iterable[Section], pupils: Iterable[Pupil], policy: Policy, lottery: Lottery
) -> Result:
    """Draw: wishes become places (A2.4, A3.4). The same for any order of sections and pupils.

    Raises UnusableInput with every fault, also where the lottery was made for another list.
    """
    checked = instance(sections, pupils, policy)
    if lottery.input_root != checked.root:
        raise UnusableInput([Fault("lottery", "input_root", "other_input", lottery.input_root)])
    return replay(checked, lottery, ())


def withdraw(result: Result, events: Sequence[Withdrawal]) -> Result:
    """Take withdrawals into account and let the waiting lists move up. Nobody loses a seat.

    Raises UnusableInput for a withdrawal of what was not asked for.
    """
    return replay(result.instance, result.lottery, (*result.history, tuple(events)))


def replay(checked: Instance, lottery: Lottery, history: History) -> Result:
    """The draw and all its withdrawals from the beginning."""
    draw = Draw(checked, seed(lottery))
    places, cancelled = place(draw)
    for batch in history:
        pupils = withdrawn(draw.instance.pupils, places, batch)
        draw = Draw(Instance(checked.sections, pupils, checked.policy), draw.seed)
        refill(draw, places, cancelled.keys())
    return _result(checked, lottery, history, draw, places, cancelled)


def _result(
    checked: Instance,
    lottery: Lottery,
    history: History,
    draw: Draw,
    places: Places,
    cancelled: Mapping[str, int],
) -> Result:
    full = cutoffs(draw, places)
    waiting = waitlists(draw, places, full)
    seats = _seats(draw, places)
    return Result(
        instance=checked,
        lottery=lottery,
        history=history,
        seats=seats,
        cutoffs=full,
        cancelled=dict(sorted(cancelled.items())),
        waitlists=waiting,
        reasons=tuple(reasons(Findings(draw, places, cancelled, full, waiting))),
        x_unmet=tuple(pupil for pupil, held in places if short_of_x(checked.policy, held)),
        digest=outcome_digest(lottery, history, seats, cancelled),
    )


def _seats(draw: Draw, places: Places) -> tuple[Seat, ...]:
    pupils = draw.instance.pupils
    return tuple(
        sorted(
            Seat(slot, section.id, pupil, _via(pupils[pupil], slot, section))
            for pupil, held in places
            for slot, section in held.items()
        )
    )


def _via(pupil: Pupil, slot: str, section: Section) -> Via:
    if section.id in pupil.wishes.get(slot, ()):
        return Via.WISH
    return Via.FALLBACK if section.fallback else Via.ANY


def outcome_digest(
    lottery: Lottery, history: History, seats: Iterable[Seat], cancelled: Iterable[str]
) -> str:
    """The hash that stands for the whole outcome: everything else follows from what it covers."""
    return digest(
        {
            "seed": seed(lottery),
            "withdrawals": [[[e.pupil, e.slot, e.stays] for e in batch] for batch in history],
            "cancelled": sorted(cancelled),
            "seats": [[seat.slot, seat.section, seat.pupil] for seat in seats],
        }
    )
