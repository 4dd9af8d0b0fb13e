"""What reading a roll file yields: the columns that may be used, and the rows beneath the heading."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Cell = str | int | float
"""A cell as it stands in the file; "" where it is empty. A number stays one, so that lost digits show."""


class RollKind(StrEnum):
    """Which list a file is."""

    ROLL = "roll"  # the export of the national pupil register
    NEW_PUPILS = "new_pupils"  # the list of new pupils (新生花名册)


class WhyIgnored(StrEnum):
    """Why a column was dropped while reading."""

    NOT_ALLOWED = "not_allowed"  # known, and may not be stored
    UNKNOWN = "unknown"
    REPEATED = "repeated"  # an earlier column already holds the same


@dataclass(frozen=True, slots=True)
class RollColumn:
    """A column that is used: its canonical field, its heading in the file, its place from 0."""

    field: str
    heading: str
    place: int


@dataclass(frozen=True, slots=True)
class IgnoredColumn:
    """A column that was dropped while reading; nothing of it is kept."""

    heading: str
    why: WhyIgnored


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a sheet's heading stands (row from 1) and what its columns are."""

    heading_row: int
    columns: tuple[RollColumn, ...]
    ignored: tuple[IgnoredColumn, ...]

    @property
    def fields(self) -> frozenset[str]:
        """The canonical fields that the file has."""
        return frozenset(column.field for column in self.columns)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row by its number in the file (from 1), its cells in the order of the layout's columns."""

    row: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RollTable:
    """A roll file after reading: only columns that may be used, only rows that name a pupil."""

    kind: RollKind
    layout: Layout
    rows: tuple[SheetRow, ...]
