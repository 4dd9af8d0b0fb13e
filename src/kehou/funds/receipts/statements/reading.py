"""Reading a bank's file: CSV in any common encoding or a workbook, with the head wherever it stands. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from kehou.kernel.fen import ZERO, Fen, NotWholeFen

MAX_ROWS = 20_000
MAX_HEAD_ROW = 20
ENCODINGS = ("utf-8-sig", "gb18030")
COLUMNS = {
    "date": ("交易日期", "记账日期", "入账日期", "交易时间", "日期"),
    "income": ("贷方发生额", "收入金额", "收入", "贷方金额", "转入金额", "入账金额", "存入金额"),
    "outgo": ("借方发生额", "支出金额", "支出", "借方金额", "转出金额", "支取金额"),
    "remark": ("附言", "用途", "摘要", "备注"),
    "reference": ("流水号", "交易流水号", "交易流水", "凭证号", "凭证号码", "业务编号"),
}
NEEDED = ("date", "income", "reference")


class UnreadableFile(ValueError):
    """The file is no table of a bank; ``reason`` is a code, ``missing`` the columns that were not found."""

    def __init__(self, reason: str, missing: Sequence[str] = ()) -> None:
        super().__init__(reason)
        self.reason, self.missing = reason, tuple(missing)


@dataclass(frozen=True, slots=True)
class BankRow:
    """One movement. ``row`` is its number in the file, as the bank's table shows it."""

    row: int
    paid_date: date
    income: Fen
    outgo: Fen
    reference: str
    remark: str


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A row that cannot be read: which column, why."""

    row: int
    column: str
    reason: str


def read_statement(content: bytes, *, name: str) -> list[BankRow | FaultyRow]:
    """Every movement of a bank's file, good and faulty. Raises UnreadableFile."""
    cells = _workbook(content) if name.lower().endswith((".xlsx", ".xls")) else _csv(content)
    if len(cells) > MAX_ROWS:
        raise UnreadableFile("statement_too_long")
    head, places = _head(cells)
    return [
        _row(number, row, places)
        for number, row in enumerate(cells[head + 1 :], start=head + 2)
        if any(_text(cell) for cell in row)
    ]


def _workbook(content: bytes) -> list[list[Any]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [list(row) for row in book.get_sheet_by_index(0).to_python(skip_empty_area=False)]
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile("statement_unreadable") from error


def _csv(content: bytes) -> list[list[Any]]:
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        delimiter = "\t" if text.count("\t") > text.count(",") else ","
        try:
            return [list(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
        except csv.Error as error:
            raise UnreadableFile("statement_unreadable") from error
    raise UnreadableFile("statement_unreadable")


def _head(cells: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]]:
    """The row that names the columns, and where each of ours stands."""
    best: dict[str, int] = {}
    for number, row in enumerate(cells[:MAX_HEAD_ROW]):
        places = _places([_text(cell) for cell in row])
        if all(name in places for name in NEEDED):
            return number, places
        best = max(best, places, key=len)
    raise UnreadableFile("statement_columns_missing", [name for name in NEEDED if name not in best])


def _places(titles: Sequence[str]) -> dict[str, int]:
    found = {}
    for name, known in COLUMNS.items():
        for title in known:
            place = next(
                (at for at, text in enumerate(titles) if text.split("(")[0].split("（")[0] == title), None
            )
            if place is not None:
                found[name] = place
                break
    return found


def _row(number: int, row: Sequence[Any], places: dict[str, int]) -> BankRow | FaultyRow:
    def cell(name: str) -> Any:
        at = places.get(name)
        return row[at] if at is not None and at < len(row) else ""

    day = _day(cell("date"))
    if day is None:
        return FaultyRow(number, "date", "bank_date_unreadable")
    amounts = {}
    for name in ("income", "outgo"):
        try:
            amounts[name] = _amount(cell(name))
        except NotWholeFen:
            return FaultyRow(number, name, "bank_amount_unreadable")
    if amounts["income"] < ZERO or amounts["outgo"] < ZERO:
        return FaultyRow(number, "income", "bank_amount_negative")
    if not amounts["income"] and not amounts["outgo"]:
        return FaultyRow(number, "income", "bank_amount_missing")
    reference = _text(cell("reference"))
    if not reference:
        return FaultyRow(number, "reference", "bank_reference_missing")
    return BankRow(number, day, amounts["income"], amounts["outgo"], reference[:80], _text(cell("remark")))


def _amount(cell: Any) -> Fen:
    """An amount in yuan. A workbook's number is taken by its shortest text, so 4.1 is 4.10 and not less."""
    if isinstance(cell, bool):
        raise NotWholeFen("a truth value is no amount")
    text = repr(cell) if isinstance(cell, float) else _text(cell)
    bare = (
        text.replace(",", "").replace("，", "").replace("¥", "").replace("￥", "").replace("元", "").strip()
    )
    return Fen.from_yuan(bare) if bare not in ("", "-", "--") else ZERO


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _text(cell)
    digits = "".join(letter if letter.isdigit() else " " for letter in text).split()
    try:
        if digits and len(digits[0]) >= 8:
            return datetime.strptime(digits[0][:8], "%Y%m%d").date()  # noqa: DTZ007  (a day, no moment)
        if len(digits) >= 3 and len(digits[0]) == 4:
            return date(int(digits[0]), int(digits[1]), int(digits[2]))
    except ValueError:
        return None
    return None


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell if cell is not None else "").strip()


def good(rows: Iterable[BankRow | FaultyRow]) -> list[BankRow]:
    """The rows that could be read."""
    return [row for row in rows if isinstance(row, BankRow)]
