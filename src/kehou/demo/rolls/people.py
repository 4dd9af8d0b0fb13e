"""The made-up people of a roll."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DemoMember:
    """A family member as the register holds one; ``relation`` is its code (51 father, 52 mother, ...)."""

    name: str
    relation: str
    phone: str
    is_guardian: bool


@dataclass(frozen=True, slots=True)
class DemoPupil:
    """A pupil with the register's code values (parameters 6)."""

    name: str
    sex: str
    birth_date: date
    id_number: str
    roll_number: str
    subnumber: str
    grade: int
    class_number: int
    entry_year: int
    boards: bool
    left_behind: str
    migrant: bool
    disability: str
    orphan: bool
    aid: bool
    travel: str
    rides_bus: bool
    members: tuple[DemoMember, ...]

    @property
    def class_code(self) -> str:
        """The class as the register numbers it: year of entry and number, as 202302."""
        return f"{self.entry_year}{self.class_number:02d}"

    @property
    def entry_month(self) -> str:
        """The month in which the pupil entered primary or junior school, as 202309."""
        return f"{self.entry_year}09"
