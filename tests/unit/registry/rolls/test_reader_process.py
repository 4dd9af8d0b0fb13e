"""What the reader's process prints, and that a broken stream is never taken for a shorter roll."""

from __future__ import annotations

import datetime
import io
import json
from typing import Any

import pytest

from factories.roll_files import cells_of, good_row, xlsx_of
from kehou.registry.rolls import RollKind, UnableToReadRoll
from kehou.registry.rolls.picking import as_cell
from kehou.registry.rolls.sheet_process import print_roll
from kehou.registry.rolls.workbook import received_rows

DATA = xlsx_of(cells_of([good_row(31), good_row(33)]))


def printed(data: bytes) -> list[Any]:
    out = io.StringIO()
    print_roll(data, RollKind.ROLL, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_it_prints_layout_rows_and_their_number() -> None:
    layout, *rows, end = printed(DATA)
    assert layout["columns"][1] == ["name", "姓名", 1]
    assert [row[0] for row in rows] == [2, 3]
    assert end == {"rows": 2}


def test_a_sheet_without_a_heading_and_one_with_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnableToReadRoll):
        printed(xlsx_of([["说明"]]))
    monkeypatch.setattr("kehou.registry.rolls.picking.MAX_ROLL_ROWS", 1)
    with pytest.raises(UnableToReadRoll):
        printed(DATA)


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ([], "reader_failed"),
        ([{"rows": 3}], "reader_failed"),
        ([{"refused": "too_many_rows", "facts": {"limit": 2}}], "too_many_rows"),
    ],
)
def test_a_stream_that_breaks_off_is_a_failure(end: list[Any], reason: str) -> None:
    lines = [[2, "a"], [3, "b"]]
    assert len(list(received_rows(iter([*lines, {"rows": 2}]), 1))) == 2
    with pytest.raises(UnableToReadRoll) as refused:
        list(received_rows(iter([*lines, *end]), 1))
    assert refused.value.verdicts[0].reason == reason


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (" 向禾苗 ", "向禾苗"),
        ("x" * 999, "x" * 300),
        (True, "TRUE"),
        (False, "FALSE"),
        (1.5, 1.5),
        (datetime.datetime(2017, 5, 12, 8, 30), "2017-05-12"),  # noqa: DTZ001
        (datetime.date(2017, 5, 12), "2017-05-12"),
        (datetime.time(8, 30), "08:30:00"),
    ],
)
def test_values_become_cells(value: object, cell: object) -> None:
    assert as_cell(value) == cell
