"""Pupils who left a school years ago, and the two people who let go of their names."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from factories.world import NOW, Child, World
from kehou.kernel.actor import Role
from kehou.oversight.models import Erasure
from kehou.oversight.queries.erasures import due_pupils
from kehou.oversight.services.erasing import confirm_erasure, propose_erasure
from kehou.platform.access.performing import perform
from kehou.registry.models import Guardianship, Pupil
from kehou.registry.public import names_of

TODAY = NOW.date()
LONG_AGO = date(2022, 7, 1)


def leave(world: World, *children: Child, on: date = LONG_AGO) -> list[UUID]:
    """Some children left on a day; their ids."""
    pupils = [child.pupil_id for child in children]
    with world.inside():
        Pupil.objects.filter(pk__in=pupils).update(status=Pupil.Status.LEFT, left_date=on)
    return pupils


def second_guardian_of(world: World, child: Child, other: Child) -> None:
    """One child's guardian is another's too."""
    with world.inside():
        Guardianship.objects.create(
            county_code=world.place.code,
            school_id=world.school.id,
            pupil_id=other.pupil_id,
            guardian_id=child.guardian.person,
            relation="姑母",
            from_date=date(2025, 9, 1),
        )


def propose(
    world: World, pupils: list[UUID], *, role: Role = Role.SCHOOL_HEAD, reason: str = "保存期满"
) -> Erasure:
    """The school asks the county."""
    return perform(
        propose_erasure, actor=world[role], now=NOW, school_id=world.school.id, pupils=pupils, reason=reason
    )


def confirm(
    world: World, erasure: Erasure, *, role: Role = Role.COUNTY_APPROVER, reason: str = "已核对"
) -> int:
    """The county confirms; how many were erased."""
    return perform(confirm_erasure, actor=world[role], now=NOW, erasure_id=erasure.id, reason=reason)


def names_at(world: World, *children: Child) -> list[str]:
    """What stands where the names of children and their guardians stand, in pairs."""
    people = [person for child in children for person in (child.pupil_id, child.guardian.person)]
    with world.inside():
        found = names_of(people)
    return [found[person] for person in people]


def due(world: World, *, today: date = TODAY) -> list[UUID]:
    """Whom the school may propose on a day, as the county sees it."""
    with world.inside():
        return [row.pupil.id for row in due_pupils(world.place, on=today)]


def erase(world: World, *children: Child) -> Erasure:
    """Children who left long ago are erased, as school and county do it."""
    erasure = propose(world, leave(world, *children))
    confirm(world, erasure)
    return erasure
