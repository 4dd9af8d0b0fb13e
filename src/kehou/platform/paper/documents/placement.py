"""The result of course choice for one pupil, with the reason in plain words (A7.8, A3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kehou.platform.paper.codes import ScanMark
from kehou.platform.paper.press import press


@dataclass(frozen=True, slots=True)
class PlacementLine:
    """One slot: what was wished in order, what came of it, and why."""

    slot: str
    wishes: tuple[str, ...]
    result: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlacementSlip:
    """A pupil's slip. Reasons never mention a status; an unplaced wish costs nothing."""

    school: str
    term: str
    pupil: str
    class_name: str
    lines: tuple[PlacementLine, ...]
    cost: str
    change_until: date
    draw: str
    mark: ScanMark
    date: date


def print_slips(slips: Sequence[PlacementSlip], *, at: datetime) -> bytes:
    """The slips of a class, as many on a sheet as fit, with lines to cut along."""
    return press("placement", {"slips": slips}, fixed_time=at)
