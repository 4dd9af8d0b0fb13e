"""A phone leads to its owner and children; another school's rows stay out of sight."""

from __future__ import annotations

from datetime import date

import pytest

from factories.world import a_world
from kehou.kernel.places import Place
from kehou.platform.database.scope import at, scoped
from kehou.registry.public import names_of, owners_of, pupils_of, wards_of

pytestmark = pytest.mark.django_db


def test_a_phone_leads_to_a_guardian_and_their_child() -> None:
    world = a_world()
    (owner,) = owners_of("19900010001")
    ((county, guardian),) = owner.guardians
    assert owner.name == "家长101"
    (ward,) = wards_of([guardian], county=county, on=date(2026, 3, 2))
    assert ward.pupil_id == world.children[0].pupil_id
    with scoped(at(world.place)):
        assert names_of([ward.pupil_id]) == {ward.pupil_id: "学生101"}


def test_an_unknown_phone_leads_nowhere() -> None:
    a_world()
    assert owners_of("19900019999") == []


def test_pupils_are_seen_by_their_school_only() -> None:
    world = a_world(per_class=2)
    with scoped(at(world.place)):
        assert len(pupils_of(world.school.id)) == 12
    with scoped(at(Place("430102"))):
        assert pupils_of(world.school.id) == []
