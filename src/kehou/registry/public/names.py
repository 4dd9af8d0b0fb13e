"""Naming people: sealing identities when they are written, opening them when a page must show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from kehou.kernel.places import Place
from kehou.platform.database.questions import Asked, Rows, question, together
from kehou.platform.sealed.cipher import seal
from kehou.platform.sealed.keyring import asked_keys, lookup_token, open_all
from kehou.registry.models import Identity


@dataclass(frozen=True, slots=True)
class Contact:
    """A person's name and phone, opened."""

    name: str
    phone: str


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """The names of people in sight, opened with two queries however many they are."""
    names, keys = asked_names(people)
    together(names, keys)
    return opened_names(names, keys)


def asked_names(people: Iterable[UUID]) -> tuple[Asked[Rows], Asked[dict[UUID, bytes]]]:
    """The sealed names of people and their keys, to be asked together with other things."""
    wanted = list(set(people))
    return _names(people=wanted), asked_keys(wanted)


def opened_names(names: Asked[Rows], keys: Asked[dict[UUID, bytes]]) -> dict[UUID, str]:
    """The names that were asked for."""
    return open_all(dict(names.answer), keys=keys.answer, column="name")


@question
def _names(people: list[UUID]) -> QuerySet[Identity, Any]:
    return Identity.objects.filter(id__among=people).values_list("id", "name")


def contacts_of(people: Iterable[UUID]) -> dict[UUID, Contact]:
    """The names and phones of people in sight."""
    wanted = list(set(people))
    sealed, found = _contacts(people=wanted), asked_keys(wanted)
    together(sealed, found)
    rows, keys = sealed.answer, found.answer
    names = open_all({row[0]: row[1] for row in rows}, keys=keys, column="name")
    phones = open_all({row[0]: row[2] for row in rows if row[2]}, keys=keys, column="phone")
    return {person: Contact(name, phones.get(person, "")) for person, name in names.items()}


@question
def _contacts(people: list[UUID]) -> QuerySet[Identity, Any]:
    return Identity.objects.filter(id__among=people).values_list("id", "name", "phone")


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
