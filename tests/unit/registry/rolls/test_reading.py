"""Files of every kind are told apart by content; the heading is found; forbidden columns are dropped."""

from __future__ import annotations

from datetime import datetime

import pytest

from factories.old_workbook import xls_of
from factories.roll_files import cells_of, csv_of, good_row, new_pupil, table_of_cells, xlsx_of
from kehou.registry.rolls import RollKind, RollTable, UnableToReadRoll, WhyIgnored, read_roll
from kehou.registry.rolls.wording import say_file, say_ignored

CELLS = cells_of([good_row(), good_row(32, 姓名="向秋实", 性别="2")])
EXPECTED = table_of_cells(CELLS)


def texts(table: RollTable) -> list[tuple[str, ...]]:
    return [tuple(map(str, row.cells)) for row in table.rows]


@pytest.mark.parametrize(
    "data",
    [
        xlsx_of(CELLS),
        xls_of(CELLS),
        csv_of(CELLS),
        csv_of(CELLS, "utf-8-sig"),
        csv_of(CELLS, "gb18030"),
        csv_of([[str(cell) for cell in row] for row in CELLS]).replace(b",", b"\t"),
        xlsx_of([["说明"], ["先看第二张表"]], 名册=CELLS),
    ],
    ids=["xlsx", "xls", "utf-8", "utf-8 with mark", "gb18030", "tabs", "second sheet"],
)
def test_every_kind_of_file_gives_the_same_table(data: bytes) -> None:
    table = read_roll(data, kind=RollKind.ROLL)
    assert table.layout.columns == EXPECTED.layout.columns
    assert texts(table) == texts(EXPECTED)


def test_title_rows_blank_rows_and_repeated_headings_are_passed_over() -> None:
    title = ["示范县第一小学2025—2026学年学生名册"]
    cells = [
        title,
        [],
        ["填表时间：2026年2月"],
        *CELLS[:2],
        [],
        [""] * 5,
        CELLS[0],
        CELLS[2],
        ["合计", "", "2人"],
    ]
    table = read_roll(xlsx_of(cells), kind=RollKind.ROLL)
    assert table.layout.heading_row == 4
    assert [row.row for row in table.rows] == [5, 9]


def test_a_heading_of_two_rows_is_joined() -> None:
    above = ["姓名", "身份证件号", "成员1", "", "", "成员2", ""]
    below = ["", "", "姓名", "关系", "联系电话", "姓名", "联系电话"]
    table = table_of_cells([["名册"], above, below, ["向禾苗", "1", "向远山", "51", "2", "彭秋月", "3"]])
    assert [column.field for column in table.layout.columns] == [
        "name", "id_number", "guardian1_name", "guardian1_relation", "guardian1_phone",
        "guardian2_name", "guardian2_phone",
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["姓 名", "★姓名", "姓名*", "姓名（必填）", "学生姓名", "姓名\n"])
def test_headings_are_known_under_their_usual_spellings(heading: str) -> None:
    cells = [[heading, *CELLS[0][2:], "x"], *([row[1], *row[2:]] for row in CELLS[1:])]
    assert table_of_cells(cells).layout.columns[0].field == "name"


@pytest.mark.parametrize("kind", list(RollKind))
def test_forbidden_columns_are_dropped_while_reading_and_named(kind: RollKind) -> None:
    row = (good_row() if kind is RollKind.ROLL else new_pupil()) | {
        "民族": "土家族",
        "家庭地址": "云雾山村三组",
        "成员1身份证件号": "439901198001010011",
        "血型": "AB",
        "性别 ": "男",
        "班主任评语": "爱读书",
    }
    table = read_roll(xlsx_of(cells_of([row])), kind=kind)
    why = {column.heading: column.why for column in table.layout.ignored}
    assert why["民族"] is why["家庭地址"] is why["成员1身份证件号"] is why["血型"] is WhyIgnored.NOT_ALLOWED
    assert why["班主任评语"] is WhyIgnored.UNKNOWN
    assert why["性别"] is WhyIgnored.REPEATED
    kept = {str(cell) for line in table.rows for cell in line.cells}
    assert not kept & {"土家族", "云雾山村三组", "439901198001010011", "AB", "爱读书"}
    assert all(say_ignored(column).endswith("。") for column in table.layout.ignored)


def test_a_phone_of_the_pupil_is_not_kept_but_that_of_a_new_pupils_family_is() -> None:
    own_phone = table_of_cells(cells_of([good_row(联系电话="15400000099")]))
    assert "15400000099" not in {str(cell) for row in own_phone.rows for cell in row.cells}
    family = table_of_cells(cells_of([new_pupil()]), RollKind.NEW_PUPILS)
    assert "guardian1_phone" in family.layout.fields


def test_numbers_dates_and_truths_of_a_workbook_keep_their_kind() -> None:
    row = good_row(出生日期=datetime(2017, 5, 12), 身份证件号=439901201705120032, 是否孤儿=True)  # noqa: DTZ001
    (read,) = read_roll(xlsx_of(cells_of([row])), kind=RollKind.ROLL).rows
    by_field = dict(zip([c.field for c in EXPECTED.layout.columns], read.cells, strict=True))
    assert isinstance(by_field["id_number"], float)
    assert by_field["orphan"] == "TRUE"
    assert isinstance(by_field["birth_date"], (str, float))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf \r\n", "empty_file"),
        (b"%PDF-1.7\n\x00\x01", "not_a_table"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_a_table"),
        (b"<html><table><tr><td>\xe5\xa7\x93\xe5\x90\x8d", "web_page"),
        ("姓名,性别".encode("utf-16"), "utf16"),
        (b"\xff\xfb\x90\x00", "not_a_table"),
        (b"name\x80\xff,\xfe\xfe", "text_encoding"),
        (csv_of([["a", "b"], ["1", "2"]]), "heading_not_found"),
        (csv_of([["姓名", "性别", "出生日期"]]), "no_rows"),
        (csv_of([["姓名", "性别", "出生日期"], ['"' + "x" * 140_000]]), "broken_text"),
        (csv_of([["姓名", "性别", "出生日期", *map(str, range(250))], ["向"]]), "too_many_columns"),
        (xlsx_of([["a"]]), "heading_not_found"),
        (xlsx_of(CELLS)[:-60], "broken_archive"),
        (b"PK\x03\x04" + b"\x00" * 100, "broken_archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 2000, "reader_failed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)
def test_files_that_are_no_roll_are_refused_with_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(UnableToReadRoll) as refused:
        read_roll(data, kind=RollKind.ROLL)
    (verdict,) = refused.value.verdicts
    assert (verdict.reason, verdict.clause) == (reason, "A3.3")
    assert say_file(verdict).endswith("。")
    assert "{" not in say_file(verdict)
