"""From stored readings to indicators, charts and tables on a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from django.urls import reverse

from kehou.oversight.charts import LineChart, Value, line_chart
from kehou.oversight.indicators.catalogue import DEFINITIONS, Definition
from kehou.oversight.queries.boards import Total, WeekPoint, weekly_line
from kehou.oversight.queries.readings import Measured
from kehou.oversight.saying import subject_text, target_text, value_text
from kehou.platform.ui.pieces import Fact, Indicator, Link, Tone
from kehou.platform.ui.wording import day, day_range, full_moment, share
from kehou.rulebook.facts.indicators import Compared

GROUPS = {
    "服务开展": (4, 5, 7, 10),
    "覆盖和自愿": (2, 3, 12),
    "第三方": (6,),
    "收费和经费": (9,),
    "满意和监督": (11,),
}
MOST_ROWS = 200
LINES = ("x_share_delivered", "complete_records", "end_time_fit")


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One row behind a number."""

    label: str
    part: int
    whole: int
    is_adverse: bool


@dataclass(frozen=True, slots=True)
class TotalLine:
    """One indicator over many schools."""

    title: str
    clause: str
    text: str
    schools: int
    missing: int


def show_indicator(item: Measured, names: Mapping[str, str]) -> Indicator:
    """A stored reading as a number that opens to its formula, inputs, statement and evidence."""
    row, definition = item.row, item.definition
    about = subject_text(row.subject, names)
    return Indicator(
        label=f"{definition.title}　{about}" if about else definition.title,
        value=value_text(definition, row.part, row.whole),
        formula=definition.formula,
        inputs=facts_of(item),
        clause=definition.clause,
        tone=tone_of(item),
        evidence=Link("依据的记录", reverse("reading", args=[row.id])),
    )


def facts_of(item: Measured) -> list[Fact]:
    """What a reading is made of, over which time, and against what it is held."""
    row = item.row
    found = [
        Fact("分子", f"{row.part:,}"),
        Fact("分母", f"{row.whole:,}"),
        Fact("时间", day_range(row.first_date, row.past_date - timedelta(days=1))),
        Fact("计算时间", full_moment(row.computed_at), f"第{row.revision}次"),
    ]
    wanted = target_text(item.definition, row.target)
    return [*found, Fact("要求", wanted)] if wanted else found


def tone_of(item: Measured) -> Tone:
    """Done, attention, or nothing where a reading is only shown."""
    if not item.row.is_kept:
        return Tone.STOP
    return Tone.PLAIN if item.definition.compared is Compared.SHOWN else Tone.DONE


def grouped(items: Iterable[Measured], names: Mapping[str, str]) -> list[tuple[str, list[Indicator]]]:
    """Indicators by what they are about; of weekly ones the latest week, of many subjects the worst first."""
    listed = list(items)
    last: dict[str, date] = {}
    for item in listed:
        first = item.row.first_date
        last[item.row.indicator] = max(last.get(item.row.indicator, first), first)
    shown: dict[str, list[Measured]] = defaultdict(list)
    for item in listed:
        if item.row.first_date == last[item.row.indicator]:
            shown[item.row.indicator].append(item)
    found = []
    for title, articles in GROUPS.items():
        numbers = [
            _one_or_worst(of_name, names)
            for of_name in shown.values()
            if _article(of_name[0].definition) in articles
        ]
        if numbers:
            found.append((title, numbers))
    return found


def _one_or_worst(items: Sequence[Measured], names: Mapping[str, str]) -> Indicator:
    """One reading as it is; of several the one nearest to missing its target, with all of them inside."""
    if len(items) == 1:
        return show_indicator(items[0], names)
    is_ceiling = items[0].definition.compared is Compared.AT_MOST
    ordered = sorted(items, key=lambda item: Fraction(item.row.part, item.row.whole), reverse=is_ceiling)
    worst = show_indicator(ordered[0], names)
    lines = [
        Fact(
            subject_text(item.row.subject, names),
            value_text(item.definition, item.row.part, item.row.whole),
            "" if item.row.is_kept else "未达到",
            reverse("reading", args=[item.row.id]),
        )
        for item in ordered
    ]
    about = subject_text(ordered[0].row.subject, names)
    label = f"{items[0].definition.title}　{'最高' if is_ceiling else '最低'}：{about}"
    return replace(worst, label=label, inputs=lines, evidence=None)


def weekly_charts(items: Iterable[Measured]) -> list[LineChart]:
    """The lines of the indicators that are shown week by week, where there are at least two weeks."""
    listed = list(items)
    found = []
    for name in LINES:
        points = weekly_line(listed, name)
        if len(points) > 1:
            found.append(_line(name, points, listed))
    return found


def evidence_lines(item: Measured, names: Mapping[str, str]) -> tuple[list[EvidenceLine], int]:
    """The rows behind a number, those that speak against it first; and how many more there are."""
    rows = sorted(item.row.rows, key=lambda row: not row[3])
    lines = [
        EvidenceLine(subject_text(subject, names) or "一条记录", part, whole, adverse)
        for subject, part, whole, adverse in rows[:MOST_ROWS]
    ]
    return lines, max(len(rows) - MOST_ROWS, 0)


def total_line(row: Total) -> TotalLine:
    """One indicator over many schools, written."""
    definition = DEFINITIONS[row.name]
    text = value_text(definition, row.part, row.whole)
    return TotalLine(definition.title, definition.clause, text, row.schools, row.missing)


def share_text(value: Fraction | None) -> str:
    """A share written, or that there is none."""
    return "无数据" if value is None else share(value.numerator, value.denominator)


def _line(name: str, points: list[WeekPoint], items: Iterable[Measured]) -> LineChart:
    definition = DEFINITIONS[name]
    target = next((item.row.target for item in items if item.row.indicator == name and item.row.target), "")
    wanted = Fraction(target) if target else None
    values = [
        Value(
            day(point.monday).partition("（")[0],
            Fraction(point.part, point.whole) if point.whole else Fraction(0),
            value_text(definition, point.part, point.whole),
            is_missing=wanted is not None and point.part < wanted * point.whole,
        )
        for point in points
    ]
    return line_chart(definition.title, values, target=wanted, target_text=target_text(definition, target))


def _article(definition: Definition) -> int:
    return int(definition.clause[1:].partition(".")[0])
