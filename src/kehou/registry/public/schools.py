"""Schools as other capabilities see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from kehou.kernel.places import Place
from kehou.platform.database.questions import Asked, question
from kehou.platform.database.reading import read_once
from kehou.registry.models import School
from kehou.registry.public.divisions import codes_named


@dataclass(frozen=True, slots=True)
class SchoolInfo:
    """A school or teaching point. ``legal_person_id`` is itself unless it is a teaching point."""

    id: UUID
    county_code: str
    name: str
    short_code: str
    is_public: bool
    grades: frozenset[int]
    urban_rural_code: str
    authority_code: str
    has_boarders: bool
    legal_person_id: UUID

    @property
    def place(self) -> Place:
        """Where the school stands in the tree."""
        return Place(self.county_code, self.id)

    @property
    def is_point(self) -> bool:
        """Whether this is a teaching point under a central school."""
        return self.legal_person_id != self.id


def school_info(school_id: UUID) -> SchoolInfo:
    """One school. Raises School.DoesNotExist."""
    found = schools_by_id([school_id])
    if school_id not in found:
        raise School.DoesNotExist(school_id)
    return found[school_id]


def schools_by_id(ids: Iterable[UUID]) -> dict[UUID, SchoolInfo]:
    """Several schools with one query."""
    return dict(_known(tuple(sorted(set(ids)))))


@read_once
def _known(ids: tuple[UUID, ...]) -> dict[UUID, SchoolInfo]:
    return asked_schools(ids).answer


def asked_schools(ids: Iterable[UUID]) -> Asked[dict[UUID, SchoolInfo]]:
    """Several schools, to be asked together with other things."""
    return _schools(ids=list(set(ids))).then(lambda rows: {row.id: _info(row) for row in rows})


@question
def _schools(ids: list[UUID]) -> QuerySet[School]:
    return School.objects.filter(id__among=ids)


def school_by_code(short_code: str) -> SchoolInfo | None:
    """The school at a public address, or None."""
    row = School.objects.filter(short_code=short_code).first()
    return _info(row) if row else None


def schools_under(places: Iterable[Place]) -> list[SchoolInfo]:
    """The schools at or below some places, by county and name."""
    found: dict[UUID, School] = {}
    for place in places:
        found.update((row.id, row) for row in _under(place))
    return sorted(map(_info, found.values()), key=lambda school: (school.county_code, school.name))


def find_schools(words: str, *, limit: int) -> list[SchoolInfo]:
    """The schools whose name, or whose county's or city's name, holds every word; by county and name."""
    found = School.objects.order_by("county_code", "name")
    for word in words.split():
        here = Q(name__icontains=word)
        for code in codes_named(word):
            here |= Q(county_code__startswith=code)
        found = found.filter(here)
    return [_info(row) for row in found[:limit]]


def _under(place: Place) -> QuerySet[School]:
    if place.school_id:
        return School.objects.filter(pk=place.school_id)
    return School.objects.filter(county_code__startswith=place.code)


def _info(row: School) -> SchoolInfo:
    return SchoolInfo(
        id=row.id,
        county_code=row.county_code,
        name=row.name,
        short_code=row.short_code,
        is_public=row.ownership == School.Ownership.PUBLIC,
        grades=frozenset(row.grades),
        urban_rural_code=row.urban_rural_code,
        authority_code=row.authority_code,
        has_boarders=row.has_boarders,
        legal_person_id=row.legal_person_id or row.id,
    )
