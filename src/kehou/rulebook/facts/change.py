"""Facts about changing an approved plan while its term runs (A4.14; processes.md 3.10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kehou.kernel.moments import SchoolCalendar


class Change(StrEnum):
    """What of a plan changed. The first three need only notice, the others the authority's approval."""

    LEADER = "leader"
    ROOM = "room"
    TIME = "time"
    END_OF_DAY = "end_of_day"  # beyond the tolerance around the local end of work
    COURSE = "course"
    PROVIDER = "provider"
    PRICE = "price"
    X_SHARE = "x_share"


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A change that is to take effect.

    ``told_on`` is the day on which families were told, ``approved`` whether the authority agreed to this
    change. ``emergency_reason`` is given where it has to be at once (weather).
    """

    changes: frozenset[Change]
    effective_on: date
    calendar: SchoolCalendar
    told_on: date | None = None
    approved: bool = False
    emergency_reason: str = ""
