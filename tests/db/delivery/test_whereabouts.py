"""Where the children are, as the database finds it: what folding every mark says."""

from __future__ import annotations

from random import Random
from uuid import UUID

import pytest

from factories.afternoon import MONDAY, at
from factories.world import World, a_world
from kehou.delivery.facts import MarkKind
from kehou.delivery.folding import in_order, places_of
from kehou.delivery.models import StoredMark
from kehou.delivery.rolls import marks_of_day
from kehou.delivery.whereabouts import WAITING, handed_over_on, whereabouts
from kehou.platform.database.rows import new_id

pytestmark = pytest.mark.django_db

SESSIONS = (new_id(), new_id(), None)
CHILDREN = 100
PLAIN = (MarkKind.HANDED_OVER, MarkKind.PRESENT, MarkKind.FOUND, MarkKind.AT_GATE, MarkKind.RELEASED)


def _row(world: World, pupil: UUID, kind: MarkKind, minute: int, luck: Random) -> StoredMark:
    return StoredMark(
        county_code=world.place.code,
        school_id=world.school.id,
        term_id=world.term.id,
        client_id=UUID(int=luck.getrandbits(128)),
        pupil_id=pupil,
        kind=kind.value,
        day_date=MONDAY,
        device_at=at(16, minute),
        session_id=luck.choice(SESSIONS) if kind is not MarkKind.RELEASED else None,
        made_by=new_id(),
        server_at=at(16, minute),
    )


def _afternoon(world: World, pupil: UUID, luck: Random) -> list[StoredMark]:
    """Some marks of a child within a few minutes, so that moments coincide; some children's of every kind."""
    kinds = PLAIN if luck.random() < 0.7 else tuple(MarkKind)
    rows: list[StoredMark] = []
    for _ in range(luck.randrange(6)):
        row = _row(world, pupil, luck.choice(kinds), luck.randrange(4), luck)
        if row.kind == MarkKind.VOID and rows:
            row.voids = luck.choice(rows).client_id
        rows.append(row)
    return rows


@pytest.mark.clause("A10.8")
def test_they_are_where_folding_every_mark_finds_them() -> None:
    world, luck = a_world(urban_rural_code="121", per_class=CHILDREN), Random(20260302)
    pupils = [child.pupil_id for child in world.children]
    expected = frozenset(pupils[: CHILDREN // 2])
    with world.inside():
        StoredMark.objects.bulk_create(row for pupil in pupils for row in _afternoon(world, pupil, luck))
        marks = in_order(marks_of_day(world.school.id, MONDAY))
        folded, found = places_of(expected, marks), whereabouts(world.school.id, MONDAY, expected=expected)
        assert {pupil: spot.custody for pupil, spot in found.spots.items()} == {
            pupil: child.custody for pupil, child in folded.items()
        }
        assert {pupil: spot.session_id for pupil, spot in found.spots.items() if spot.custody in WAITING} == {
            pupil: child.session_id for pupil, child in folded.items() if child.custody in WAITING
        }
        assert {pupil: folded[pupil] for pupil in found.folded} == found.folded
        assert 0 < len(found.folded) < len(found.spots)
        handed = {mark.pupil_id for mark in marks if mark.kind is MarkKind.HANDED_OVER}
        assert handed_over_on(world.school.id, MONDAY) == handed
