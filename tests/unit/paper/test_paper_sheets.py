"""Spreadsheets: text stays text, nothing is a formula, the page is set up to print."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from kehou.kernel.fen import Fen
from kehou.kernel.moments import NaiveMoment
from kehou.platform.paper.sheets import Cell, CellKind, Column, Sheet, print_workbook
from unit.paper.samples.common import AT

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1", "{=1}", "mailto:a@b", "0012")
COLUMNS = (Column("姓名"), Column("课时", CellKind.COUNT), Column("金额（元）", CellKind.MONEY))


def sheet(*rows: tuple[Cell, ...], columns: tuple[Column, ...] = COLUMNS) -> Sheet:
    return Sheet("三年级2班", "三年级2班课后服务名册", columns, rows)


def book(*sheets: Sheet) -> bytes:
    return print_workbook(sheets, author="青溪县松风小学", at=AT)


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_values_come_back_as_they_went_in() -> None:
    data = book(sheet(("欧阳䶮", 12, Fen(4805)), ("吴𠮷", None, None)))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows == [["姓名", "课时", "金额（元）"], ["欧阳䶮", 12.0, 48.05], ["吴𠮷", "", ""]]


def test_hostile_text_is_never_a_formula_nor_a_link() -> None:
    data = book(sheet(*((text, 1, Fen(1)) for text in HOSTILE)))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert tuple(row[0] for row in rows[1:]) == HOSTILE
    page = part(data, "xl/worksheets/sheet1.xml")
    assert "<f>" not in page
    assert "<hyperlink" not in page
    assert page.count('t="s"') == len(HOSTILE) + len(COLUMNS)


def test_the_library_left_to_itself_would_write_a_formula() -> None:
    """The positive control of the test above."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as careless:
        careless.add_worksheet().write(0, 0, "=1+1")
    assert "<f>" in part(target.getvalue(), "xl/worksheets/sheet1.xml")


def test_text_cells_are_formatted_as_text() -> None:
    assert 'numFmtId="49"' in part(book(sheet(("0012", 1, Fen(1)))), "xl/styles.xml")


def test_it_prints_on_a4_with_the_header_on_each_page() -> None:
    data = book(sheet(("田禾", 1, Fen(100))))
    page = part(data, "xl/worksheets/sheet1.xml")
    assert 'paperSize="9"' in page
    assert 'state="frozen"' in page
    assert 'fitToHeight="0"' in page
    assert "三年级2班课后服务名册" in page
    assert "Print_Titles" in part(data, "xl/workbook.xml")


def test_columns_are_as_wide_as_their_chinese() -> None:
    page = part(book(sheet(("欧阳欧阳欧阳欧阳", 1, Fen(1)))), "xl/worksheets/sheet1.xml")
    widths = [float(width) for width in re.findall(r'<col [^>]*width="([\d.]+)"', page)]
    assert [round(width) for width in widths] == [19, 7, 13]


def test_a_wide_table_lies_across_the_page() -> None:
    wide = tuple(Column(f"第{number}列课程名称") for number in range(8))
    page = part(book(sheet(("周",) * 8, columns=wide)), "xl/worksheets/sheet1.xml")
    assert 'orientation="landscape"' in page
    assert 'orientation="landscape"' not in part(book(sheet()), "xl/worksheets/sheet1.xml")


def test_days_are_written_in_words() -> None:
    data = book(sheet((date(2026, 3, 2), 1, Fen(1))))
    assert "2026年3月2日" in part(data, "xl/sharedStrings.xml")


def test_the_same_content_gives_the_same_bytes() -> None:
    assert book(sheet(("田禾", 1, Fen(1)))) == book(sheet(("田禾", 1, Fen(1))))


@pytest.mark.parametrize(("name", "shown"), [("一/二年级", "一 二年级"), ("", "表1"), ("班" * 40, "班" * 31)])
def test_a_name_that_spreadsheets_refuse_is_made_fit(name: str, shown: str) -> None:
    data = book(Sheet(name, "", COLUMNS, ()))
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == [shown]


@pytest.mark.parametrize("row", [("甲", 1), ("甲", "一", Fen(1)), (1, 1, Fen(1)), ("甲", 1, 4)])
def test_a_row_that_does_not_fit_its_columns_is_refused(row: tuple[Cell, ...]) -> None:
    with pytest.raises(ValueError):
        book(sheet(row))


def test_a_moment_needs_a_zone() -> None:
    with pytest.raises(NaiveMoment):
        print_workbook([sheet()], author="", at=AT.replace(tzinfo=None))
