"""Article 3, the reach of the service: schools, needs, and those who come first (A3.4, A3.7)."""

from __future__ import annotations

from collections.abc import Iterable

from kehou.rulebook.engine import computes
from kehou.rulebook.facts.indicators import EvidenceRow, PriorityPlaces, Reading, SchoolReach, read


@computes("A3.7")
def coverage(schools: Iterable[SchoolReach]) -> Reading:
    """Of the compulsory schools, how many have an approved service (A3.7).

    A rural school whose families did not ask for it is listed apart and is no failure.
    """
    return read(
        EvidenceRow(school.key, int(school.has_service), 1, not school.has_service)
        for school in schools
        if not school.is_rural_without_wish
    )


@computes("A3.7")
def need_met(schools: Iterable[SchoolReach]) -> Reading:
    """Of the pupils whose families wanted the service, how many take part; never more than all (A3.7)."""
    return read(
        EvidenceRow(school.key, met, school.wanting, met < school.wanting)
        for school in schools
        for met in (min(school.enrolled, school.wanting),)
    )


@computes("A3.4")
def priority_need_met(places: PriorityPlaces) -> Reading:
    """Of the children who come first and wish for a place, how many have one (A3.4)."""
    return Reading(places.placed, places.wanting)
