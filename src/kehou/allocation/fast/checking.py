"""Whether columns can be drawn: suspects are found column by column, then judged like any other row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from operator import lt

import numpy as np

from kehou.allocation.checking import check
from kehou.allocation.fast.columns import NONE, Columns, Flags, Numbers
from kehou.allocation.faults import Fault, UnusableInput
from kehou.allocation.model import PRIORITY


def check_columns(columns: Columns) -> None:
    """Raise UnusableInput with every fault of a closed list in columns, as rows would have them."""
    rows = np.flatnonzero(_suspects(columns))
    faults = check(columns.sections, [columns.pupil(row) for row in rows.tolist()], columns.policy)
    faults += _with_gaps(columns)
    faults += _out_of_order("pupils", columns.codes)
    faults += _out_of_order("sections", [section.id for section in columns.sections])
    if faults:
        raise UnusableInput(faults)


def _out_of_order(table: str, codes: Sequence[str]) -> list[Fault]:
    """Columns are in order of code, each code once; what breaks that is named."""
    if all(map(lt, codes, islice(codes, 1, None))):
        return []
    return [Fault(table, "id", "out_of_order_or_twice")]


def _with_gaps(columns: Columns) -> list[Fault]:
    """Ranked wishes stand without gaps, so that their text can be written rank by rank."""
    gaps = (columns.wishes[:, :, 1:] != NONE) & (columns.wishes[:, :, :-1] == NONE)
    return [Fault("pupils", "wishes", "gap")] if gaps.any() else []


def _suspects(columns: Columns) -> Flags:
    """Rows that may be at fault. One too many costs a moment, one too few would let a fault through."""
    found: Flags = _odd_codes(columns) | (columns.tier < PRIORITY)
    for slot, table in zip(columns.slots, columns.wishes, strict=True):
        fits = [slot in section.slots and not section.is_bundle for section in columns.sections]
        ranked = np.ascontiguousarray(table.T)  # a rank is a row, so that ranks are compared in one go
        odd = ~np.array([*fits, True], np.bool_)
        for column in ranked:
            found |= odd[column]
        found |= _repeats(ranked)
    found |= _without_room(columns)
    return found


def _odd_codes(columns: Columns) -> Flags:
    if any(
        _is_odd("".join(codes), min(map(len, codes), default=1))
        for codes in (columns.codes, columns.families)
    ):
        return np.ones(len(columns.codes), np.bool_)
    return np.zeros(len(columns.codes), np.bool_)


def _is_odd(every: str, shortest: int) -> bool:
    """Whether any code may be empty or hold a sign that no code may hold, judged by all of them together."""
    return not shortest or not every.isprintable() or not every.isascii()


def _repeats(ranked: Numbers) -> Flags:
    """Who ranks something twice."""
    found = np.zeros(ranked.shape[1], np.bool_)
    for rank, column in enumerate(ranked):
        for better in ranked[:rank]:
            found |= (column == better) & (column != NONE)
    return found


def _without_room(columns: Columns) -> Flags:
    """Priority pupils at a school some of whose rooms are not open to all (A3.4)."""
    open_slots = {slot for s in columns.sections if s.fallback and not s.grades for slot in s.slots}
    everywhere = open_slots >= set(columns.slots)
    found: Flags = (columns.tier == PRIORITY) & (not everywhere)
    return found
