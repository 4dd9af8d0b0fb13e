"""What the boards of county and province show: sums, charts, and the headline numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from uuid import UUID

from django.urls import reverse

from kehou.kernel.actor import Actor
from kehou.oversight.access import SEE_PROVINCE_BOARD
from kehou.oversight.charts import BarChart, LineChart, Value, bar_chart
from kehou.oversight.indicators.catalogue import DEFINITIONS
from kehou.oversight.models import Snapshot
from kehou.oversight.queries.boards import Total, county_readings, quality_of, totals
from kehou.oversight.queries.readings import Measured, latest_readings
from kehou.oversight.saying import target_text, value_text
from kehou.oversight.showing_numbers import TotalLine, share_text, show_indicator, total_line, weekly_charts
from kehou.platform.ui.pieces import Fact, Indicator
from kehou.registry.public import SchoolInfo, TermInfo, division_name

HEADLINE = ("x_share_delivered", "complete_records", "closed_departures", "satisfaction", "timely_cases")
BARS = ("complete_records", "satisfaction", "need_met")
MOST_BARS = 30


@dataclass(frozen=True, slots=True)
class Board:
    """The county's board for a term."""

    name: str
    term: TermInfo
    schools: Sequence[SchoolInfo]
    headline: Sequence[Indicator]
    lines: Sequence[LineChart]
    bars: Sequence[BarChart]
    totals: Sequence[TotalLine]


@dataclass(frozen=True, slots=True)
class CountyLine:
    """One county in the province's table."""

    name: str
    schools: int
    coverage: str
    x_share: str
    satisfaction: str
    records: str
    quality: str
    coverage_value: Fraction
    quality_value: Fraction


def county_board(county_code: str, term: TermInfo, schools: Sequence[SchoolInfo], *, may_open: bool) -> Board:
    """Everything a county's desk shows of its schools, without a child; ``may_open`` leads to the records."""
    measured = county_readings(county_code, [term.id])
    sums = totals(measured)
    names = {f"school/{school.id}": school.name for school in schools}
    shown = [show_indicator(item, names) for item in measured if item.row.indicator == "coverage"]
    coverage = shown if may_open else [replace(number, evidence=None) for number in shown]
    return Board(
        name=division_name(county_code),
        term=term,
        schools=schools,
        headline=[*coverage, *(_over_schools(row) for row in sums if row.name in HEADLINE)],
        lines=weekly_charts(measured),
        bars=[chart for name in BARS if (chart := _bars(name, measured, schools))],
        totals=[total_line(row) for row in sums],
    )


def province_lines(viewer: Actor) -> list[CountyLine]:
    """One line a county: sums over its schools' latest term, and nothing below it (A8.3)."""
    rows = Snapshot.objects.filter(SEE_PROVINCE_BOARD.rows_for(viewer)).defer("rows")
    by_county: dict[str, list[Measured]] = defaultdict(list)
    for item in latest_readings(rows):
        by_county[item.row.county_code].append(item)
    return [_county_line(code, _latest_term(items)) for code, items in sorted(by_county.items())]


def _latest_term(items: list[Measured]) -> list[Measured]:
    newest = max(items, key=lambda item: item.row.computed_at).row.term_id
    return [item for item in items if item.row.term_id == newest]


def _county_line(code: str, items: list[Measured]) -> CountyLine:
    sums = {row.name: row for row in totals(items)}

    def value(name: str) -> Fraction | None:
        return sums[name].value if name in sums else None

    quality = quality_of(sums.values(), coverage=value("coverage")).value
    x_share = value("x_share_delivered")
    return CountyLine(
        name=division_name(code),
        schools=len(_schools_of(items)),
        coverage=share_text(value("coverage")),
        x_share=share_text(value("x_share_planned") if x_share is None else x_share),
        satisfaction=share_text(value("satisfaction")),
        records=share_text(value("complete_records")),
        quality=share_text(quality),
        coverage_value=value("coverage") or Fraction(0),
        quality_value=quality or Fraction(0),
    )


def _schools_of(items: Iterable[Measured]) -> set[UUID]:
    return {item.row.school_id for item in items if item.row.school_id}


def county_bars(lines: Iterable[CountyLine]) -> tuple[BarChart, BarChart]:
    """The counties side by side: reach, and the quality index."""
    listed = list(lines)
    reach = [Value(line.name, line.coverage_value, line.coverage) for line in listed]
    quality = [Value(line.name, line.quality_value, line.quality) for line in listed]
    return (
        bar_chart("学校覆盖率", reach, target=None, target_text=""),
        bar_chart("质量指数", quality, target=None, target_text=""),
    )


def _over_schools(row: Total) -> Indicator:
    definition = DEFINITIONS[row.name]
    return Indicator(
        label=definition.title,
        value=value_text(definition, row.part, row.whole),
        formula=f"全县合计：{definition.formula}",
        inputs=[
            Fact("分子", f"{row.part:,}"),
            Fact("分母", f"{row.whole:,}"),
            Fact("学校", f"{row.schools}所"),
            Fact("有未达到的学校", f"{row.missing}所"),
        ],
        clause=definition.clause,
    )


def _bars(name: str, measured: Iterable[Measured], schools: Sequence[SchoolInfo]) -> BarChart | None:
    """One indicator school by school, in the order of the schools' names: a picture, not a ranking."""
    by_school: dict[UUID, list[Snapshot]] = defaultdict(list)
    for item in measured:
        if item.row.indicator == name and item.row.school_id:
            by_school[item.row.school_id].append(item.row)
    values = [
        _bar(name, school, by_school[school.id]) for school in schools[:MOST_BARS] if school.id in by_school
    ]
    if not values:
        return None
    target = next((row.target for rows in by_school.values() for row in rows if row.target), "")
    definition = DEFINITIONS[name]
    wanted = Fraction(target) if target else None
    return bar_chart(definition.title, values, target=wanted, target_text=target_text(definition, target))


def _bar(name: str, school: SchoolInfo, rows: list[Snapshot]) -> Value:
    part, whole = sum(row.part for row in rows), sum(row.whole for row in rows)
    return Value(
        label=school.name[:12],
        value=Fraction(part, whole) if whole else Fraction(0),
        text=value_text(DEFINITIONS[name], part, whole),
        is_missing=any(not row.is_kept for row in rows),
        url=reverse("indicators", args=[school.id]),
    )
