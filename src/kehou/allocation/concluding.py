"""From seats to a result: reasons, queues, and the hash that stands for the outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kehou.allocation.canonical import digest
from kehou.allocation.draw import Draw
from kehou.allocation.form import Form
from kehou.allocation.instance import Instance
from kehou.allocation.limits import short_of_x
from kehou.allocation.lottery import Lottery, seed
from kehou.allocation.model import Pupil, Section
from kehou.allocation.places import Places
from kehou.allocation.queues import cutoffs, waitlists
from kehou.allocation.reasons import Findings, reasons
from kehou.allocation.result import History, Result, Seat, Via


@dataclass(frozen=True, slots=True)
class Run:
    """Where a draw stands: lists as shortened by withdrawals, seats, closed sections."""

    draw: Draw
    places: Places
    cancelled: Mapping[str, int]


def concluded(run: Run, lottery: Lottery, history: History, checked: Instance) -> Result:
    """The result of a run over a checked input."""
    full = cutoffs(run.draw, run.places)
    waiting = waitlists(run.draw, run.places, full)
    seats = _seats(run.draw, run.places)
    rows = [[seat.slot, seat.section, seat.pupil] for seat in seats]
    found = Findings(run.draw, run.places, run.cancelled, full, waiting)
    return Result(
        instance=checked,
        lottery=lottery,
        history=history,
        seats=seats,
        cutoffs=full,
        cancelled=dict(sorted(run.cancelled.items())),
        waitlists=waiting,
        reasons=tuple(reasons(found)),
        x_unmet=tuple(pupil for pupil, held in run.places if short_of_x(checked.policy, held)),
        digest=digest(covered(lottery, history, rows, run.cancelled)),
    )


def covered(
    lottery: Lottery, history: History, seats: Sequence[Sequence[str]], cancelled: Iterable[str]
) -> Form:
    """What the digest covers: it stands for the whole outcome, since everything else follows."""
    return {
        "seed": seed(lottery),
        "code_hash": lottery.code_hash,
        "withdrawals": [[[e.pupil, e.slot, e.stays] for e in batch] for batch in history],
        "cancelled": sorted(cancelled),
        "seats": seats,
    }


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
