"""The families of a school's roll, as actors who answer, sign and choose for themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kehou.demo.county import DemoCounty
from kehou.demo.rolls import DemoSchool
from kehou.kernel.actor import Actor, Ward
from kehou.platform.database.scope import at, scoped
from kehou.registry.public import PupilInfo, contacts_of, families_of, pupils_of


@dataclass(frozen=True, slots=True)
class Family:
    """One pupil with the first guardian on record, who acts."""

    pupil: PupilInfo
    actor: Actor
    phone: str


def families(county: DemoCounty, school: DemoSchool, *, on: date) -> list[Family]:
    """A family for each pupil of the roll who has a guardian that may sign."""
    place = county.schools[school.key].place
    with scoped(at(place)):
        pupils = {pupil.id: pupil for pupil in pupils_of(place.school)}
        links = [link for link in families_of(place.school, on=on) if link.may_sign]
        contacts = contacts_of(link.guardian_id for link in links)
    found: dict[UUID, Family] = {}
    for link in links:
        ward = Ward(link.pupil_id, link.guardian_id, place, link.may_sign, link.may_collect)
        phone = contacts[link.guardian_id].phone if link.guardian_id in contacts else ""
        actor = Actor(link.guardian_id, (), (ward,))
        found.setdefault(link.pupil_id, Family(pupils[link.pupil_id], actor, phone))
    return list(found.values())


def without_family(county: DemoCounty, school: DemoSchool, people: Iterable[Family]) -> list[UUID]:
    """Pupils of the roll for whom nobody is on record: a sheet goes home with them."""
    place = county.schools[school.key].place
    known = {family.pupil.id for family in people}
    with scoped(at(place)):
        return [pupil.id for pupil in pupils_of(place.school) if pupil.id not in known]
