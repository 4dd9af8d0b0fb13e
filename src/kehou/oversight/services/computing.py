"""Computing indicators and raising signals. Numbers come from records alone; nobody types one (A11.3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from kehou.authority.public import edition_at, parameters_for
from kehou.kernel.actor import Actor
from kehou.kernel.moments import ONE_DAY, local_day
from kehou.kernel.places import Place
from kehou.oversight.access import COMPUTE
from kehou.oversight.gathering.terms import gather_term
from kehou.oversight.gathering.weeks import gather_week
from kehou.oversight.indicators.catalogue import DEFINITIONS
from kehou.oversight.indicators.measuring import Readings, keeps_target, measure_term, measure_week, target_of
from kehou.oversight.models import Snapshot
from kehou.oversight.services.signalling import settle
from kehou.platform.access.actions import require
from kehou.platform.database.locks import hold
from kehou.registry.public import SchoolInfo, TermInfo
from kehou.rulebook.engine import Parameters
from kehou.rulebook.facts.indicators import Reading

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a period, half-open, and its term."""

    term: TermInfo
    first: date
    past: date


@transaction.atomic
def compute_school(*, actor: Actor, now: datetime, school: SchoolInfo, term: TermInfo) -> int:
    """Compute a school's term and those of its weeks that are over and not final yet; new snapshots.

    A week is computed again for two weeks, since records may come late and facts be corrected.
    """
    county = Place(school.county_code)
    require(COMPUTE, actor, county)
    hold(f"oversight-indicators/{school.id}")
    today = local_day(now)
    parameters = parameters_for(school.place, on=today)
    made = 0
    for monday in _weeks(term, today):
        inputs = gather_week(school, term, first=monday, past=min(monday + WEEK, today + ONE_DAY))
        span = Span(term, monday, monday + WEEK)
        made += keep(measure_week(inputs, parameters), span, school.place, parameters, now=now)
    readings = measure_term(gather_term(school, term, today=today), parameters, today=today)
    span = Span(term, term.first_date, term.last_date + ONE_DAY)
    own, countys = _parted(readings, school)
    made += keep(countys, span, county, parameters, now=now)
    return made + keep(own, span, school.place, parameters, now=now)


def _parted(readings: Readings, school: SchoolInfo) -> tuple[Readings, Readings]:
    """The school's own readings, and those about it that only the county sees."""
    countys = {
        name: tuple(replace(row, subject=f"school/{school.id}") for row in measured)
        for name, measured in readings.items()
        if DEFINITIONS[name].of_county
    }
    return {name: rows for name, rows in readings.items() if name not in countys}, countys


def keep(readings: Readings, span: Span, place: Place, parameters: Parameters, *, now: datetime) -> int:
    """Store the readings that differ from what is stored, and raise or end their signals; how many."""
    latest = {
        (row.indicator, row.subject): row
        for row in Snapshot.objects.filter(
            county_code=place.code,
            school_id=place.school_id,
            term_id=span.term.id,
            first_date=span.first,
            past_date=span.past,
        ).order_by("revision")
    }
    rows = [
        _snapshot(name, reading, latest.get((name, reading.subject)), span, place, parameters, now)
        for name, measured in readings.items()
        for reading in measured
    ]
    new = [row for row in rows if row is not None]
    Snapshot.objects.bulk_create(new)
    settle(new, now=now)
    return len(new)


def _snapshot(
    name: str,
    reading: Reading,
    before: Snapshot | None,
    span: Span,
    place: Place,
    parameters: Parameters,
    now: datetime,
) -> Snapshot | None:
    kept = keeps_target(name, reading, parameters)
    rows = [[row.subject, row.part, row.whole, row.is_adverse] for row in reading.rows]
    target = target_of(DEFINITIONS[name], parameters)
    written = "" if target is None else str(target)
    if before and (before.part, before.whole, before.rows, before.target) == (
        reading.part,
        reading.whole,
        rows,
        written,
    ):
        return None
    return Snapshot(
        county_code=place.code,
        school_id=place.school_id,
        term_id=span.term.id,
        indicator=name,
        subject=reading.subject,
        first_date=span.first,
        past_date=span.past,
        revision=before.revision + 1 if before else 1,
        part=reading.part,
        whole=reading.whole,
        target=written,
        is_kept=kept,
        rows=rows,
        edition=edition_at(local_day(now)).id,
        computed_at=now,
    )


def _weeks(term: TermInfo, today: date) -> Iterable[date]:
    """The Mondays of the running week and the two before it that lie in the term."""
    monday = today - timedelta(days=today.weekday())
    for week in (monday - 2 * WEEK, monday - WEEK, monday):
        if week + WEEK > term.first_date and week <= min(term.last_date, today):
            yield week
