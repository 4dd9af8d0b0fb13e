"""A row while it is judged: its cells by field, and what was found wrong or odd."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kehou.registry.rolls.cleaning import plain, shown
from kehou.registry.rolls.columns import label_of
from kehou.registry.rolls.table import Cell, RollColumn, SheetRow

_SHOWN_LENGTH = 40


@dataclass(frozen=True, slots=True)
class RowNote:
    """One thing about one row: where, what stands there, and a reason code that ``wording`` words.

    ``column`` is the heading in the file, or the usual one where the file lacks the column.
    """

    row: int
    column: str
    value_shown: str
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)


class RowRefusal(RowNote):
    """Why a row is refused. A row may have several."""

    __slots__ = ()


class RowRemark(RowNote):
    """Something odd about a row that is accepted; a person should look at it."""

    __slots__ = ()


class RowView:
    """The cells of one row by field, collecting refusals and remarks."""

    __slots__ = ("_cells", "_columns", "refusals", "remarks", "row")

    def __init__(self, row: SheetRow, columns: Mapping[str, tuple[int, RollColumn]]) -> None:
        self.row = row.row
        self._cells = row.cells
        self._columns = columns
        self.refusals: list[RowRefusal] = []
        self.remarks: list[RowRemark] = []

    def has(self, name: str) -> bool:
        """Whether the file has the column at all."""
        return name in self._columns

    def cell(self, name: str) -> Cell:
        """The cell of a field as it stands; "" where it is empty or the column is missing."""
        found = self._columns.get(name)
        return self._cells[found[0]] if found else ""

    def text(self, name: str) -> str:
        """The cell of a field as plain text."""
        cell = self.cell(name)
        return plain(cell) if cell != "" else ""

    def refuse(self, name: str, reason: str, **facts: object) -> None:
        """Record why the row cannot be accepted."""
        self.refusals.append(RowRefusal(self.row, self._heading(name), self._shown(name), reason, facts))

    def remark(self, name: str, reason: str, **facts: object) -> None:
        """Record something odd that a person should look at."""
        self.remarks.append(RowRemark(self.row, self._heading(name), self._shown(name), reason, facts))

    def _heading(self, name: str) -> str:
        found = self._columns.get(name)
        return found[1].heading if found else label_of(name)

    def _shown(self, name: str) -> str:
        text = shown(self.cell(name))
        return text if len(text) <= _SHOWN_LENGTH else text[:_SHOWN_LENGTH] + "…"
