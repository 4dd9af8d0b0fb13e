"""Tables as ``.xlsx``: text stays text, headers stay in sight, pages print on A4."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kehou.kernel.fen import Fen
from kehou.kernel.moments import SHANGHAI, NaiveMoment
from kehou.platform.ui.wording import plain_day

Cell = str | int | Fen | date | None

MIN_WIDTH = 6
MAX_WIDTH = 48
LANDSCAPE_FROM = 88  # characters of width that A4 no longer holds upright
PAPER_A4 = 9
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")


class CellKind(StrEnum):
    """How a column is written. Money is in yuan with two decimals; its header says so."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header and what its cells hold."""

    title: str
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. ``heading`` is printed above each page; the cells hold the table only.

    Raises ValueError where a row and the columns differ in length.
    """

    name: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of {self.name!r} is not as long as its columns")


def print_workbook(sheets: Sequence[Sheet], *, author: str, at: datetime) -> bytes:
    """The sheets as one ``.xlsx`` file, byte for byte the same for the same content and ``at``.

    Text cells are forced to text, so that ``=1+1`` is never a formula and leading zeros stay.
    Raises NaiveMoment, and ValueError for a cell that does not fit its column's kind.
    """
    if at.tzinfo is None:
        raise NaiveMoment(str(at))
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"author": author, "created": at.astimezone(SHANGHAI).replace(tzinfo=None)})
        formats = _formats(book)
        for number, sheet in enumerate(sheets, start=1):
            _draw(book.add_worksheet(_sheet_name(sheet.name, number)), sheet, formats)
    return target.getvalue()


def _formats(book: Workbook) -> dict[str, Format]:
    """The cell formats; 49, 1 and 4 are the built-in formats for text, 0 and #,##0.00."""
    base = {"font_name": "宋体", "font_size": 11, "border": 1, "valign": "vcenter", "text_wrap": True}
    return {
        "header": book.add_format({**base, "bold": True, "align": "center", "bg_color": "#F0F0F0"}),
        CellKind.TEXT: book.add_format({**base, "num_format": 49}),
        CellKind.COUNT: book.add_format({**base, "num_format": 1, "align": "center"}),
        CellKind.MONEY: book.add_format({**base, "num_format": 4, "align": "right"}),
    }


def _draw(page: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    _set_up(page, sheet)
    for place, column in enumerate(sheet.columns):
        page.write_string(0, place, column.title, formats["header"])
    for line, row in enumerate(sheet.rows, start=1):
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _write(page, line, place, column.kind, cell, formats[column.kind])


def _write(page: Worksheet, line: int, place: int, kind: CellKind, cell: Cell, style: Format) -> None:
    match kind, cell:
        case _, None:
            page.write_blank(line, place, None, style)
        case CellKind.TEXT, str() | date():
            page.write_string(line, place, _text(cell), style)
        case CellKind.COUNT, int():
            page.write_number(line, place, cell, style)
        case CellKind.MONEY, Fen():
            page.write_number(line, place, Decimal(cell.amount).scaleb(-2), style)
        case _:
            raise ValueError(f"{cell!r} does not fit a column of {kind}")


def _set_up(page: Worksheet, sheet: Sheet) -> None:
    """A4, one page wide, header row frozen and repeated, page x of y."""
    widths = [_width(sheet, place) for place in range(len(sheet.columns))]
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    if sum(widths) >= LANDSCAPE_FROM:
        page.set_landscape()
    page.set_paper(PAPER_A4)
    page.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_header(f"&C&14{sheet.heading.replace('&', '&&')}")
    page.set_footer("&C第&P页　共&N页")


def _width(sheet: Sheet, place: int) -> int:
    """A column's width in characters of half width, a Chinese character counting as two."""
    texts = [sheet.columns[place].title, *(_text(row[place]) for row in sheet.rows)]
    widest = max(_half_widths(line) for text in texts for line in text.split("\n"))
    return min(MAX_WIDTH, max(MIN_WIDTH, widest + 2))


def _half_widths(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Fen):
        return cell.in_yuan()
    return plain_day(cell) if isinstance(cell, date) else str(cell)


def _sheet_name(name: str, number: int) -> str:
    """A name that spreadsheets accept: at most 31 characters, none of ``[]:*?/\\``, never blank."""
    cleaned = _FORBIDDEN_IN_NAME.sub(" ", name).strip(" '")[:31]
    return cleaned or f"表{number}"
