"""A place or a line names the family, the child and the choice by one key: that of the child's arrival."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from factories.law import lay_down_the_law
from factories.rushing import LATER, come, open_a_rush, permit
from factories.world import a_world
from kehou.enrolment.models import Claim, InLine
from kehou.platform.database.rows import new_id

pytestmark = [pytest.mark.django_db, pytest.mark.clause("A2.4", "A7.8")]


@pytest.mark.parametrize("model", [Claim, InLine])
def test_no_place_with_a_turn_of_another_family_for_a_stranger_or_in_another_choice(model: type[Any]) -> None:
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=2)
    permit(world)
    window = open_a_rush(world)
    (child, own), (other, theirs) = [(each, come(world, window, each)) for each in world.children[:2]]
    right = {"rush_id": own.rush_id, "party_id": own.id, "pupil_id": child.pupil_id}
    wrong = [
        right | {"party_id": theirs.id},
        right | {"pupil_id": other.pupil_id},
        right | {"pupil_id": new_id()},
        right | {"rush_id": new_id()},
    ]
    with world.inside():
        for names in wrong:
            with pytest.raises(IntegrityError, match="same_key"), transaction.atomic():
                _put(model, world, names)
        with transaction.atomic():
            _put(model, world, right)
        assert model.objects.count() == 1


def _put(model: type[Any], world: Any, names: dict[str, Any]) -> None:
    person = new_id()
    more = (
        {"band": "g1-mon-1", "chosen_by": person, "chosen_at": LATER}
        if model is Claim
        else {"line_place": 1, "asked_by": person, "asked_at": LATER}
    )
    here = {"county_code": world.place.code, "school_id": world.place.school}
    model.objects.create(**here, **names, **more, option_key="chess-0", number=1, counts_at=LATER)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
