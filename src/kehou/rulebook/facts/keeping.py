"""Facts about letting go of what names a pupil who has left (A7.10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class OpenMatter(StrEnum):
    """What must be settled before nobody can be named any more."""

    MONEY = "open_money"
    INCIDENT = "open_incident"
    CASE = "open_case"


@dataclass(frozen=True, slots=True)
class FormerPupil:
    """A pupil whose key is to be destroyed. ``left_date`` is None for one who is on the roll."""

    key: str
    today: date
    left_date: date | None
    open_matters: frozenset[OpenMatter] = frozenset()
