"""Indicators as workbooks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from kehou.oversight.indicators.catalogue import DEFINITIONS
from kehou.oversight.queries.boards import county_readings
from kehou.oversight.saying import subject_text, target_text, value_text
from kehou.platform.paper.sheets import CellKind, Column, Sheet, print_workbook
from kehou.registry.public import SchoolInfo, TermInfo, division_name
from kehou.rulebook.facts.indicators import Reading
from kehou.rulebook.hunan_2024.art11_voices import inspection_lines

_COLUMNS = (
    Column("学校"),
    Column("指标"),
    Column("对象"),
    Column("分子", CellKind.COUNT),
    Column("分母", CellKind.COUNT),
    Column("数值"),
    Column("要求"),
    Column("依据"),
)


def board_workbook(county_code: str, term: TermInfo, schools: Sequence[SchoolInfo], *, at: datetime) -> bytes:
    """A term's indicators school by school, for the inspection body (A11.4)."""
    name = division_name(county_code)
    targets: dict[tuple[str, str], str] = {}
    by_school: dict[str, dict[str, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for item in county_readings(county_code, [term.id]):
        row = item.row
        about = f"school/{row.school_id}" if row.school_id else row.subject
        subject = row.subject if row.school_id else ""
        by_school[about][row.indicator].append(Reading(row.part, row.whole, subject))
        targets[about, row.indicator] = row.target
    names = {f"school/{school.id}": school.name for school in schools}
    rows = tuple(
        (
            names.get(about, name),
            DEFINITIONS[indicator].title,
            subject_text(subject, names),
            part,
            whole,
            value_text(DEFINITIONS[indicator], part, whole),
            target_text(DEFINITIONS[indicator], targets[about, indicator]),
            DEFINITIONS[indicator].clause,
        )
        for about, readings in sorted(by_school.items(), key=lambda item: names.get(item[0], ""))
        for indicator, subject, part, whole in inspection_lines(readings)
    )
    heading = f"{name}{term.label}课后服务指标"
    return print_workbook([Sheet("指标", heading, _COLUMNS, rows)], author=name, at=at)
