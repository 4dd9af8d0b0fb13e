"""Places in the tree of administration: province, city, county, school.

Divisions are named by their GB/T 2260 code: ``43``, ``4301``, ``430102``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Tier(StrEnum):
    """A level of the tree, from the widest to the narrowest."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    SCHOOL = "school"


_TIER_BY_LENGTH = {2: Tier.PROVINCE, 4: Tier.CITY, 6: Tier.COUNTY}


@dataclass(frozen=True, slots=True)
class Place:
    """A division by its code, or a school within a county."""

    code: str
    school_id: UUID | None = None

    def __post_init__(self) -> None:
        if len(self.code) not in _TIER_BY_LENGTH or not (self.code.isascii() and self.code.isdigit()):
            raise ValueError(f"{self.code!r} is not a division code of 2, 4 or 6 digits")
        if self.school_id is not None and len(self.code) != 6:
            raise ValueError("a school lies in a county")

    @property
    def school(self) -> UUID:
        """The school's id. Raises ValueError for a division."""
        if self.school_id is None:
            raise ValueError(f"{self.code} is no school")
        return self.school_id

    @property
    def tier(self) -> Tier:
        """The level at which this place stands."""
        return Tier.SCHOOL if self.school_id is not None else _TIER_BY_LENGTH[len(self.code)]

    def contains(self, other: Place) -> bool:
        """Whether ``other`` is this place or lies below it."""
        if self.school_id is not None:
            return self == other
        return other.code.startswith(self.code)
