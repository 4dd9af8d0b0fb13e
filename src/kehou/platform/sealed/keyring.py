"""People's keys, made and opened in bulk: one query however many people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db.models import QuerySet

from kehou.kernel.places import Place
from kehou.platform.database.questions import question
from kehou.platform.sealed import cipher
from kehou.platform.sealed.models import PersonKey

_WRAP_NONCE = 12
_KEYS_KEPT = 16  # of the installation itself, by purpose; people's keys are opened anew each time


def keys_of(people: Iterable[UUID]) -> dict[UUID, bytes]:
    """The data keys of people within the scope in force. An erased person has none."""
    return unwrapped(_wrapped(people=list(people)).answer)


@question
def _wrapped(people: list[UUID]) -> QuerySet[PersonKey, Any]:
    return PersonKey.objects.filter(person_id__among=people).values_list("person_id", "wrapped")


def unwrapped(rows: Iterable[tuple[UUID, bytes | memoryview]]) -> dict[UUID, bytes]:
    """The data keys of people, from the wrapped ones that are stored."""
    wrapping = _wrapping()
    return {
        person: wrapping.decrypt(bytes(wrapped[:_WRAP_NONCE]), bytes(wrapped[_WRAP_NONCE:]), person.bytes)
        for person, wrapped in rows
    }


def make_keys(people: Iterable[UUID], *, place: Place) -> dict[UUID, bytes]:
    """Fresh keys for new people, stored wrapped."""
    keys, wrapping = {person: cipher.new_key() for person in people}, _wrapping()
    PersonKey.objects.bulk_create(
        [
            PersonKey(
                county_code=place.code,
                school_id=place.school_id,
                person_id=person,
                wrapped=_wrap(key, person, wrapping),
            )
            for person, key in keys.items()
        ],
        batch_size=5_000,
    )
    return keys


def erase_keys(people: Iterable[UUID]) -> int:
    """Destroy people's keys: everything sealed with them can never be read again (DP3)."""
    return PersonKey.objects.filter(person_id__in=list(people)).delete()[0]


def lookup_token(value: str, *, kind: str) -> str:
    """The token under which a phone, ID number or roll number can be found again."""
    return cipher.token(value, key=_subkey("lookup"), kind=kind)


def open_all(
    sealed: Mapping[UUID, bytes | memoryview], *, keys: Mapping[UUID, bytes], column: str
) -> dict[UUID, str]:
    """Open one column of many people; those without a key are left out."""
    return {
        person: cipher.unseal(bytes(value), key=keys[person], bound_to=f"{column}:{person}")
        for person, value in sealed.items()
        if person in keys and value
    }


def house_key(purpose: str) -> bytes:
    """The installation's own key for one purpose (files, sessions), derived from the master key."""
    return _subkey(f"house:{purpose}")


def _wrapping() -> AESGCM:
    return AESGCM(_subkey("wrap"))


def _wrap(key: bytes, person: UUID, wrapping: AESGCM) -> bytes:
    # A person's id is used once as a nonce prefix only through the key itself being random: the
    # nonce is random too, so equal ids after an erasure do not matter.
    nonce = cipher.new_key()[:_WRAP_NONCE]
    return nonce + wrapping.encrypt(nonce, key, person.bytes)


def _subkey(purpose: str) -> bytes:
    return _derived(purpose, settings.KEHOU_MASTER_KEY)


@lru_cache(maxsize=_KEYS_KEPT)
def _derived(purpose: str, master_key: str) -> bytes:
    return bytes.fromhex(cipher.token(purpose, key=bytes.fromhex(master_key), kind="subkey"))
