"""A school that takes in rolls of the made-up register, and who works there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from factories.roll_files import SCHOOL, cells_of, csv_of
from factories.world import NOW, World, a_world
from kehou.kernel.actor import Actor, Grant, Role
from kehou.platform.access.performing import perform
from kehou.registry.models import Pupil, RollImport, School
from kehou.registry.public import names_of
from kehou.registry.services.organising import hire
from kehou.registry.services.rolls.accepting import accept_import
from kehou.registry.services.rolls.importing import import_roll

TODAY = NOW.date()


@pytest.fixture
def school(settings: Any) -> World:
    """A school without pupils whose code is that of the roll files, in a county that counts as one."""
    settings.KEHOU_EXTRA_DIVISIONS = {"439901": "演习县"}
    return a_school(SCHOOL)


def a_school(official_code: str, **options: Any) -> World:
    """A school with one code of the register and nobody on its roll."""
    world = a_world(per_class=0, **options)
    with world.inside():
        School.objects.filter(pk=world.school.id).update(official_code=official_code)
    return world


def upload(
    world: World, *rows: Mapping[str, Any], kind: str = "roll", role: Role = Role.SCHOOL_TEACHING
) -> RollImport:
    """Upload a roll of these rows."""
    return upload_content(world, csv_of(cells_of(rows)), kind=kind, role=role)


def upload_content(
    world: World, content: bytes, *, kind: str = "roll", role: Role = Role.SCHOOL_TEACHING
) -> RollImport:
    """Upload a file."""
    return perform(
        import_roll,
        actor=world[role],
        now=NOW,
        place=world.place,
        file_name="名册.csv",
        content=content,
        kind=kind,
    )


def accept(world: World, uploaded: RollImport) -> RollImport:
    """Accept an uploaded roll."""
    return perform(accept_import, actor=world[Role.SCHOOL_TEACHING], now=NOW, import_id=uploaded.id)


def take_in(world: World, *rows: Mapping[str, Any], kind: str = "roll") -> RollImport:
    """Upload and accept a roll of these rows."""
    return accept(world, upload(world, *rows, kind=kind))


def pupil_named(world: World, name: str) -> Pupil:
    """The pupil of a name."""
    with world.inside():
        pupils = {row.id: row for row in Pupil.objects.filter(school_id=world.school.id)}
        (found,) = (person for person, said in names_of(pupils).items() if said == name)
        return pupils[found]


def class_teacher(world: World, class_code: str) -> Actor:
    """Someone who teaches a class as its class teacher."""
    grant = Grant(Role.CLASS_TEACHER, world.place, class_code)
    with world.inside():
        person = hire(
            world.place,
            name="班主任",
            roles=[(grant.role, grant.place, grant.detail)],
            since=date(2025, 9, 1),
        )
    return Actor(person, (grant,))
