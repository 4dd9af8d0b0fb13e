"""Roll files of the demo's schools, as they would arrive at the import: the same bytes for the same seed."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kehou.demo.rolls.columns import (
    NEW_PUPIL_HEADINGS,
    REGISTER_HEADINGS,
    Cells,
    new_pupil_cells,
    register_cells,
)
from kehou.demo.rolls.county import COUNTY_NAME, TOWNSHIP, URBAN, DemoSchool
from kehou.demo.rolls.dirt import dirtied
from kehou.demo.rolls.families import DemoFamily
from kehou.demo.rolls.people import DemoMember, DemoPupil
from kehou.demo.rolls.pupils import SCHOOL_YEAR, PupilMaker, Seat, seat, seats_of

SEED = 20260226
ROLL, NEW_PUPILS = "roll", "new_pupils"
TEACHER_PHONE_DIGITS = "9000001"  # a staff member's number, which also stands on a child
_MADE_AT = datetime.datetime(2026, 2, 25, 8, 0)  # noqa: DTZ001  (written into the file as local time)
_EXTRA_HEADINGS = ("学籍号", "班主任")
_SIBLING_PERCENT = 15


@dataclass(frozen=True, slots=True)
class DemoRollFile:
    """A file to upload, and the pupils that it is about. ``kind`` is ``roll`` or ``new_pupils``."""

    school: DemoSchool
    kind: str
    name: str
    data: bytes
    pupils: tuple[DemoPupil, ...]


def teacher_phone(school: DemoSchool) -> str:
    """The phone of a staff member that stands on one child of the school's roll as well."""
    return f"154{school.official_code[-1]}{TEACHER_PHONE_DIGITS}"


def roll_file(school: DemoSchool, *, seed: int = SEED, mended: bool = False) -> DemoRollFile:
    """A school's roll in spring 2026, with the usual dirt; ``mended`` is the file sent in afterwards."""
    pupils = _with_odd_cases([pupil for pupil, _ in _roll(school, seed)[1]], school, seed)
    exported = school is URBAN
    rows = [register_cells(pupil, school, in_words=not exported) for pupil in pupils]
    for row, pupil in zip(rows, pupils, strict=True):
        row["学籍号"] = pupil.roll_number
    rows = dirtied(rows, school.key, refused=not mended)
    headings = (*REGISTER_HEADINGS, *_EXTRA_HEADINGS) if exported else REGISTER_HEADINGS
    title = f"{school.name}2025—2026学年学生基本信息表"
    write, ending = (_separated, "csv") if school is TOWNSHIP else (_workbook, "xlsx")
    name = f"{school.name}学生基本信息表.{ending}"
    return DemoRollFile(school, ROLL, name, write(title, headings, rows), tuple(pupils))


def new_pupils_file(school: DemoSchool, *, seed: int = SEED) -> DemoRollFile:
    """A school's list of new pupils for autumn 2026, siblings of its pupils among them."""
    maker, enrolled = _roll(school, seed)
    chance = Random(f"{seed} new {school.key}")  # noqa: S311  (made-up people, not secrets)
    seats = [
        seat(1, place % school.classes_a_grade + 1, SCHOOL_YEAR + 1) for place in range(school.new_pupils)
    ]
    pupils = [_new_pupil(place, maker, enrolled, chance) for place in seats]
    rows = [new_pupil_cells(pupil, place) for place, pupil in enumerate(pupils, start=1)]
    title = f"{school.name}2026年秋季新生花名册"
    return DemoRollFile(
        school, NEW_PUPILS, f"{title}.xlsx", _workbook(title, NEW_PUPIL_HEADINGS, rows), tuple(pupils)
    )


def _new_pupil(
    place: Seat, maker: PupilMaker, enrolled: list[tuple[DemoPupil, DemoFamily]], chance: Random
) -> DemoPupil:
    if chance.randrange(100) < _SIBLING_PERCENT:
        return maker.pupil(place, chance.choice(enrolled)[1])
    return maker.fill([place])[0][0]


def _roll(school: DemoSchool, seed: int) -> tuple[PupilMaker, list[tuple[DemoPupil, DemoFamily]]]:
    maker = PupilMaker(school, Random(f"{seed} {school.key}"))  # noqa: S311  (made-up people, not secrets)
    return maker, maker.fill(seats_of(school))


def _with_odd_cases(pupils: list[DemoPupil], school: DemoSchool, seed: int) -> list[DemoPupil]:
    """A child with a staff member's phone, a couple with one phone, a pupil whom another school has too."""
    first, second = pupils[10], pupils[11]
    pupils[10] = replace(first, members=_with_phone(first.members, 0, teacher_phone(school)))
    pupils[11] = replace(second, members=_with_phone(second.members, 1, second.members[0].phone))
    if school is TOWNSHIP:
        pupils[-1] = _also_at(pupils[-1], [pupil for pupil, _ in _roll(URBAN, seed)[1]])
    return pupils


def _also_at(pupil: DemoPupil, others: list[DemoPupil]) -> DemoPupil:
    """A pupil with the person of one at another school, as after a move that one of them did not report."""
    other = others[100]
    return replace(
        pupil,
        name=other.name,
        sex=other.sex,
        birth_date=other.birth_date,
        id_number=other.id_number,
        roll_number=other.roll_number,
        grade=other.grade,
        entry_year=other.entry_year,
        class_number=1,
        members=other.members,
    )


def _with_phone(members: tuple[DemoMember, ...], place: int, phone: str) -> tuple[DemoMember, ...]:
    changed = replace(members[place], phone=phone)
    return (*members[:place], changed, *members[place + 1 :])


def _workbook(title: str, headings: Sequence[str], rows: Sequence[Cells]) -> bytes:
    """A workbook with two merged title rows, the heading printed again after half the rows, and a total."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.set_properties({"created": _MADE_AT, "title": title})
        sheet = book.add_worksheet("学生基本信息")
        sheet.merge_range(0, 0, 0, len(headings) - 1, title)
        sheet.merge_range(1, 0, 1, len(headings) - 1, f"单位：{COUNTY_NAME}教育局　　制表时间：2026年2月25日")
        lines: list[list[str | int | float]] = [list(headings)]
        lines += ([row.get(heading, "") for heading in headings] for row in rows)
        lines.insert(len(lines) // 2, list(headings))
        for number, line in enumerate(lines, start=2):
            for column, cell in enumerate(line):
                _write(sheet, number, column, cell)
        sheet.write_string(len(lines) + 2, 0, f"合计{len(rows)}人")
    return out.getvalue()


def _write(sheet: Worksheet, row: int, column: int, cell: str | int | float) -> None:
    if not isinstance(cell, str):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, cell)


def _separated(title: str, headings: Sequence[str], rows: Sequence[Cells]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([title])
    writer.writerow(headings)
    writer.writerows([row.get(heading, "") for heading in headings] for row in rows)
    return out.getvalue().encode("gb18030")
