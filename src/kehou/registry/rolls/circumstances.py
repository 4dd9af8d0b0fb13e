"""Boarding, the way home and the flags that decide priority and waivers."""

from __future__ import annotations

from kehou.registry.rolls.codes import read_code, read_flag
from kehou.registry.rolls.pupils import Circumstances, Travel
from kehou.registry.rolls.view import RowView


def read_circumstances(view: RowView) -> Circumstances:
    """What a row says of a pupil's circumstances; None where it says nothing (A3.4, A4.8, A4.18).

    Of a disability or of being left behind only the yes or no is kept, not the kind.
    """
    travel = read_code(view, "travel", "travel")
    return Circumstances(
        boarding=_either(read_flag(view, "boarding", "boarding"), read_flag(view, "boards")),
        left_behind=read_flag(view, "left_behind", "left_behind"),
        migrant=read_flag(view, "migrant"),
        disabled=_either(
            read_flag(view, "disability", "disability"), read_flag(view, "inclusive", "inclusive")
        ),
        orphan=read_flag(view, "orphan"),
        aid=read_flag(view, "aid"),
        travel=Travel(travel) if travel else None,
        bus=read_flag(view, "bus"),
    )


def _either(*said: bool | None) -> bool | None:
    known = [answer for answer in said if answer is not None]
    return any(known) if known else None
