"""Who was present and who left by the record, day by day (A10.8)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories.afternoon import MONDAY, at, running_school
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.delivery.models import StoredMark
from kehou.delivery.public import GateCount, gate_counts
from kehou.platform.database.rows import new_id

pytestmark = pytest.mark.django_db


@pytest.mark.clause("A10.8")
def test_a_child_without_a_mark_of_leaving_shows() -> None:
    lay_down_the_law()
    world = a_world(urban_rural_code="121")
    session = running_school(world)
    first, second, third = (child.pupil_id for child in world.children[:3])
    for pupil in (first, second):
        _mark(world, session.id, pupil, "present", 17)
    _mark(world, session.id, third, "absent", 17)
    _mark(world, None, first, "released", 18)
    with world.inside():
        past = MONDAY + timedelta(days=1)
        assert gate_counts(world.school.id, world.term.id, first=MONDAY, past=past) == (
            GateCount(MONDAY, 2, 1),
        )
        assert gate_counts(world.school.id, world.term.id, first=past, past=past) == ()


def _mark(world: World, session_id: object, pupil: object, kind: str, hour: int) -> None:
    with world.inside():
        StoredMark.objects.create(
            county_code=world.place.code,
            school_id=world.school.id,
            term_id=world.term.id,
            client_id=new_id(),
            pupil_id=pupil,
            kind=kind,
            day_date=MONDAY,
            device_at=at(hour, 15),
            session_id=session_id,
            way="person" if kind == "released" else "",
            made_by=new_id(),
            server_at=at(hour, 16),
        )
