"""The families of a roll's pupils: one person for phone and name alike within the school."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from kehou.kernel.places import Place
from kehou.platform.database.rows import new_id
from kehou.platform.sealed.keyring import make_keys
from kehou.registry.models import Guardianship, Identity, PhoneDirectory
from kehou.registry.public.names import seal_identity
from kehou.registry.rolls import Guardian
from kehou.registry.services.rolls.known import Person


class Households:
    """Links pupils to guardians, making those people who are not yet known at the school.

    A guardian without a phone is a person of their own for each pupil. Links wait for the class teacher.
    """

    def __init__(self, place: Place, known: Mapping[Person, UUID], today: date) -> None:
        self._place, self._today = place, today
        self._people = {person: identity for person, identity in known.items() if person[0]}

    def link(
        self,
        families: Mapping[UUID, Iterable[Guardian]],
        *,
        known: Mapping[UUID, set[Person]] | None = None,
    ) -> None:
        """Link each pupil to the guardians of the file, but for those the pupil already has."""
        met = known or {}
        wanted = [
            (pupil, guardian)
            for pupil, guardians in families.items()
            for guardian in guardians
            if (guardian.phone, guardian.name) not in met.get(pupil, set())
        ]
        fresh: dict[UUID, Guardian] = {}
        links = [self._link(pupil, guardian, fresh) for pupil, guardian in wanted]
        self._enter(fresh)
        Guardianship.objects.bulk_create(links)

    def _link(self, pupil: UUID, guardian: Guardian, fresh: dict[UUID, Guardian]) -> Guardianship:
        person = self._people.get((guardian.phone, guardian.name)) if guardian.phone else None
        if person is None:
            person = new_id()
            fresh[person] = guardian
            if guardian.phone:
                self._people[guardian.phone, guardian.name] = person
        return Guardianship(
            county_code=self._place.code,
            school_id=self._place.school,
            pupil_id=pupil,
            guardian_id=person,
            relation=guardian.relation.value,
            may_sign=guardian.is_guardian,
            from_date=self._today,
        )

    def _enter(self, fresh: Mapping[UUID, Guardian]) -> None:
        keys = make_keys(fresh, place=self._place)
        identities = [
            seal_identity(
                person, place=self._place, key=keys[person], name=guardian.name, phone=guardian.phone
            )
            for person, guardian in fresh.items()
        ]
        Identity.objects.bulk_create(identities)
        lead_to_county(self._place, (identity.phone_token for identity in identities))


def lead_to_county(place: Place, phone_tokens: Iterable[str]) -> None:
    """Let phones lead to a county, so that their owners can sign in."""
    PhoneDirectory.objects.bulk_create(
        [
            PhoneDirectory(phone_token=token, county_code=place.code)
            for token in dict.fromkeys(phone_tokens)
            if token
        ],
        ignore_conflicts=True,
    )
