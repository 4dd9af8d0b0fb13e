"""How many the rolls of a day found present, as the database counts it: what the marks fold to."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest

from factories.afternoon import MONDAY, at, running_school
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.delivery.facts import Attendance, MarkKind
from kehou.delivery.folding import rolls_in
from kehou.delivery.models import StoredMark
from kehou.delivery.rolls import AskedPresent, marks_of_day
from kehou.platform.database.rows import new_id

pytestmark = pytest.mark.django_db
FIRST, SECOND = new_id(), new_id()


def mark(
    world: World, child: int, kind: MarkKind, minute: int, session: UUID | None, voids: UUID | None = None
) -> UUID:
    row = StoredMark.objects.create(
        county_code=world.place.code,
        school_id=world.school.id,
        term_id=world.term.id,
        client_id=new_id(),
        pupil_id=world.children[child].pupil_id,
        kind=kind,
        day_date=MONDAY,
        device_at=at(16, minute),
        session_id=session,
        voids=voids,
        made_by=new_id(),
        server_at=at(16, minute),
    )
    return row.client_id


def folded(world: World) -> Counter[UUID]:
    rolls = rolls_in(marks_of_day(world.school.id, MONDAY))
    return Counter(session for (session, _), state in rolls.items() if state is Attendance.PRESENT)


@pytest.mark.clause("A10.8")
def test_rolls_count_what_their_marks_fold_to() -> None:
    lay_down_the_law()
    world = a_world(urban_rural_code="121")
    running_school(world)
    with world.inside():
        assert AskedPresent.of(world.school.id, MONDAY).counts == folded(world) == {}
        for child in range(5):
            mark(world, child, MarkKind.PRESENT, 1, FIRST)
        mark(world, 5, MarkKind.ABSENT, 1, FIRST)
        mark(world, 6, MarkKind.LEAVE, 1, FIRST)
        mark(world, 0, MarkKind.RELEASED, 50, None)
        assert AskedPresent.of(world.school.id, MONDAY).counts == folded(world) == {FIRST: 5}
        mark(world, 5, MarkKind.PRESENT, 2, FIRST)  # came late
        mark(world, 4, MarkKind.ABSENT, 2, FIRST)  # called anew: not there
        mark(world, 1, MarkKind.PRESENT, 30, SECOND)
        taken_back = mark(world, 2, MarkKind.PRESENT, 30, SECOND)
        assert AskedPresent.of(world.school.id, MONDAY).counts == folded(world) == {FIRST: 5, SECOND: 2}
        mark(world, 2, MarkKind.VOID, 31, None, voids=taken_back)
        mark(world, 3, MarkKind.VOID, 31, None, voids=taken_back)  # another child's mark: nothing happens
        assert AskedPresent.of(world.school.id, MONDAY).counts == folded(world) == {FIRST: 5, SECOND: 1}
        assert AskedPresent.of(world.school.id, MONDAY + timedelta(days=1)).counts == {}
