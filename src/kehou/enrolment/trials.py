"""What would be, if a course had more places: the same wishes drawn several times on trial. Pure.

The trial numbers are fixed and have nothing to do with the draw to come, so that they tell nobody's luck.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from kehou.allocation import Lottery, Policy, Pupil, Section
from kehou.allocation.fast import Columns, Outcome, columns_of, outcomes
from kehou.allocation.fast.columns import NONE, Flags, Ints
from kehou.allocation.instance import instance

TRIALS = 5


@dataclass(frozen=True, slots=True)
class Demand:
    """How a course is asked for: its seats, the first wishes and all wishes for it."""

    section: str
    seats: int | None
    first: int
    any_rank: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What more places would bring, on average over the trial draws.

    ``gaining`` pupils would get something they wished more, of them ``newly`` who had none of their wishes
    at that time; ``filled`` of the new places would be taken.
    """

    gaining: float
    newly: float
    filled: float


def demands(sections: Sequence[Section], pupils: Sequence[Pupil]) -> list[Demand]:
    """Every course with how it is asked for, the most crowded first; rooms for all are left out."""
    first, every = Counter[str](), Counter[str]()
    for pupil in pupils:
        lists = pupil.wishes.values()
        every.update({*chain.from_iterable(lists)})
        first.update({ranked[0] for ranked in lists if ranked})
    found = [
        Demand(section.id, section.capacity, first[section.id], every[section.id])
        for section in sections
        if not section.fallback
    ]
    return sorted(found, key=lambda each: ((each.seats or 0) - each.first, each.section))


def with_more_places(
    sections: Sequence[Section], pupils: Sequence[Pupil], policy: Policy, *, section: str, more: int
) -> Trial:
    """Draw with and without ``more`` places in a section. Raises StopIteration for an unknown one."""
    now = next(each for each in sections if each.id == section)
    wider = [
        replace(each, capacity=each.capacity + more) if each is now and each.capacity is not None else each
        for each in sections
    ]
    before, after = (columns_of(instance(offer, pupils, policy)) for offer in (sections, wider))
    lotteries = [Lottery("", "trial", f"{number}") for number in range(TRIALS)]
    pairs = zip(*(outcomes([each] * TRIALS, lotteries) for each in (before, after)), strict=True)
    place = [each.id for each in before.sections].index(section)
    found = [_compared(before, without, having, place) for without, having in pairs]
    return Trial(*(sum(column) / TRIALS for column in zip(*found, strict=True)))


def _compared(columns: Columns, before: Outcome, after: Outcome, section: int) -> tuple[int, int, int]:
    old, new = _ranks(columns, before), _ranks(columns, after)
    most = columns.wishes.shape[2]
    gaining, newly = (new < old).any(axis=0), ((new < most) & (old == most)).any(axis=0)
    takers = [int(_holders(each, section).sum()) for each in (before, after)]
    return int(gaining.sum()), int(newly.sum()), takers[1] - takers[0]


def _ranks(columns: Columns, drawn: Outcome) -> Ints:
    """The rank of what each pupil holds, by slot; the number of ranks for anything not wished."""
    held = (columns.wishes == drawn.held[:, :, None]) & (columns.wishes != NONE)
    found: Ints = np.where(held.any(axis=2), held.argmax(axis=2), columns.wishes.shape[2])
    return found


def _holders(drawn: Outcome, section: int) -> Flags:
    found: Flags = (drawn.held == section).any(axis=0)
    return found
