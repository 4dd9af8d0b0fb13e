"""The families of a class as the class teacher confirms them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.kernel.places import Place
from kehou.platform.database.questions import question
from kehou.registry.models import Guardianship, Identity, Pupil, SchoolClass
from kehou.registry.public.names import Contact, contacts_of, names_of
from kehou.registry.services.families.sight import in_force
from kehou.registry.services.staff_phones import staff_phone_tokens
from kehou.registry.wording import RELATIONS


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One guardian or carer of one pupil, opened."""

    id: UUID
    person_id: UUID
    name: str
    phone: str
    relation: str
    is_carer: bool
    may_sign: bool
    may_collect: bool
    must_not_collect: bool
    is_confirmed: bool
    has_proof: bool
    from_date: date
    until_date: date | None
    is_staff_phone: bool = False
    siblings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A pupil and those who may act for the child."""

    pupil_id: UUID
    name: str
    seat_number: int | None
    links: tuple[LinkRow, ...]


@dataclass(frozen=True, slots=True)
class MaybeSame:
    """Two entries that may be one person: the link that would move, and the person who would stay."""

    link_id: UUID
    into: UUID
    name: str
    child: str
    other_child: str
    why: str


@dataclass(frozen=True, slots=True)
class ClassFamilies:
    """All families of a class, and entries that may be one person."""

    families: tuple[FamilyRow, ...]
    maybe_same: tuple[MaybeSame, ...]

    @property
    def unconfirmed(self) -> int:
        """How many links wait for the class teacher."""
        return sum(not link.is_confirmed for family in self.families for link in family.links)


def families_of_class(school_class: SchoolClass, *, on: date) -> ClassFamilies:
    """The families of a class on a day, however many with the same number of queries."""
    place = school_class.place
    pupils = _pupils(class_id=school_class.id).answer
    rows = _links(school_id=place.school, pupils=[pupil for pupil, _ in pupils], on=on).answer
    shown = _opened(place, rows, on)
    names = names_of(pupil for pupil, _ in pupils)
    by_pupil: dict[UUID, list[LinkRow]] = defaultdict(list)
    for row in rows:
        by_pupil[row.pupil_id].append(shown[row.id])
    families = tuple(
        FamilyRow(pupil, names.get(pupil, ""), seat_number, tuple(by_pupil[pupil]))
        for pupil, seat_number in pupils
    )
    return ClassFamilies(families, _maybe_same(place, rows, names, on))


def links_of(pupil: Pupil, *, on: date) -> list[LinkRow]:
    """Those who may act for one pupil on a day."""
    rows = _links(school_id=pupil.place.school, pupils=[pupil.id], on=on).answer
    shown = _opened(pupil.place, rows, on)
    return [shown[row.id] for row in rows]


@question
def _pupils(class_id: UUID) -> QuerySet[Pupil, Any]:
    rows = Pupil.objects.filter(school_class_id=class_id).exclude(status=Pupil.Status.LEFT)
    return rows.order_by("seat_number", "id").values_list("id", "seat_number")


@question
def _links(school_id: UUID, pupils: list[UUID], on: date) -> QuerySet[Guardianship]:
    return in_force(_at(school_id).filter(pupil_id__among=pupils), on)


def _at(school_id: UUID) -> QuerySet[Guardianship]:
    return Guardianship.objects.filter(school_id=school_id).order_by("pupil_id", "kind", "id")


def _opened(place: Place, rows: list[Guardianship], on: date) -> dict[UUID, LinkRow]:
    people = {row.guardian_id for row in rows}
    contacts = contacts_of(people)
    staff = _with_staff_phone(place, people)
    siblings = _other_children(place, people, on)
    return {
        row.id: _link_row(
            row,
            contacts.get(row.guardian_id, Contact("", "")),
            is_staff_phone=row.guardian_id in staff,
            siblings=tuple(name for pupil, name in siblings[row.guardian_id] if pupil != row.pupil_id),
        )
        for row in rows
    }


def _link_row(
    row: Guardianship, contact: Contact, *, is_staff_phone: bool, siblings: tuple[str, ...]
) -> LinkRow:
    return LinkRow(
        id=row.id,
        person_id=row.guardian_id,
        name=contact.name,
        phone=contact.phone,
        relation=RELATIONS.get(row.relation, row.relation),
        is_carer=row.kind == Guardianship.Kind.CARER,
        may_sign=row.may_sign,
        may_collect=row.may_collect,
        must_not_collect=row.must_not_collect,
        is_confirmed=row.confirmed_at is not None,
        has_proof=row.proof_id is not None,
        from_date=row.from_date,
        until_date=row.until_date,
        is_staff_phone=is_staff_phone,
        siblings=siblings,
    )


def _with_staff_phone(place: Place, people: Iterable[UUID]) -> set[UUID]:
    of_staff = staff_phone_tokens(place)
    return {person for person, _, phone in _tokens(people=list(people)).answer if phone in of_staff}


@question
def _tokens(people: list[UUID]) -> QuerySet[Identity, Any]:
    return Identity.objects.filter(id__among=people).values_list("id", "name_token", "phone_token")


@question
def _alike(school_id: UUID, names: list[str]) -> QuerySet[Identity, Any]:
    rows = Identity.objects.filter(school_id=school_id, name_token__among=names)
    return rows.values_list("id", "name_token", "phone_token")


def _other_children(place: Place, people: Iterable[UUID], on: date) -> Mapping[UUID, list[tuple[UUID, str]]]:
    """By guardian, all their children at the school with their classes."""
    found = _children(school_id=place.school, people=list(people), on=on).answer
    names = names_of(pupil for _, pupil, _ in found)
    children: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for guardian, pupil, class_name in found:
        children[guardian].append((pupil, f"{class_name}{names.get(pupil, '')}"))
    return children


@question
def _children(school_id: UUID, people: list[UUID], on: date) -> QuerySet[Guardianship, Any]:
    links = in_force(_at(school_id).filter(guardian_id__among=people), on)
    here = links.exclude(pupil__status=Pupil.Status.LEFT)
    return here.values_list("guardian_id", "pupil_id", "pupil__school_class__name")


def _maybe_same(
    place: Place, rows: list[Guardianship], names: Mapping[UUID, str], on: date
) -> tuple[MaybeSame, ...]:
    """Entries at the school with the name of someone of this class where one of the two has no phone.

    Phone and name both alike are one person already; two phones are two people until somebody corrects one.
    """
    own = {row.guardian_id: row for row in rows}
    named: dict[str, list[tuple[UUID, str]]] = defaultdict(list)
    for person, name, phone in _tokens(people=list(own)).answer:
        named[name].append((person, phone))
    pairs = [
        (person, other)
        for other, name, other_phone in _alike(school_id=place.school, names=list(named)).answer
        for person, phone in named[name]
        if other != person and not (phone and other_phone)
    ]
    return _shown_pairs(place, pairs, own, names, on)


def _shown_pairs(
    place: Place,
    pairs: list[tuple[UUID, UUID]],
    own: Mapping[UUID, Guardianship],
    names: Mapping[UUID, str],
    on: date,
) -> tuple[MaybeSame, ...]:
    people = {person for pair in pairs for person in pair}
    children = _other_children(place, people, on)
    said = names_of(people)
    return tuple(
        MaybeSame(
            link_id=own[person].id,
            into=other,
            name=said[person],
            child=names.get(own[person].pupil_id, ""),
            other_child=children[other][0][1],
            why="姓名相同，其中一处没有电话",
        )
        for person, other in pairs
        if children[other] and person in said
    )
