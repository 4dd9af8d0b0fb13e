"""What a draw in arrays gives: seats, closed sections and the digest of the plain road."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from kehou.allocation.canonical import canonical
from kehou.allocation.concluding import covered
from kehou.allocation.fast.columns import NONE, Columns, Ints
from kehou.allocation.fast.placing import Placing
from kehou.allocation.fast.text import pieces, quoted, side_by_side
from kehou.allocation.lottery import Lottery, seed


@dataclass(frozen=True, eq=False)
class Outcome:
    """One school's draw. ``held`` is (slots, pupils) in the order of the columns: section numbers or -1.

    ``digest`` equals that of ``allocate``.
    """

    columns: Columns
    held: Ints
    cancelled: Mapping[str, int]
    digest: str

    def seats(self) -> Iterator[tuple[str, str, str]]:
        """Slot, section and pupil of every seat, in that order."""
        columns = self.columns
        for slot, (pupils, sections) in zip(columns.slots, _seated(self.held), strict=True):
            for pupil, section in zip(pupils.tolist(), sections.tolist(), strict=True):
                yield slot, columns.sections[section].id, columns.codes[pupil]


def outcome(columns: Columns, lottery: Lottery) -> Outcome:
    """Draw one checked school without reasons."""
    return outcomes([columns], [lottery])[0]


def outcomes(schools: Sequence[Columns], lotteries: Sequence[Lottery]) -> list[Outcome]:
    """Draw many checked schools at once, each with its own lottery: best some fifty thousand pupils."""
    placing = Placing(schools, [seed(lottery) for lottery in lotteries])
    return [_outcome(placing, at, lottery) for at, lottery in enumerate(lotteries)]


def _outcome(placing: Placing, at: int, lottery: Lottery) -> Outcome:
    columns, offers = placing.offers.schools[at], placing.offers
    rows = slice(int(placing.people.first[at]), int(placing.people.first[at + 1]))
    turn_of = np.argsort(offers.slot[at, : len(columns.slots)])
    held = placing.held[turn_of, rows]
    held = np.where(held == NONE, NONE, held - int(offers.first[at]))
    cancelled = dict(sorted(placing.cancelled[at].items()))
    return Outcome(columns, held, cancelled, _digest(columns, held, cancelled, lottery))


def _digest(columns: Columns, held: Ints, cancelled: Mapping[str, int], lottery: Lottery) -> str:
    """The hash of what ``covered`` covers; its many seats are written a column at a time."""
    before, after = canonical(covered(lottery, (), [], cancelled)).decode().split('"seats":[]')
    seats = b"".join(_seat_lines(columns, held))[:-1]
    return sha256(b"".join((f'{before}"seats":['.encode(), seats, f"]{after}".encode()))).hexdigest()


def _seat_lines(columns: Columns, held: Ints) -> Iterator[bytes]:
    """The canonical text of the seats of each slot, in order of section and pupil, a comma after each."""
    names = quoted([section.id for section in columns.sections])
    ends = pieces(f"{code}]," for code in quoted(columns.codes))
    for slot, (pupils, sections) in zip(quoted(columns.slots), _seated(held), strict=True):
        starts = pieces(f"[{slot},{name}," for name in names)
        yield side_by_side([starts[sections], ends[pupils]], len(pupils))


def _seated(held: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Slot by slot who is seated and where, in order of section and pupil."""
    small = np.min_scalar_type(int(held.max(initial=0)))  # few sections sort in one pass
    for row in held:
        pupils = np.flatnonzero(row != NONE)
        order = np.argsort(row[pupils].astype(small), kind="stable")
        yield pupils[order], row[pupils[order]]
