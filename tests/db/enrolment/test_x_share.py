"""A child's share of enrichment is told and never drawn: homework every day stays a choice (A2.4)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from factories.browsing import family_client
from factories.choosing import DRAWN, MONDAY_X, close, draw, open_a_choice, sign_for
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.allocation import Code, allocate, input_root
from kehou.enrolment.drawing import result_of
from kehou.enrolment.facts import Wishes
from kehou.enrolment.models import ChoiceWindow, Run, Seat
from kehou.enrolment.offering import offering_at
from kehou.enrolment.services.wishing import enter_wishes
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now

pytestmark = [pytest.mark.django_db, pytest.mark.clause("A2.4", "A5.11")]
DAYS = (0, 1, 2)


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=1)


def _drawn(world: World) -> tuple[ChoiceWindow, Run, dict[str, tuple[str, ...]]]:
    """The first child wishes homework at every time that has it, the second the ball on Monday."""
    window = open_a_choice(world)
    first, second = world.children[4:6]
    with world.inside():
        offering = offering_at(window.version_id)
    homework = {
        band: (option.key,)
        for option in offering.options
        if option.is_subject and option.weekday in DAYS
        for band in option.bands
    }
    for child, wished in ((first, homework), (second, {MONDAY_X: ("ball-0",)})):
        sign_for(world, child, window, days=DAYS)
        here = {"place": world.place, "pupil_id": child.pupil_id, "term_id": world.term.id}
        perform(enter_wishes, actor=child.guardian, now=window.opened_at, wishes=Wishes(wished), **here)
    close(world, window)
    return window, draw(world, window), homework


def test_who_wishes_homework_only_gets_it_on_every_day_and_is_told_its_share(world: World) -> None:
    _, run, homework = _drawn(world)
    first, second = world.children[4:6]
    with world.inside():
        held = dict(Seat.objects.filter(pupil_id=first.pupil_id).values_list("band", "option_key"))
        drawn = result_of(run)
    assert len(homework) > 1
    assert held == {band: key for band, (key,) in homework.items()}
    set_business_now(DRAWN)
    page = family_client(first).get(f"/family/{first.pupil_id}/result/").content.decode()
    assert "素质拓展占0%。" in page
    assert "选多少由家庭定，派位不因此多排或少排" in page
    other = family_client(second).get(f"/family/{second.pupil_id}/result/").content.decode()
    assert "素质拓展占100%。" in other
    assert "选多少由家庭定" not in other
    bound = replace(drawn.instance.policy, min_x_share=Fraction(1, 2))
    rows = drawn.instance.sections.values(), drawn.instance.pupils.values(), bound
    lottery = replace(drawn.lottery, input_root=input_root(*rows))
    told = {reason.code for reason in allocate(*rows, lottery).reasons}
    assert Code.X_LIMIT in told, "the engine's bound would have taken some of it"
