"""Rolls of a made-up school, row by row, and the files that carry them. No number here can be anyone's."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from kehou.registry.rolls import RollCheck, RollKind, RollTable, check_roll
from kehou.registry.rolls.numbers import check_digit
from kehou.registry.rolls.picking import SheetRows

# No county has ever had this code.
REGION = "439901"
SCHOOL = "2143990001"
SPRING_2026 = date(2026, 2, 26)
AUTUMN_2026 = date(2026, 9, 1)


def id_number(birth: date = date(2017, 5, 12), sequence: int = 31, region: str = REGION) -> str:
    """An identity number with a right check digit; an odd sequence is a boy's."""
    first = f"{region}{birth:%Y%m%d}{sequence:03d}"
    return first + check_digit(first)


def phone(last: int = 1) -> str:
    """A mobile number in a range that no operator has."""
    return f"154{last:08d}"


def good_row(sequence: int = 31, **changes: Any) -> dict[str, Any]:
    """A row of the register's export that is accepted in spring 2026; ``changes`` are by heading."""
    row = {
        "学校标识码": SCHOOL,
        "姓名": "向禾苗",
        "性别": "1" if sequence % 2 else "2",
        "出生日期": "20170512",
        "身份证件类型": "1",
        "身份证件号": id_number(sequence=sequence),
        "班号": "202302",
        "入学年月": "202309",
        "就读方式": "1",
        "是否留守儿童": "0",
        "是否享受一补": "0",
        "是否孤儿": "0",
        "上下学方式": "1",
        "是否需要乘坐校车": "0",
        "学籍辅号": f"4399012023{sequence:04d}",
        "残疾类型": "0",
        "随班就读": "0",
        "成员1姓名": "向远山",
        "成员1关系": "51",
        "成员1联系电话": phone(sequence),
        "成员1是否监护人": "1",
        "成员2姓名": "彭秋月",
        "成员2关系": "52",
        "成员2联系电话": phone(sequence + 1000),
        "成员2是否监护人": "1",
        "是否进城务工人员随迁子女": "0",
    }
    return row | changes


def new_pupil(sequence: int = 31, **changes: Any) -> dict[str, Any]:
    """A row of a list of new pupils that is accepted in autumn 2026."""
    row = {
        "序号": "1",
        "姓名": "向新芽",
        "性别": "男" if sequence % 2 else "女",
        "身份证号": id_number(date(2020, 3, 8), sequence),
        "监护人姓名": "向远山",
        "与学生关系": "父亲",
        "联系电话": phone(sequence),
    }
    return row | changes


def cells_of(rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """A heading and the rows beneath it; the first row's keys are the headings."""
    headings = list(rows[0])
    return [headings, *([row.get(heading, "") for heading in headings] for row in rows)]


def table_of(*rows: Mapping[str, Any], kind: RollKind = RollKind.ROLL) -> RollTable:
    """The table that reading a file of these rows gives."""
    return table_of_cells(cells_of(rows), kind)


def table_of_cells(cells: Iterable[Sequence[Any]], kind: RollKind = RollKind.ROLL) -> RollTable:
    """The table in a sheet of these cells, which must hold a heading."""
    sheet = SheetRows(cells, kind)
    assert sheet.layout is not None
    return RollTable(kind, sheet.layout, tuple(sheet.pupils(sheet.layout)))


def checked(*rows: Mapping[str, Any], kind: RollKind = RollKind.ROLL, **options: Any) -> RollCheck:
    """The check of these rows at the made-up school, in the term that suits the kind of list."""
    first_day = SPRING_2026 if kind is RollKind.ROLL else AUTUMN_2026
    settings = {"school_code": SCHOOL, "term_first_day": first_day, "extra_regions": frozenset({REGION})}
    return check_roll(table_of(*rows, kind=kind), **(settings | options))


def csv_of(cells: Iterable[Sequence[object]], encoding: str = "utf-8") -> bytes:
    """A comma-separated file."""
    return "\r\n".join(",".join(map(str, row)) for row in cells).encode(encoding)


def xlsx_of(cells: Iterable[Sequence[Any]], **sheets: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet, with further ones by name after it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in {"学生信息": cells, **sheets}.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    return out.getvalue()
