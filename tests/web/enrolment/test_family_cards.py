"""A child's card leads to what its school asks while it asks, and shows the week that the child has now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories.browsing import family_client, text_of
from factories.choosing import DRAWN, drawn
from factories.consulted import finish_round, open_round
from factories.law import lay_down_the_law
from factories.world import NOW, World, a_world
from kehou.enrolment.models import Seat
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(per_class=2, urban_rural_code="111")


@pytest.mark.clause("A2.3")
def test_a_card_leads_to_the_schools_questions_only_while_it_asks(world: World) -> None:
    set_business_now(NOW)
    client = family_client(world.children[0])
    assert "回答征求意见" not in text_of(client, "/family/")
    consultation_id = open_round(world)
    assert "回答征求意见" in text_of(client, "/family/")
    finish_round(world, consultation_id, now=NOW + timedelta(days=30))
    assert "回答征求意见" not in text_of(client, "/family/")


def test_a_card_shows_the_week_of_its_own_term_and_child(world: World) -> None:
    drawn(world)
    set_business_now(DRAWN + timedelta(hours=1))
    with world.inside():
        seat = Seat.objects.filter(ended_at=None).first()
        assert seat
        child = next(each for each in world.children if each.pupil_id == seat.pupil_id)
    page, client = f"/family/{child.pupil_id}/", family_client(child)
    assert "周一 17:10" in text_of(client, page)
    with world.inside():
        Seat.objects.filter(pupil_id=child.pupil_id).update(term_id=new_id())
    assert "周一 17:10" not in (shown := text_of(client, page))
    assert "现在没有课程。" in shown
