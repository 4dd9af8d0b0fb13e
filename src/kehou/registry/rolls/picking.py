"""Taking a sheet's rows apart: only allowed columns, only rows that name a pupil."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator, Sequence

from kehou.kernel.limits import MAX_ROLL_ROWS
from kehou.registry.rolls.columns import headings_for
from kehou.registry.rolls.heading import HEADING_SEARCHED_ROWS, find_layout
from kehou.registry.rolls.refusals import unreadable
from kehou.registry.rolls.table import Cell, Layout, RollKind, SheetRow

_NAMES_A_PUPIL = ("name", "id_number", "roll_number", "birth_date")
_LONGEST_CELL = 300


class SheetRows:
    """One sheet being read: its layout, found in the first rows, and then its pupils' rows.

    ``layout`` is None where no row looks like a roll's heading.
    """

    def __init__(self, rows: Iterable[Sequence[object]], kind: RollKind) -> None:
        remaining = iter(rows)
        head = list(itertools.islice(remaining, HEADING_SEARCHED_ROWS))
        self._known = headings_for(kind)
        self._rows = itertools.chain(head, remaining)
        self.layout = find_layout([[as_cell(value) for value in row] for row in head], kind)

    def pupils(self, layout: Layout) -> Iterator[SheetRow]:
        """Rows that name a pupil. Raises UnableToReadRoll past the limit of rows."""
        places = [column.place for column in layout.columns]
        fields = [column.field for column in layout.columns]
        naming = [place for place, field in enumerate(fields) if field in _NAMES_A_PUPIL]
        found = 0
        for number, cells in enumerate(self._rows, start=1):
            if number <= layout.heading_row:
                continue
            picked = tuple(as_cell(cells[place]) if place < len(cells) else "" for place in places)
            if not any(picked[place] != "" for place in naming) or self._repeats_heading(picked, fields):
                continue
            found += 1
            if found > MAX_ROLL_ROWS:
                raise unreadable("too_many_rows", limit=MAX_ROLL_ROWS)
            yield SheetRow(number, picked)

    def _repeats_heading(self, cells: tuple[Cell, ...], fields: list[str]) -> bool:
        """Whether a row prints the heading again, as lists made for paper do on each page."""
        name = cells[fields.index("name")]
        return isinstance(name, str) and self._known.field_of(name) == "name"


def as_cell(value: object) -> Cell:
    """A value as its reader gives it, as a cell: long texts cut, days as ISO text, truths as words."""
    if isinstance(value, str):
        return value[:_LONGEST_CELL].strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value)
