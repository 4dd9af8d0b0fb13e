"""A county's yearly report 年度报告: figures of all schools, cases, inspections, good practice (A12.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kehou.platform.paper.press import press


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One indicator over the county: how it is written, how many schools it covers and how many miss it."""

    title: str
    value: str
    schools: int
    missing: int


@dataclass(frozen=True, slots=True)
class YearReport:
    """What a county tells of a school year. It names no school, no teacher and no child."""

    issuer: str
    title: str
    terms: tuple[str, ...]
    figures: tuple[FigureRow, ...]
    cases: int
    cases_in_time: int
    cases_upheld: int
    inspections: int
    surveyed_schools: int
    hearings: int
    practices: tuple[str, ...]
    date: date
    check: str


def print_year_report(report: YearReport, *, at: datetime) -> bytes:
    """The report as an upright sheet for the archive and the province."""
    return press("annual_report", report, fixed_time=at)
