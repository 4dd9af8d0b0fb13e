"""The chapter of the term's end holds on any school whose term was paid and spent."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from factories.closed import OVER, a_term_of_money
from factories.law import lay_down_the_law
from factories.told import OneSchool
from factories.world import a_world
from kehou.demo.story.closing import tell_closing
from kehou.demo.story.teller import Teller
from kehou.kernel.actor import Role

pytestmark = pytest.mark.django_db


@pytest.mark.clause("A9.11", "A11.8")
def test_the_chapter_is_told_to_its_end() -> None:
    lay_down_the_law()
    world = a_world(per_class=1)
    a_term_of_money(world)
    county = OneSchool(
        world.term,
        {"yx": world.school},
        {
            "yx-accountant": world[Role.SCHOOL_ACCOUNTANT],
            "yx-head": world[Role.SCHOOL_HEAD],
            "yx-cashier": world[Role.SCHOOL_CASHIER],
        },
    )
    told: list[str] = []
    teller = Teller(told.append)
    tell_closing(teller, county, SimpleNamespace(key="yx"), OVER)  # type: ignore[arg-type]
    assert teller.refusals == 10
    assert any("截去最后一笔" in line for line in told)
