"""How a person stands to a pupil at the moment of a signature or an answer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kehou.kernel.actor import Actor
from kehou.kernel.ids import PersonId
from kehou.kernel.places import Place
from kehou.registry.public import families_of, staff_of
from kehou.rulebook.facts.signer import Signer, Standing


def signer_on_phone(actor: Actor, pupil_id: UUID, *, place: Place, on: date) -> Signer:
    """The person who is signed in, as seen from a pupil; the sign-in code proved who it is."""
    ward = actor.ward(pupil_id)
    person = ward.guardian_id if ward else actor.person
    works_here = any(grant.place == place for grant in actor.grants)
    return _signer(person, pupil_id, place=place, on=on, is_staff=works_here, identity_checked=True)


def signer_on_paper(
    person: UUID, pupil_id: UUID, *, place: Place, on: date, identity_checked: bool
) -> Signer:
    """The person who signed a sheet, as seen from a pupil."""
    school_id = _school(place)
    works_here = any(member.id == person for member in staff_of(school_id))
    return _signer(
        person, pupil_id, place=place, on=on, is_staff=works_here, identity_checked=identity_checked
    )


def _signer(
    person: UUID, pupil_id: UUID, *, place: Place, on: date, is_staff: bool, identity_checked: bool
) -> Signer:
    links = families_of(_school(place), on=on, pupils=[pupil_id])
    link = next((link for link in links if link.guardian_id == person), None)
    return Signer(
        person_id=PersonId(person),
        standing=Standing(link.kind) if link else Standing.NONE,
        may_sign=link.may_sign if link else False,
        is_school_staff=is_staff,
        identity_checked=identity_checked,
    )


def _school(place: Place) -> UUID:
    if place.school_id is None:
        raise ValueError("a pupil belongs to a school")
    return place.school_id
