"""Naming people: sealing identities when they are written, opening them when a page must show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from kehou.kernel.places import Place
from kehou.platform.database.questions import Asked, Rows, question
from kehou.platform.sealed.cipher import seal
from kehou.platform.sealed.keyring import lookup_token, open_all, unwrapped
from kehou.platform.sealed.models import PersonKey
from kehou.registry.models import Identity

ERASED = "（姓名已删除）"
"""What stands where a name stood: the person left, and the key was destroyed (A7.10)."""

# The wrapped key that opens what is sealed of a person; an erased one has none.
_KEY = Subquery(PersonKey.objects.filter(person_id=OuterRef("id")).values("wrapped"))


@dataclass(frozen=True, slots=True)
class Contact:
    """A person's name and phone, opened."""

    name: str
    phone: str


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """The names of people in sight, opened with one query however many they are; erased ones by a phrase."""
    return asked_names(people).answer


def asked_names(people: Iterable[UUID]) -> Asked[dict[UUID, str]]:
    """The names of people in sight, to be asked together with other things."""
    return _names(people=list(set(people))).then(_opened)


@question
def _names(people: list[UUID]) -> QuerySet[Identity, Any]:
    return Identity.objects.filter(id__among=people).values_list("id", "name", _KEY)


def _opened(rows: Rows) -> dict[UUID, str]:
    return _named([(person, name) for person, name, _ in rows], _keys(rows))


def contacts_of(people: Iterable[UUID]) -> dict[UUID, Contact]:
    """The names and phones of people in sight, opened with one query however many they are."""
    rows = _contacts(people=list(set(people))).answer
    keys = _keys(rows)
    names = _named([(person, name) for person, name, _, _ in rows], keys)
    phones = _column("phone", [(person, phone) for person, _, phone, _ in rows], keys)
    return {person: Contact(name, phones.get(person, "")) for person, name in names.items()}


def one_a_phone(words: Mapping[UUID, str]) -> dict[UUID, str]:
    """The texts without those that would reach one phone twice."""
    contacts = contacts_of(words)
    first: dict[tuple[str, str], UUID] = {}
    for guardian in sorted(words):
        contact = contacts.get(guardian)
        phone = contact.phone if contact and contact.phone else str(guardian)
        first.setdefault((phone, words[guardian]), guardian)
    return {guardian: text for (_, text), guardian in first.items()}


@question
def _contacts(people: list[UUID]) -> QuerySet[Identity, Any]:
    return Identity.objects.filter(id__among=people).values_list("id", "name", "phone", _KEY)


def _keys(rows: Rows) -> dict[UUID, bytes]:
    return unwrapped((row[0], row[-1]) for row in rows if row[-1])


def _named(rows: list[tuple[UUID, bytes]], keys: Mapping[UUID, bytes]) -> dict[UUID, str]:
    opened = _column("name", rows, keys)
    return {person: opened.get(person, ERASED) for person, _ in rows}


def _column(name: str, rows: Iterable[tuple[UUID, bytes]], keys: Mapping[UUID, bytes]) -> dict[UUID, str]:
    return open_all(dict(rows), keys=keys, column=name)


def seal_identity(
    person_id: UUID,
    *,
    place: Place,
    key: bytes,
    name: str,
    phone: str = "",
    id_number: str = "",
    roll_number: str = "",
) -> Identity:
    """An identity row, sealed and with its look-up tokens; not yet saved.

    ``id_number`` carries its kind in front (``identity_card:...``): numbers of two kinds may look alike.
    """
    plain = {"name": name, "phone": phone, "id_number": id_number, "roll_number": roll_number}
    sealed = {
        column: seal(value, key=key, bound_to=f"{column}:{person_id}") if value else None
        for column, value in plain.items()
    }
    return Identity(
        id=person_id,
        county_code=place.code,
        school_id=place.school_id,
        **sealed,
        name_token=lookup_token(name, kind="name"),
        phone_token=lookup_token(phone, kind="phone") if phone else "",
        id_token=lookup_token(id_number, kind="id") if id_number else "",
        roll_token=lookup_token(roll_number, kind="roll") if roll_number else "",
    )
