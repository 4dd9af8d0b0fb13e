"""The county's desk: entering schools and teaching points, and naming their heads (A3.1, A4.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from kehou.kernel.actor import Actor, Role
from kehou.kernel.moments import local_day
from kehou.kernel.places import Place
from kehou.kernel.verdict import UnableTo, refusal
from kehou.platform.access.actions import require
from kehou.platform.access.holding import end_role, grants_at
from kehou.platform.audit.trail import record, subject_of
from kehou.registry.access import KEEP_SCHOOLS
from kehou.registry.models import School
from kehou.registry.services.organising import hire, open_school


class UnableToEnterSchool(UnableTo):
    """The codes are taken, no grade is named, or the central school is itself a teaching point."""


@dataclass(frozen=True, slots=True)
class SchoolEntry:
    """What the county says of a school. ``central_id`` names the central school of a teaching point."""

    name: str
    short_code: str
    official_code: str
    grades: frozenset[int]
    urban_rural_code: str
    is_public: bool
    has_boarders: bool
    central_id: UUID | None = None


@transaction.atomic
def enter_school(*, actor: Actor, now: datetime, county_code: str, entry: SchoolEntry) -> School:
    """Enter a school of the county. Raises UnableToEnterSchool."""
    place = Place(county_code)
    require(KEEP_SCHOOLS, actor, place)
    if not entry.grades or not entry.grades <= set(range(1, 10)):
        raise UnableToEnterSchool([refusal("A4.1", "school_without_grades", subject="school")])
    taken = Q(short_code=entry.short_code) | Q(official_code=entry.official_code)
    if School.objects.filter(taken).exists():
        raise UnableToEnterSchool([refusal("A4.1", "school_codes_taken", subject="school")])
    if entry.central_id and not _central(county_code, entry.central_id):
        raise UnableToEnterSchool([refusal("A4.1", "central_school_unfit", subject="school")])
    row = open_school(
        county_code=county_code,
        name=entry.name,
        short_code=entry.short_code,
        official_code=entry.official_code,
        grades=entry.grades,
        urban_rural_code=entry.urban_rural_code,
        is_public=entry.is_public,
        has_boarders=entry.has_boarders,
        legal_person_id=entry.central_id,
    )
    record("school.entered", actor=actor, place=row.place, subject=subject_of("school", row.id), now=now)
    return row


@transaction.atomic
def name_head(*, actor: Actor, now: datetime, place: Place, name: str, phone: str) -> UUID:
    """Name the head of a school; the former one's role ends today. The new head's id."""
    require(KEEP_SCHOOLS, actor, place)
    today = local_day(now)
    for grant in grants_at(place):
        if grant.role == Role.SCHOOL_HEAD.value:
            end_role(grant.id, on=today)
    person = hire(
        place,
        name=name,
        phone=phone,
        roles=[(Role.SCHOOL_HEAD, place, "")],
        since=today,
        kind="administrator",
    )
    record("head.named", actor=actor, place=place, subject=subject_of("person", person), now=now)
    return person


def _central(county_code: str, school_id: UUID) -> bool:
    return School.objects.filter(pk=school_id, county_code=county_code, legal_person=None).exists()
