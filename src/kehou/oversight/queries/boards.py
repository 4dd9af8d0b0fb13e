"""The boards of county and province: sums over schools, never a child (A3.7, A8.3, A11.3, A11.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from kehou.oversight.indicators.catalogue import DEFINITIONS, Period
from kehou.oversight.models import Snapshot
from kehou.oversight.queries.readings import Measured, latest_readings
from kehou.rulebook.hunan_2024.art11_voices import QualityIndex, quality_index


@dataclass(frozen=True, slots=True)
class Total:
    """One indicator over many schools: the sum of parts and wholes, and how many schools miss the target."""

    name: str
    part: int
    whole: int
    schools: int
    missing: int

    @property
    def value(self) -> Fraction | None:
        """The share over all schools together."""
        return Fraction(self.part, self.whole) if self.whole else None


@dataclass(frozen=True, slots=True)
class WeekPoint:
    """One indicator over all schools in one week."""

    monday: date
    part: int
    whole: int


def totals(measured: Iterable[Measured]) -> list[Total]:
    """Each indicator summed over schools, in the catalogue's order."""
    by_name: dict[str, list[Snapshot]] = defaultdict(list)
    for item in measured:
        by_name[item.row.indicator].append(item.row)
    return [_total(name, by_name[name]) for name in DEFINITIONS if name in by_name]


def weekly_line(measured: Iterable[Measured], name: str) -> list[WeekPoint]:
    """One weekly indicator over all schools, week by week."""
    weeks: dict[date, list[Snapshot]] = defaultdict(list)
    for item in measured:
        if item.row.indicator == name and item.definition.period is Period.WEEK:
            weeks[item.row.first_date].append(item.row)
    return [
        WeekPoint(monday, sum(row.part for row in rows), sum(row.whole for row in rows))
        for monday, rows in sorted(weeks.items())
    ]


def quality_of(sums: Iterable[Total], *, coverage: Fraction | None) -> QualityIndex:
    """The quality index over these schools; every component is shown beside it (A11.5)."""
    values: Mapping[str, Fraction | None] = {row.name: row.value for row in sums}
    return quality_index(
        {
            "coverage": coverage,
            "x_share": _of_target(values.get("x_share_delivered") or values.get("x_share_planned")),
            "satisfaction": values.get("satisfaction"),
            "records": values.get("complete_records"),
            "departures": values.get("closed_departures"),
        }
    )


def county_readings(county_code: str, term_ids: Sequence[UUID]) -> list[Measured]:
    """Everything that is measured of a county's schools, in the scope in force."""
    rows = Snapshot.objects.filter(county_code=county_code, term_id__in=term_ids).defer("rows")
    return latest_readings(rows)


def county_figures(county_code: str, term_ids: Sequence[UUID]) -> dict[str, list[int]]:
    """The sums of a county's terms as they stand in its report: part, whole, schools, schools that miss."""
    return {
        row.name: [row.part, row.whole, row.schools, row.missing]
        for row in totals(county_readings(county_code, term_ids))
    }


def _of_target(share: Fraction | None) -> Fraction | None:
    """A share of X beside the half that is asked for; more than asked counts as one."""
    return None if share is None else min(share * 2, Fraction(1))


def _total(name: str, rows: list[Snapshot]) -> Total:
    missing = {_about(row) for row in rows if not row.is_kept}
    return Total(
        name=name,
        part=sum(row.part for row in rows),
        whole=sum(row.whole for row in rows),
        schools=len({_about(row) for row in rows}),
        missing=len(missing),
    )


def _about(row: Snapshot) -> str:
    """Which school a reading is about, also where the county keeps it."""
    return f"school/{row.school_id}" if row.school_id else row.subject
