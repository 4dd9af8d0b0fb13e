"""Reading stored indicators: the latest revision of each, by what the viewer may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from kehou.authority.public import judge_at
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, stops
from kehou.oversight.access import SEE_INDICATORS
from kehou.oversight.indicators.catalogue import DEFINITIONS, Definition
from kehou.oversight.models import Signal, SignalNote, Snapshot
from kehou.rulebook.facts.supervision import ListedBy, ListingFacts

_LINE_KINDS = {"class": ListedBy.CLASS, "grade": ListedBy.GRADE, "teacher": ListedBy.TEACHER}


class UnableToList(UnableTo):
    """Such a table would rank classes or teachers by how many take part."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One stored reading with its definition."""

    definition: Definition
    row: Snapshot


def visible_readings(viewer: Actor) -> QuerySet[Snapshot]:
    """The stored readings of the viewer's schools and county."""
    return Snapshot.objects.filter(SEE_INDICATORS.rows_for(viewer))


def latest_readings(rows: Iterable[Snapshot]) -> list[Measured]:
    """The latest revision of each reading, in the catalogue's order."""
    latest: dict[tuple[object, ...], Snapshot] = {}
    for row in sorted(rows, key=lambda row: row.revision):
        latest[row.school_id, row.indicator, row.subject, row.first_date] = row
    order = {name: place for place, name in enumerate(DEFINITIONS)}
    known = [row for row in latest.values() if row.indicator in order]
    known.sort(key=lambda row: (order[row.indicator], row.first_date, row.subject))
    return [Measured(DEFINITIONS[row.indicator], row) for row in known]


def readings_of_school(school_id: UUID, term_id: UUID, *, viewer: Actor) -> list[Measured]:
    """What a school's term is measured at."""
    about = Q(school_id=school_id) | Q(school_id=None, subject=f"school/{school_id}")
    return latest_readings(visible_readings(viewer).filter(about, term_id=term_id))


def reading(snapshot_id: UUID, *, viewer: Actor, on: date) -> Measured:
    """One stored reading with its rows. Raises Http404, and UnableToList where the rows would rank people.

    Take-up is never shown line by line of classes or teachers (A2.2, A8.9).
    """
    row = visible_readings(viewer).filter(pk=snapshot_id).first()
    if row is None or row.indicator not in DEFINITIONS:
        raise Http404
    definition = DEFINITIONS[row.indicator]
    for kind in {listed_by(subject) for subject, *_ in row.rows}:
        refuse_ranking(definition, kind, county_code=row.county_code, on=on)
    return Measured(definition, row)


def listed_by(subject: str) -> ListedBy:
    """What a row of evidence stands for, by its key."""
    return _LINE_KINDS.get(subject.partition("/")[0], ListedBy.SCHOOL)


def refuse_ranking(definition: Definition, by: ListedBy, *, county_code: str, on: date) -> None:
    """Raise UnableToList for a table of take-up by class or teacher (A2.2, A8.9)."""
    refused = stops(judge_at(Place(county_code), ListingFacts(definition.is_take_up, by), on=on))
    if refused:
        raise UnableToList(refused)


def visible_signals(viewer: Actor) -> QuerySet[Signal]:
    """Signals in sight, the most pressing first; those that ended come last."""
    notes = Prefetch("notes", SignalNote.objects.order_by("written_at"))
    rows = Signal.objects.filter(SEE_INDICATORS.rows_for(viewer))
    return rows.select_related("end", "snapshot").prefetch_related(notes).order_by("due_date", "raised_at")
