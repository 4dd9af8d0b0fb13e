"""From a phone to the people who answer it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from kehou.platform.database.scope import Scope, scoped
from kehou.platform.sealed.keyring import lookup_token
from kehou.registry.models import Guardianship, Identity, PhoneDirectory
from kehou.registry.public.names import names_of


@dataclass(frozen=True, slots=True)
class PhoneOwner:
    """One name behind a phone, with that person's identities by county (one a school)."""

    name: str
    guardians: tuple[tuple[str, UUID], ...]


def phone_token(phone: str) -> str:
    """The token under which a phone is found."""
    return lookup_token(phone, kind="phone")


def owners_of(phone: str) -> list[PhoneOwner]:
    """The guardians and carers who gave this phone, by name: a grandmother and a father may share one.

    Looks only in the counties to which the directory leads.
    """
    token = phone_token(phone)
    by_name: dict[str, list[tuple[str, UUID]]] = {}
    for county in PhoneDirectory.objects.filter(phone_token=token).values_list("county_code", flat=True):
        for name, guardian in _guardians_in(county, token):
            by_name.setdefault(name, []).append((county, guardian))
    return [PhoneOwner(name, tuple(found)) for name, found in sorted(by_name.items())]


def _guardians_in(county: str, token: str) -> list[tuple[str, UUID]]:
    with scoped(Scope(areas=frozenset({county}))):
        people = Identity.objects.filter(county_code=county, phone_token=token).values_list("id", flat=True)
        linked = Guardianship.objects.filter(guardian_id__in=list(people)).values_list(
            "guardian_id", flat=True
        )
        names = names_of(set(linked))
    return [(name, person) for person, name in sorted(names.items())]
