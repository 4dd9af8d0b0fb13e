"""From input and lottery to a result, and on through withdrawals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kehou.allocation.concluding import Run, concluded
from kehou.allocation.draw import Draw
from kehou.allocation.faults import Fault, UnusableInput
from kehou.allocation.instance import Instance, instance
from kehou.allocation.lottery import Lottery, seed
from kehou.allocation.model import Policy, Pupil, Section, Withdrawal
from kehou.allocation.placing import place
from kehou.allocation.refill import refill
from kehou.allocation.result import History, Result
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
    return concluded(run(checked, lottery, history), lottery, history, checked)


def run(checked: Instance, lottery: Lottery, history: History) -> Run:
    """Place, then for each batch take withdrawals out and refill."""
    draw = Draw(checked, seed(lottery))
    places, cancelled = place(draw)
    for batch in history:
        pupils = withdrawn(draw.instance.pupils, places, batch)
        draw = Draw(Instance(checked.sections, pupils, checked.policy), draw.seed)
        refill(draw, places, cancelled.keys())
    return Run(draw, places, cancelled)
