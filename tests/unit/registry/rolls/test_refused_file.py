"""The list of refused rows: their own words, where and why, nothing that runs, and fit to be sent again."""

from __future__ import annotations

import io
import zipfile

import python_calamine

from factories.roll_files import SCHOOL, SPRING_2026, checked, good_row
from kehou.registry.rolls import RollKind, check_roll, read_roll, write_refused
from kehou.registry.rolls.refused_file import OWN_HEADINGS


def rows_of(data: bytes) -> list[list[object]]:
    return [
        list(row) for row in python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).iter_rows()
    ]


def test_it_holds_the_refused_rows_with_place_and_reason() -> None:
    check = checked(
        good_row(), good_row(33, 姓名="向3", 成员1联系电话="1"), good_row(32, 姓名="向秋实", 性别="2")
    )
    heading, *lines = rows_of(write_refused(check))
    assert tuple(heading[:3]) == OWN_HEADINGS
    (line,) = lines
    assert line[:2] == ["3", "姓名、成员1联系电话"]
    assert str(line[2]).count("\n") == 1
    assert line[heading.index("姓名")] == "向3"


def test_it_holds_no_column_that_may_not_be_stored() -> None:
    heading, *lines = rows_of(write_refused(checked(good_row(姓名="", 民族="土家族", 家庭地址="云雾山村"))))
    assert not {"民族", "家庭地址"} & set(heading)
    assert "土家族" not in {cell for line in lines for cell in line}


def test_nothing_in_it_can_run() -> None:
    evil = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://example.invalid/"]
    data = write_refused(checked(*(good_row(姓名=cell) for cell in evil)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert 't="n"' not in sheet
    heading, *lines = rows_of(data)
    assert [line[heading.index("姓名")] for line in lines] == evil


def test_mended_it_is_accepted_as_it_comes() -> None:
    data = write_refused(checked(good_row(姓名="向3")))
    table = read_roll(data, kind=RollKind.ROLL)
    assert table.layout.ignored == ()
    check = check_roll(
        table, school_code=SCHOOL, term_first_day=SPRING_2026, extra_regions=frozenset({"439901"})
    )
    assert [refusal.reason for refusal in check.refused] == ["name_characters"]
