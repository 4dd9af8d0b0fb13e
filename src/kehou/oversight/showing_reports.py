"""The yearly report on page and paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kehou.oversight.indicators.catalogue import DEFINITIONS
from kehou.oversight.models import AnnualReport
from kehou.oversight.saying import value_text
from kehou.oversight.showing_numbers import TotalLine
from kehou.platform.paper.documents.annual_report import FigureRow, YearReport, print_year_report
from kehou.registry.public import division_name


def figure_lines(figures: Mapping[str, Sequence[int]]) -> list[TotalLine]:
    """The county's sums as they were frozen, in the catalogue's order."""
    return [_line(name, *figures[name]) for name in DEFINITIONS if name in figures]


def print_report(report: AnnualReport) -> bytes:
    """A frozen report as an official paper; the same report gives the same bytes."""
    content = report.content
    county = division_name(report.county_code)
    cases = content["cases"]
    return print_year_report(
        YearReport(
            issuer=f"{county}教育局",
            title=f"{county}{report.year}—{report.year + 1}学年课后服务年度报告",
            terms=tuple(content["terms"]),
            figures=tuple(
                FigureRow(line.title, line.text, line.schools, line.missing)
                for line in figure_lines(content["figures"])
            ),
            cases=cases["count"],
            cases_in_time=cases["in_time"],
            cases_upheld=cases["upheld"],
            inspections=content["inspections"],
            surveyed_schools=content["surveyed_schools"],
            hearings=content["hearings"],
            practices=tuple(report.practices),
            date=report.reported_at.date(),
            check=report.content_hash[:16],
        ),
        at=report.reported_at,
    )


def _line(name: str, part: int, whole: int, schools: int, missing: int) -> TotalLine:
    definition = DEFINITIONS[name]
    return TotalLine(
        definition.title, definition.clause, value_text(definition, part, whole), schools, missing
    )
