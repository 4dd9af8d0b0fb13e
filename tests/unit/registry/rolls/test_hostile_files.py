"""Hostile workbooks end in a refusal, within little memory and time, and never in a crash."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories.roll_files import cells_of, csv_of, good_row, xlsx_of
from kehou.kernel import limits
from kehou.registry.rolls import RollKind, UnableToReadRoll, read_roll
from kehou.registry.rolls.archive import unpacked_size
from kehou.registry.rolls.wording import FILE_REASONS
from kehou.registry.rolls.workbook import memory_for, read_workbook

GOOD = xlsx_of(cells_of([good_row()]))


def repacked(replace: dict[str, bytes], extra: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad:
        for name in good.namelist():
            bad.writestr(name, replace.get(name, good.read(name)))
        for name, content in (extra or {}).items():
            bad.writestr(name, content)
    return out.getvalue()


def claiming(data: bytes, size: int) -> bytes:
    """An archive whose directory claims a size for its first entry."""
    place = data.index(b"PK\x01\x02")
    return data[: place + 24] + struct.pack("<I", size) + data[place + 28 :]


def reason_for(data: bytes) -> str:
    with pytest.raises(UnableToReadRoll) as refused:
        read_roll(data, kind=RollKind.ROLL)
    assert refused.value.verdicts[0].reason in FILE_REASONS
    return refused.value.verdicts[0].reason


def is_read_or_refused(data: bytes) -> bool:
    try:
        return bool(read_roll(data, kind=RollKind.ROLL).rows)
    except UnableToReadRoll as refused:
        return refused.verdicts[0].reason in FILE_REASONS


def test_a_good_file_passes_the_same_door() -> None:
    assert read_roll(GOOD, kind=RollKind.ROLL).rows
    assert unpacked_size(GOOD) < 200_000


def test_a_bomb_is_refused_by_its_headers_alone() -> None:
    assert reason_for(repacked({"xl/sharedStrings.xml": b" " * 30_000_000})) == "bomb"
    assert reason_for(claiming(GOOD, 2_000_000_000)) == "bomb"


def test_an_archive_of_thousands_of_files_is_refused() -> None:
    many = {f"xl/{number}.xml": b"" for number in range(limits.MAX_ARCHIVE_ENTRIES + 1)}
    assert reason_for(repacked({}, many)) == "bomb"


def test_a_directory_too_long_to_list_is_refused_before_it_is_listed() -> None:
    place = GOOD.rindex(b"PK\x05\x06")
    huge = GOOD[: place + 12] + struct.pack("<I", 2**31) + GOOD[place + 16 :]
    assert reason_for(huge) == "bomb"


def test_an_encrypted_archive_and_another_document_are_refused() -> None:
    place = GOOD.index(b"PK\x01\x02")
    assert reason_for(GOOD[: place + 8] + b"\x01\x00" + GOOD[place + 10 :]) == "encrypted"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as letter:
        letter.writestr("word/document.xml", "<w/>")
    assert reason_for(out.getvalue()) == "not_a_workbook"


SHEET = """<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<sheetData>{rows}</sheetData></worksheet>"""


@pytest.mark.parametrize(
    "sheet",
    [
        SHEET.format(rows='<row r="1"><c r="A1" t="s"><v>0</v></c><c r="XFD1048576"><v>1</v></c></row>'),
        SHEET.format(rows='<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>'),
        SHEET.format(rows='<row r="1"><c r="A1" t="q"><v>x</v></c></row>')[:-30],
        "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><worksheet>&b;</worksheet>",
        "",
        "\x00\x01\x02",
    ],
    ids=["far cell", "no such text", "cut off", "entities", "empty", "binary"],
)
def test_a_broken_sheet_is_refused(sheet: str) -> None:
    data = repacked({"xl/worksheets/sheet1.xml": sheet.encode()})
    assert reason_for(data) in {"reader_failed", "heading_not_found", "no_rows"}


def test_the_reader_is_confined_and_reads_what_fits() -> None:
    """The positive control: the same file is read with enough memory and refused with too little."""
    cells = cells_of([good_row()])
    wide = [*cells, *[[]] * 5_000, [""] * 600 + ["x"]]
    data = xlsx_of(wide)
    enough = memory_for(unpacked_size(data))
    assert len(read_workbook(data, RollKind.ROLL, memory_bytes=enough).rows) == 1
    with pytest.raises(UnableToReadRoll):
        read_workbook(data, RollKind.ROLL, memory_bytes=enough // 2)
    with pytest.raises(UnableToReadRoll):
        read_workbook(data.ljust(3_000_000), RollKind.ROLL, memory_bytes=1_000_000)
    assert memory_for(10**12) == limits.SHEET_READER_MAX_BYTES


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kehou.registry.rolls.picking.MAX_ROLL_ROWS", 2)
    assert reason_for(csv_of(cells_of([good_row(n) for n in (1, 3, 5)]))) == "too_many_rows"
    assert len(read_roll(csv_of(cells_of([good_row(n) for n in (1, 3)])), kind=RollKind.ROLL).rows) == 2


def test_a_file_too_large_is_refused_unread() -> None:
    assert reason_for(b"PK\x03\x04" + bytes(limits.MAX_UPLOAD_BYTES)) == "too_large"


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_file_with_flipped_bytes_is_read_or_refused(flips: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for place, value in flips:
        data[place] = value
    assert is_read_or_refused(bytes(data))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300).filter(lambda data: not data.startswith((b"PK", b"\xd0\xcf"))))
def test_any_other_bytes_are_read_or_refused(data: bytes) -> None:
    assert is_read_or_refused(data)
