"""People who take part without being on any staff: coaches, retired teachers, volunteers."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from kehou.kernel.places import Place
from kehou.platform.database.rows import new_id
from kehou.platform.sealed.keyring import make_keys
from kehou.registry.models import Identity
from kehou.registry.public.names import seal_identity


def enter_person(place: Place, *, name: str, phone: str = "", id_number: str = "") -> UUID:
    """Keep the name of someone from outside, sealed, at the school where the person is to serve.

    ``id_number`` carries its kind in front. Someone whom the school knows by that number keeps the identity.
    """
    person = new_id()
    key = make_keys([person], place=place)[person]
    row = seal_identity(person, place=place, key=key, name=name, phone=phone, id_number=id_number)
    known = Identity.objects.filter(school_id=place.school_id, id_token=row.id_token).exclude(id_token="")
    found: UUID | None = known.values_list("id", flat=True).first()
    if found is not None:
        return found
    row.save(force_insert=True)
    return person


def person_tokens(people: Iterable[UUID]) -> dict[UUID, str]:
    """What tells people apart within a county: the token of their identity number, else their own id."""
    wanted = set(people)
    tokens = dict(Identity.objects.filter(pk__in=wanted).values_list("id", "id_token"))
    return {person: tokens.get(person) or str(person) for person in wanted}


def same_people(person_id: UUID, county_code: str) -> list[UUID]:
    """All identities of a county with the person's identity number, the person's own among them."""
    token = Identity.objects.filter(pk=person_id).values_list("id_token", flat=True).first()
    if not token:
        return [person_id]
    return list(Identity.objects.filter(county_code=county_code, id_token=token).values_list("id", flat=True))
