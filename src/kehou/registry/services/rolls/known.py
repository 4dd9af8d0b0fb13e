"""The roll that is known of a school, opened in memory with a fixed number of queries a thousand people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kehou.kernel.places import Place
from kehou.platform.sealed.keyring import keys_of, open_all
from kehou.registry.models import Guardianship, Identity, Pupil
from kehou.registry.rolls import (
    Guardian,
    KnownPupil,
    PupilContent,
    Relation,
    RollKind,
    Schooling,
)
from kehou.registry.services.rolls.tokens import SEX_OF_CODE, read_needs, who_token

AT_ONCE = 5_000
Person = tuple[str, str]
"""Phone and name: what makes two entries one person within a school."""


@dataclass(frozen=True, slots=True)
class KnownRoll:
    """What a school's rows say now, by pupil; and who is already known by phone and name."""

    pupils: Mapping[UUID, Pupil]
    contents: Mapping[UUID, KnownPupil]
    identities: Mapping[UUID, Identity]
    keys: Mapping[UUID, bytes]
    guardians: Mapping[Person, UUID]


def known_roll(place: Place, *, kind: RollKind) -> KnownRoll:
    """Everyone on a school's roll, leavers too, as the comparison needs them."""
    rows = Pupil.objects.filter(school_id=place.school).select_related("school_class")
    pupils = {row.id: row for row in rows}
    identities = {row.id: row for row in Identity.objects.filter(school_id=place.school)}
    keys, names, phones = _opened(list(identities.values()))
    families = _families(place, names, phones)
    needs = open_all({row.id: row.needs for row in rows if row.needs}, keys=keys, column="needs")
    contents = {
        row.id: KnownPupil(
            pupil_id=row.id,
            tokens=_tokens(row, identities[row.id], names[row.id]),
            content=_content(row, names[row.id], needs.get(row.id, ""), families[row.id]),
            enrolled=_is_enrolled(row, kind),
        )
        for row in rows
        if row.id in names
    }
    linked = {person for family in families.values() for person in family}
    guardians = {(phones.get(person, ""), names[person]): person for person in sorted(linked)}
    return KnownRoll(pupils, contents, identities, keys, guardians)


def _opened(people: Sequence[Identity]) -> tuple[dict[UUID, bytes], dict[UUID, str], dict[UUID, str]]:
    keys: dict[UUID, bytes] = {}
    names: dict[UUID, str] = {}
    phones: dict[UUID, str] = {}
    for part in in_parts(people):
        some = keys_of([row.id for row in part])
        keys |= some
        names |= open_all({row.id: row.name for row in part}, keys=some, column="name")
        phones |= open_all({row.id: row.phone for row in part if row.phone}, keys=some, column="phone")
    return keys, names, phones


def in_parts(things: Sequence[Identity]) -> Iterator[Sequence[Identity]]:
    """Slices of a length that one query may name."""
    for start in range(0, len(things), AT_ONCE):
        yield things[start : start + AT_ONCE]


def _families(
    place: Place, names: Mapping[UUID, str], phones: Mapping[UUID, str]
) -> dict[UUID, dict[UUID, Guardian]]:
    """Guardians by pupil, also of links that have ended: what a person ended, a file does not open again."""
    families: dict[UUID, dict[UUID, Guardian]] = defaultdict(dict)
    links = Guardianship.objects.filter(school_id=place.school, kind=Guardianship.Kind.GUARDIAN)
    for pupil, person, relation in links.values_list("pupil_id", "guardian_id", "relation"):
        if person in names:
            said = Relation(relation) if relation in set(Relation) else Relation.OTHER
            families[pupil][person] = Guardian(names[person], said, phones.get(person, ""), is_guardian=True)
    return families


def _tokens(row: Pupil, identity: Identity, name: str) -> frozenset[str]:
    who = who_token(name, row.birth_date, SEX_OF_CODE[row.sex])
    return frozenset({identity.id_token, identity.roll_token, who} - {""})


def _is_enrolled(row: Pupil, kind: RollKind) -> bool:
    """An expected pupil is not yet enrolled where a roll is compared, so nobody takes them for a leaver."""
    if kind is RollKind.ROLL:
        return row.status == Pupil.Status.ON_ROLL
    return row.status != Pupil.Status.LEFT


def _content(row: Pupil, name: str, needs: str, family: Mapping[UUID, Guardian]) -> PupilContent:
    return PupilContent(
        name=name,
        sex=SEX_OF_CODE[row.sex],
        birth_date=row.birth_date,
        schooling=Schooling(row.school_class.grade, None, row.school_class.code, ""),
        circumstances=read_needs(needs, row),
        guardians=tuple(family.values()),
    )
