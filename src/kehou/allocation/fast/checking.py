"""Whether columns can be drawn: suspects are found column by column, then judged like any other row."""

from __future__ import annotations

import numpy as np

from kehou.allocation.checking import check
from kehou.allocation.fast.columns import NONE, Columns, Flags, Ints
from kehou.allocation.faults import Fault, UnusableInput
from kehou.allocation.model import PRIORITY


def check_columns(columns: Columns) -> None:
    """Raise UnusableInput with every fault of a closed list in columns, as rows would have them."""
    rows = np.flatnonzero(_suspects(columns))
    faults = check(columns.sections, [columns.pupil(row) for row in rows.tolist()], columns.policy)
    faults += _out_of_order("pupils", columns.codes)
    faults += _out_of_order("sections", [section.id for section in columns.sections])
    if faults:
        raise UnusableInput(faults)


def _out_of_order(table: str, codes: object) -> list[Fault]:
    """Columns are in order of code, each code once; what breaks that is named."""
    ordered = list(codes)  # type: ignore[call-overload]
    if ordered == sorted(set(ordered)):
        return []
    return [Fault(table, "id", "out_of_order_or_twice")]


def _suspects(columns: Columns) -> Flags:
    """Rows that may be at fault. One too many costs a moment, one too few would let a fault through."""
    found: Flags = _odd_codes(columns) | (columns.tier < PRIORITY)
    sections = columns.sections
    takes = np.array([[slot in s.slots for slot in columns.slots] for s in sections], np.bool_)
    takes = np.vstack(
        (takes.reshape(len(sections), len(columns.slots)), np.ones(len(columns.slots), np.bool_))
    )
    bundle = np.array([*(s.is_bundle for s in sections), False], np.bool_)
    for at, table in enumerate(columns.wishes):
        found |= ~takes[table, at].all(axis=1) | bundle[table].any(axis=1) | _repeats(table)
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


def _repeats(table: Ints) -> Flags:
    ordered = np.sort(table, axis=1)
    found: Flags = ((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] != NONE)).any(axis=1)
    return found


def _without_room(columns: Columns) -> Flags:
    """Priority pupils at a school some of whose rooms are not open to all (A3.4)."""
    open_slots = {slot for s in columns.sections if s.fallback and not s.grades for slot in s.slots}
    everywhere = open_slots >= set(columns.slots)
    found: Flags = (columns.tier == PRIORITY) & (not everywhere)
    return found
