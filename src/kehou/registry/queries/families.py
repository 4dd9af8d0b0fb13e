"""The families of a class as the class teacher confirms them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from kehou.kernel.places import Place
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
    pupils = list(
        Pupil.objects.filter(school_class=school_class)
        .exclude(status=Pupil.Status.LEFT)
        .order_by("seat_number", "id")
    )
    rows = list(in_force(_links(place), on).filter(pupil__in=pupils))
    shown = _opened(place, rows, on)
    names = names_of(pupil.id for pupil in pupils)
    by_pupil: dict[UUID, list[LinkRow]] = defaultdict(list)
    for row in rows:
        by_pupil[row.pupil_id].append(shown[row.id])
    families = tuple(
        FamilyRow(pupil.id, names.get(pupil.id, ""), pupil.seat_number, tuple(by_pupil[pupil.id]))
        for pupil in pupils
    )
    return ClassFamilies(families, _maybe_same(place, rows, names, on))


def links_of(pupil: Pupil, *, on: date) -> list[LinkRow]:
    """Those who may act for one pupil on a day."""
    rows = list(in_force(_links(pupil.place), on).filter(pupil=pupil))
    shown = _opened(pupil.place, rows, on)
    return [shown[row.id] for row in rows]


def _links(place: Place) -> QuerySet[Guardianship]:
    return Guardianship.objects.filter(school_id=place.school).order_by("pupil_id", "kind", "id")


def _opened(place: Place, rows: list[Guardianship], on: date) -> dict[UUID, LinkRow]:
    people = {row.guardian_id for row in rows}
    contacts = contacts_of(people)
    staff = _with_staff_phone(place, people)
    siblings = _other_children(place, people, on)
    return {
        row.id: replace(
            _link_row(row, contacts.get(row.guardian_id, Contact("", ""))),
            is_staff_phone=row.guardian_id in staff,
            siblings=tuple(name for pupil, name in siblings[row.guardian_id] if pupil != row.pupil_id),
        )
        for row in rows
    }


def _link_row(row: Guardianship, contact: Contact) -> LinkRow:
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
    )


def _with_staff_phone(place: Place, people: Iterable[UUID]) -> set[UUID]:
    tokens = staff_phone_tokens(place)
    rows = Identity.objects.filter(pk__in=set(people), phone_token__in=tokens)
    return set(rows.values_list("id", flat=True))


def _other_children(place: Place, people: Iterable[UUID], on: date) -> Mapping[UUID, list[tuple[UUID, str]]]:
    """By guardian, all their children at the school with their classes."""
    links = in_force(_links(place).filter(guardian_id__in=set(people)), on).exclude(
        pupil__status=Pupil.Status.LEFT
    )
    found = list(links.values_list("guardian_id", "pupil_id", "pupil__school_class__name"))
    names = names_of(pupil for _, pupil, _ in found)
    children: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for guardian, pupil, class_name in found:
        children[guardian].append((pupil, f"{class_name}{names.get(pupil, '')}"))
    return children


def _maybe_same(
    place: Place, rows: list[Guardianship], names: Mapping[UUID, str], on: date
) -> tuple[MaybeSame, ...]:
    """Entries at the school with the name of someone of this class where one of the two has no phone.

    Phone and name both alike are one person already; two phones are two people until somebody corrects one.
    """
    own = {row.guardian_id: row for row in rows}
    tokens = {
        person: (name, phone)
        for person, name, phone in Identity.objects.filter(pk__in=own).values_list(
            "id", "name_token", "phone_token"
        )
    }
    alike = Identity.objects.filter(
        school_id=place.school, name_token__in={name for name, _ in tokens.values()}
    ).values_list("id", "name_token", "phone_token")
    pairs = [
        (person, other)
        for other, other_name, other_phone in alike
        for person, (name, phone) in tokens.items()
        if other != person and name == other_name and not (phone and other_phone)
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
