"""What a module's tests share is for each of them as it was built."""

from __future__ import annotations

from copy import deepcopy

import pytest

from factories.world import World, a_world
from kehou.registry.models import School
from sharing import Standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(standing: Standing[World]) -> World:
    return standing(lambda: a_world(grades=(1,), per_class=2))


@pytest.mark.parametrize("turn", ["one", "another"])
def test_each_test_finds_the_rows_and_the_world_as_they_were_built(built: World, turn: str) -> None:
    world = deepcopy(built)
    with world.inside():
        assert (turn, School.objects.count(), len(world.children)) == (turn, 1, 2)
    a_world(grades=(1,), per_class=1, short_code="second")
    world.children.clear()
    with world.inside():
        assert School.objects.count() == 2
