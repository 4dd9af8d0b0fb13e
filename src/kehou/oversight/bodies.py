"""Of which bodies a family speaks in a survey: those whose courses its own children are in (A6.10)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from kehou.enrolment.public import seats_of
from kehou.kernel.actor import Actor
from kehou.kernel.places import Place
from kehou.providers.public import contracts_of
from kehou.registry.public import schools_under

Bodies = dict[UUID, str]
"""Names by id."""


def bodies_of(school_id: UUID, term_id: UUID, pupils: Collection[UUID]) -> Bodies:
    """The bodies that hold a course in which one of a family's children has a place."""
    contracts = contracts_of(school_id, term_id=term_id)
    if not contracts:
        return {}
    courses = {seat.course_key for pupil in pupils for seat in seats_of(pupil, term_id)}
    return {row.provider_id: row.provider_name for row in contracts if row.course_key in courses}


def bodies_at(school_id: UUID, term_id: UUID, *, on: date) -> Bodies:
    """The bodies that have held courses at a school up to a day, as its paper names them."""
    rows = contracts_of(school_id, term_id=term_id)
    return {row.provider_id: row.provider_name for row in rows if row.starts_date <= on}


def bodies_in(county: Place, term_id: UUID, *, on: date) -> Bodies:
    """The bodies that have held courses anywhere in a county, by name, for keying papers in."""
    found: Bodies = {}
    for school in schools_under([county]):
        found |= bodies_at(school.id, term_id, on=on)
    return dict(sorted(found.items(), key=lambda item: item[1]))


def children_at(actor: Actor, place: Place) -> list[UUID]:
    """A guardian's children at a school."""
    return [ward.pupil_id for ward in actor.wards if ward.place == place]
