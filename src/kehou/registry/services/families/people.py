"""The person behind a name and a phone: found at the school, or entered."""

from __future__ import annotations

from uuid import UUID

from kehou.kernel.places import Place
from kehou.platform.database.rows import new_id
from kehou.platform.sealed.keyring import keys_of, lookup_token, make_keys
from kehou.registry.models import Guardianship, Identity
from kehou.registry.public.names import names_of, seal_identity
from kehou.registry.services.rolls.households import lead_to_county


def person_for(place: Place, *, name: str, phone: str) -> UUID:
    """One person for phone and name alike within a school; without a phone always a new one."""
    known = _known(place, name, phone) if phone else None
    if known:
        return known
    person = new_id()
    keys = make_keys([person], place=place)
    identity = seal_identity(person, place=place, key=keys[person], name=name, phone=phone)
    identity.save(force_insert=True)
    lead_to_county(place, [identity.phone_token])
    return person


def rename(person: UUID, *, place: Place, name: str, phone: str) -> None:
    """Correct the name and phone of a guardian at a school."""
    fresh = seal_identity(person, place=place, key=keys_of([person])[person], name=name, phone=phone)
    fresh.save(update_fields=["name", "phone", "name_token", "phone_token"], force_update=True)
    lead_to_county(place, [fresh.phone_token])


def _known(place: Place, name: str, phone: str) -> UUID | None:
    answering = Identity.objects.filter(
        school_id=place.school,
        phone_token=lookup_token(phone, kind="phone"),
        id__in=Guardianship.objects.filter(school_id=place.school).values("guardian_id"),
    )
    names = names_of(answering.values_list("id", flat=True))
    return next((person for person, said in sorted(names.items()) if said == name), None)
