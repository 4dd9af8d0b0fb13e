"""Class lists and slips on paper and as workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from kehou.enrolment.lists import ClassLine, GroupLine, group_time
from kehou.enrolment.public import GroupInfo
from kehou.enrolment.results import BandResult
from kehou.enrolment.wording import DAYS
from kehou.platform.paper.codes import scan_mark
from kehou.platform.paper.documents.class_lists import (
    ClassList,
    ClassRow,
    GroupList,
    GroupRow,
    print_class_lists,
    print_group_lists,
)
from kehou.platform.paper.documents.placement import PlacementLine, PlacementSlip, print_slips
from kehou.platform.paper.sheets import Column, Sheet, print_workbook
from kehou.platform.ui.wording import grades_text


def class_pdf(
    school: str, term: str, class_name: str, teacher: str, lines: Sequence[ClassLine], *, at: datetime
) -> bytes:
    """The list of a class on A4."""
    rows = tuple(ClassRow(line.name, _five(line.days), line.way_home) for line in lines)
    document = ClassList(school, term, class_name, teacher, at.date(), rows)
    return print_class_lists([document], at=at)


def group_pdf(
    school: str,
    term: str,
    group: GroupInfo,
    leader: str,
    lines: Sequence[GroupLine],
    sessions: Sequence[date],
    *,
    at: datetime,
) -> bytes:
    """The roll of a group on A4, with a column for each of its next days."""
    document = GroupList(
        school=school,
        term=term,
        course=group_title(group),
        leader=leader,
        place=group.room,
        time=group_time(group),
        sessions=tuple(sessions),
        issued=at.date(),
        rows=tuple(GroupRow(line.name, line.class_name) for line in lines),
    )
    return print_group_lists([document], at=at)


def class_workbook(school: str, title: str, lines: Sequence[ClassLine], *, at: datetime) -> bytes:
    """The list of a class as a workbook."""
    columns = tuple(Column(name) for name in ("姓名", *DAYS[:5], "回家方式"))
    rows = tuple((line.name, *line.days, line.way_home) for line in lines)
    return print_workbook([Sheet(title, f"{school}{title}", columns, rows)], author=school, at=at)


def group_workbook(
    school: str, group: GroupInfo, leader: str, lines: Sequence[GroupLine], *, at: datetime
) -> bytes:
    """The roll of a group as a workbook; leader and room stand in each row, so that rolls can be joined."""
    columns = tuple(Column(name) for name in ("姓名", "班级", "授课教师", "地点"))
    rows = tuple((line.name, line.class_name, leader, group.room) for line in lines)
    heading = f"{school}{group_title(group)} {group_time(group)}"
    return print_workbook([Sheet(group_title(group), heading, columns, rows)], author=school, at=at)


def group_title(group: GroupInfo) -> str:
    """A group's name: its course, its grades and its number; one course may run for several at one time."""
    return f"{group.title}（{grades_text(group.grades)}，{group.number}组）"


def slip(
    school: str,
    term: str,
    pupil: tuple[str, str],
    results: Sequence[BandResult],
    *,
    cost: str,
    change_until: date,
    address: str,
    code: str,
    on: date,
) -> PlacementSlip:
    """One pupil's slip; ``pupil`` is name and class."""
    return PlacementSlip(
        school=school,
        term=term,
        pupil=pupil[0],
        class_name=pupil[1],
        lines=tuple(_line(result) for result in results),
        cost=cost,
        change_until=change_until,
        draw="派位过程和结果可以扫码核对。",
        mark=scan_mark(code, address),
        date=on,
    )


def slips_pdf(slips: Sequence[PlacementSlip], *, at: datetime) -> bytes:
    """The slips of a class."""
    return print_slips(slips, at=at)


def _line(result: BandResult) -> PlacementLine:
    reasons = [f"{wish.title}：{wish.state}。{wish.reason}" for wish in result.wishes]
    return PlacementLine(
        slot=result.name.replace(" ", "\n", 1),
        wishes=tuple(wish.title for wish in result.wishes),
        result=result.title,
        place=result.room,
        reason="".join([*reasons, result.note]),
    )


def _five(days: Sequence[str]) -> tuple[str, str, str, str, str]:
    one, two, three, four, five = days
    return one, two, three, four, five
