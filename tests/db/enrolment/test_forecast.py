"""Last term's draw as a forecast for this term's choice, and never a term's own draw."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from factories.choosing import DRAWN, drawn
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.enrolment.choosing import ticks
from kehou.enrolment.forecast import asked_draw, forecasts
from kehou.enrolment.models import ChoiceWindow
from kehou.enrolment.offering import offering_at
from kehou.platform.database.rows import new_id
from kehou.registry.models import Term

pytestmark = pytest.mark.django_db
NEXT_TERM = DRAWN + timedelta(days=150)


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=2)


def _next_term(world: World) -> UUID:
    term = Term.objects.get(pk=world.term.id)
    term.pk, term.year = new_id(), term.year + 1
    term.save(force_insert=True)
    return term.pk


def test_what_last_term_admitted_is_told_in_the_next(world: World) -> None:
    window, _ = drawn(world, capacity=4)
    with world.inside():
        offering = offering_at(window.version_id)
        assert forecasts(asked_draw(world.school.id, now=DRAWN + timedelta(days=1)).answer, offering) == {}
        ChoiceWindow.objects.create(
            county_code=window.county_code,
            school_id=window.school_id,
            term_id=_next_term(world),
            version_id=window.version_id,
            code="NEXTTERM",
            opened_by=window.opened_by,
            opened_at=NEXT_TERM,
            closes_at=NEXT_TERM + timedelta(days=5),
        )
        found = forecasts(asked_draw(world.school.id, now=NEXT_TERM).answer, offering)
    assert "第一志愿的，10个里" in found["chess-0"]
    assert "ball-0" not in found  # a room for all
    shown = ticks(offering, (0,), 6, found)
    hints = {tick.key: tick.hint for band in shown for tick in band.ticks}
    assert hints["chess-0"] == found["chess-0"]
    assert hints["ball-0"] == ""
