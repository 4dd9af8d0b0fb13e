"""After an erasure nobody opens the name: not the role that owns the tables, with every key that is left."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

import pytest
from django.db import connections, transaction

from factories.former import erase
from factories.reported import a_supervised_world
from kehou.platform.sealed.cipher import UnableToOpen, unseal
from kehou.platform.sealed.keyring import unwrapped

pytestmark = pytest.mark.usefixtures("committing")


def test_not_even_the_owner_of_the_database_can_open_a_name_again() -> None:
    world = a_supervised_world()
    gone = world.children[0]
    assert _opened_by_the_owner(gone.pupil_id) == ["学生101"]
    erase(world, gone)
    assert _opened_by_the_owner(gone.pupil_id) == []
    assert _opened_by_the_owner(world.children[1].pupil_id) == ["学生102"]


def _opened_by_the_owner(pupil: UUID) -> list[str]:
    """What the sealed name gives with any key that is left, tried by the role that owns the tables."""
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL kehou.areas = '43'")
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("kehou_owner",)
        cursor.execute("SELECT person_id, wrapped FROM platform_personkey")
        keys = unwrapped(cursor.fetchall())
        cursor.execute("SELECT name FROM registry_identity WHERE id = %s", [pupil])
        ((sealed,),) = cursor.fetchall()
    found = []
    for key in keys.values():
        with suppress(UnableToOpen):
            found.append(unseal(bytes(sealed), key=key, bound_to=f"name:{pupil}"))
    return found
