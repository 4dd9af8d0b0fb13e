"""Who is cleared to serve, until when, and whom a plan's leader key names (A6.14, A10.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from kehou.authority.public import parameters_for
from kehou.kernel.places import Place
from kehou.kernel.verdict import stops
from kehou.platform.database.questions import question
from kehou.providers.clearing import Cleared, clear_files, cleared_on_days, cleared_people, filed
from kehou.providers.models import PersonFile
from kehou.providers.wording import lacking_words
from kehou.registry.public import StaffInfo, names_of, staff_of
from kehou.rulebook.facts.courses import LeaderKind
from kehou.rulebook.hunan_2024.art10_clearance import cleared_through


@dataclass(frozen=True, slots=True)
class ClearanceInfo:
    """Whether a person may serve at a school on a day. ``lacking`` says in words what stops the person.

    ``cleared_until`` is the last day on which all checks hold, None without them.
    """

    person_id: UUID
    kind: LeaderKind
    is_cleared: bool
    cleared_until: date | None
    lacking: tuple[str, ...]
    provider_id: UUID | None
    county_approved: bool


@dataclass(frozen=True, slots=True)
class LeaderStanding:
    """What the file of someone whom a plan names tells on a day: until when all checks hold, and leave."""

    kind: LeaderKind
    cleared_until: date | None
    county_approved: bool


@dataclass(frozen=True, slots=True)
class LeaderInfo:
    """Someone whom a school's plan may name, by the key that the plan uses."""

    key: str
    person_id: UUID
    name: str
    subject: str
    kind: LeaderKind


def clearances_of(person_ids: Iterable[UUID], *, school_id: UUID, on: date) -> dict[UUID, ClearanceInfo]:
    """The clearances of people at a school on a day. Who is unknown there is left out: not cleared."""
    files = _of_people(school_id=school_id, people=list(set(person_ids))).answer
    return {person: _info(row) for person, row in _cleared(files, school_id, on).items()}


def cleared_on(person_ids: Iterable[UUID], *, school_id: UUID, on: date) -> frozenset[UUID]:
    """Those of some people who are cleared to serve at a school on a day (A6.14, A10.6)."""
    files = _of_people(school_id=school_id, people=list(set(person_ids))).answer
    return cleared_people(files, Place(files[0].county_code, school_id), on=on) if files else frozenset()


@question
def _of_people(school_id: UUID, people: list[UUID]) -> QuerySet[PersonFile]:
    return PersonFile.objects.filter(school_id=school_id, person_id__among=people)


def cleared_days(school_id: UUID, pairs: Iterable[tuple[UUID, date]]) -> set[tuple[UUID, date]]:
    """Those pairs of person and day on which the person was cleared at a school, as of that day."""
    wanted = set(pairs)
    files = list(
        PersonFile.objects.filter(school_id=school_id, person_id__in={person for person, _ in wanted})
    )
    if not files:
        return set()
    return cleared_on_days(files, Place(files[0].county_code, school_id), wanted)


def leader_of(school_id: UUID, leader_key: str) -> UUID | None:
    """The person whom a plan's leader key names at a school, or None."""
    return people_of_keys(school_id, [leader_key]).get(leader_key)


def key_of(school_id: UUID, person_id: UUID) -> str | None:
    """The key by which a school's plan names a person, or None for a stranger."""
    file = PersonFile.objects.filter(school_id=school_id, person_id=person_id).first()
    if file:
        return file.leader_key
    return str(person_id) if any(row.id == person_id for row in staff_of(school_id)) else None


def people_of_keys(school_id: UUID, keys: Iterable[str]) -> dict[str, UUID]:
    """The people whom several keys name: by their file, else as staff by id. Others are left out."""
    wanted = set(keys)
    files = PersonFile.objects.filter(school_id=school_id, leader_key__in=wanted)
    found = dict(files.values_list("leader_key", "person_id"))
    if wanted - found.keys():
        staff = {str(row.id): row.id for row in staff_of(school_id)}
        found |= {key: staff[key] for key in wanted - found.keys() if key in staff}
    return found


def leaders_of(school_id: UUID) -> list[LeaderInfo]:
    """Everyone whom a school's plan may name: its staff, and outside people with a file; by name."""
    staff = staff_of(school_id)
    people = _keys(school_id, staff)
    names = names_of(row.person_id for row in people if not row.name)
    named = [
        row if row.name else LeaderInfo(row.key, row.person_id, names.get(row.person_id, ""), "", row.kind)
        for row in people
    ]
    return sorted(named, key=lambda row: (row.name, row.key))


def leaders_standing(school_id: UUID, keys: Iterable[str], *, on: date) -> dict[str, LeaderStanding]:
    """What the files of those whom a plan's keys name tell on a day, by key; who has no file is left out.

    Someone whose body is not in the list on the day is not cleared (A6.8).
    """
    files = _named(school_id=school_id, keys=list(set(keys))).answer
    if not files:
        return {}
    place = Place(files[0].county_code, school_id)
    parameters = parameters_for(place, on=on)
    return {
        row.file.leader_key: LeaderStanding(
            kind=row.facts.kind,
            cleared_until=cleared_through(row.facts.clearance, parameters) if row.is_listed else None,
            county_approved=row.facts.county_approved,
        )
        for row in filed(files, place, on=on)
    }


@question
def _named(school_id: UUID, keys: list[str]) -> QuerySet[PersonFile]:
    return PersonFile.objects.filter(school_id=school_id, leader_key__among=keys)


@question
def _filed_at(school_id: UUID) -> QuerySet[PersonFile]:
    return PersonFile.objects.filter(school_id=school_id)


def _keys(school_id: UUID, staff: list[StaffInfo]) -> list[LeaderInfo]:
    files = {row.person_id: row for row in _filed_at(school_id=school_id).answer}
    own = [
        LeaderInfo(_key(files.get(row.id), row.id), row.id, row.name, row.subject, _kind(files.get(row.id)))
        for row in staff
    ]
    on_staff = {row.id for row in staff}
    others = [
        LeaderInfo(row.leader_key, row.person_id, "", "", LeaderKind(row.kind))
        for row in files.values()
        if row.person_id not in on_staff
    ]
    return [*own, *others]


def _key(file: PersonFile | None, person_id: UUID) -> str:
    return file.leader_key if file else str(person_id)


def _kind(file: PersonFile | None) -> LeaderKind:
    return LeaderKind(file.kind) if file else LeaderKind.OWN


def _cleared(files: Iterable[PersonFile], school_id: UUID, on: date) -> dict[UUID, Cleared]:
    known = list(files)
    if not known:
        return {}
    return clear_files(known, Place(known[0].county_code, school_id), on=on)


def _info(row: Cleared) -> ClearanceInfo:
    return ClearanceInfo(
        person_id=row.file.person_id,
        kind=row.facts.kind,
        is_cleared=row.is_cleared,
        cleared_until=row.cleared_until,
        lacking=lacking_words(stops(row.verdicts), is_listed=row.is_listed),
        provider_id=row.file.provider_id,
        county_approved=row.facts.county_approved,
    )
