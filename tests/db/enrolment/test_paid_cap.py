"""How many courses of outside bodies a pupil may get: set by county and school, kept by draw and verifier."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from factories.bought import (
    CLOSES,
    MONDAY,
    OPENED,
    TUESDAY,
    Bought,
    a_school_with_dance,
    county_limit,
    open_for_dance,
)
from factories.browsing import family_client
from factories.refused import reasons_of
from factories.rushing import permit
from factories.world import World
from kehou.allocation.arrivals import Answer
from kehou.allocation.verify_draw import differences
from kehou.authority.services.parameters import UnableToSetParameter
from kehou.enrolment.desk import published
from kehou.enrolment.facts import Otherwise
from kehou.enrolment.first_come.batches import Asked
from kehou.enrolment.first_come.offers import offer_of
from kehou.enrolment.first_come.turns import ticket_for
from kehou.enrolment.models import Seat
from kehou.enrolment.services.arriving import arrive, draw_turns
from kehou.enrolment.services.changing import UnableToChangeCourse, change_course
from kehou.enrolment.services.claiming import claim_places
from kehou.enrolment.services.opening import UnableToOpenChoice
from kehou.enrolment.services.opening_in_order import RushTimes, open_in_order
from kehou.enrolment.windows import window_by_code, windows
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now

pytestmark = [pytest.mark.django_db, pytest.mark.clause("A7.8")]


@pytest.fixture
def world() -> World:
    return a_school_with_dance()


def _wished(bought: Bought) -> None:
    """Two children wish dance on both days; one each only on one of them, so that both are held."""
    first, second, third, fourth = bought.world.children[:4]
    for child in (first, second, third, fourth):
        bought.sign(child)
    bought.wish(first, monday=("dance-0",), tuesday=("dance-1",))
    bought.wish(second, monday=("dance-0", "ball-0"), tuesday=("dance-1",))
    bought.wish(third, monday=("dance-0",))
    bought.wish(fourth, tuesday=("dance-1",))


def _codes(bought: Bought, at: int) -> list[str]:
    return sorted(code for key, (code, _) in bought.told(bought.world.children[at]).items() if "dance" in key)


@pytest.mark.clause("A7.11")
def test_a_limit_gives_each_pupil_so_many_says_why_and_anyone_can_check_it(world: World) -> None:
    bought = open_for_dance(world, max_paid=1)
    _wished(bought)
    bought.draw()
    assert _codes(bought, 0) == _codes(bought, 1) == ["ASSIGNED", "PAID_LIMIT"]
    limited = [found for code, found in bought.told(world.children[0]).values() if code == "PAID_LIMIT"]
    assert limited == [{"limit": 1}]
    with world.inside():
        content = published(window_by_code(bought.window.code))
    record = json.loads(content)
    assert record["policy"]["max_paid"] == 1
    assert differences(content) == []
    without = record | {"policy": record["policy"] | {"max_paid": None}}
    assert "result.seats" in differences(json.dumps(without).encode()), "the limit is checked"
    set_business_now(CLOSES)
    page = family_client(world.children[0]).get(f"/family/{world.children[0].pupil_id}/result/")
    assert "一个学期最多参加1门校外机构的课程。" in page.content.decode()
    with pytest.raises(UnableToChangeCourse) as refused:
        _change_to_the_other(bought)
    assert reasons_of(refused) == {"paid_limit_reached"}


def _change_to_the_other(bought: Bought) -> None:
    """The first child asks for dance on the day on which it has none."""
    world, child = bought.world, bought.world.children[0]
    with world.inside():
        held = set(Seat.objects.filter(pupil_id=child.pupil_id).values_list("option_key", flat=True))
    band, key = (TUESDAY, "dance-1") if "dance-0" in held else (MONDAY, "dance-0")
    here: dict[str, Any] = {"place": world.place, "pupil_id": child.pupil_id, "term_id": world.term.id}
    perform(change_course, actor=child.guardian, now=CLOSES, **here, band=band, option_key=key)


def test_without_a_limit_both_are_given(world: World) -> None:
    bought = open_for_dance(world)
    assert bought.window.max_paid is None, "off as shipped"
    _wished(bought)
    bought.draw()
    assert _codes(bought, 0) == ["ASSIGNED", "ASSIGNED"]


def test_the_countys_limit_holds_unless_the_school_sets_a_tighter_one(world: World) -> None:
    county_limit(world, "2")
    with pytest.raises(UnableToOpenChoice) as refused:
        open_for_dance(world, max_paid=3)
    (verdict,) = refused.value.verdicts
    assert (verdict.reason, verdict.facts["found"], verdict.facts["required"]) == ("paid_cap_looser", 3, 2)
    with pytest.raises(UnableToOpenChoice):
        open_for_dance(world, max_paid=0)
    assert open_for_dance(world, max_paid=1).window.max_paid == 1


def test_what_was_told_at_the_opening_holds_whatever_the_county_sets_later(world: World) -> None:
    county_limit(world, "1")
    bought = open_for_dance(world)
    assert bought.window.max_paid == 1
    county_limit(world, "off")
    _wished(bought)
    bought.draw()
    assert _codes(bought, 0) == ["ASSIGNED", "PAID_LIMIT"]


def test_a_limit_that_is_none_is_refused(world: World) -> None:
    with pytest.raises(UnableToSetParameter):
        county_limit(world, "0")


def test_a_family_is_told_while_choosing(world: World) -> None:
    bought = open_for_dance(world, max_paid=1)
    child = world.children[0]
    set_business_now(OPENED)
    client, at = family_client(child), f"/family/{child.pupil_id}/"
    for name, sent in (("terms", {}), ("days", {"days": ["0", "1"]})):
        client.post(f"{at}{name}/", sent)
    courses = client.get(f"{at}courses/").content.decode()
    assert "素质拓展，校外机构，30个名额" in courses
    assert "校外机构的课程，每名学生最多排上1门" in courses
    client.post(f"{at}courses/", {f"tick-{MONDAY}": ["dance-0"], f"tick-{TUESDAY}": ["dance-1"]})
    order = client.get(f"{at}order/").content.decode()
    assert "有2门校外机构的课程排在第一位，最多排上1门" in order
    client.post(f"{at}courses/", {f"tick-{MONDAY}": ["dance-0"], f"tick-{TUESDAY}": ["ball-1"]})
    assert "排在第一位，最多" not in client.get(f"{at}order/").content.decode()
    assert bought.window.max_paid == 1


@pytest.mark.parametrize(("most", "second"), [(1, Answer.PAID_LIMIT), (None, Answer.PLACED)])
def test_in_order_of_arrival_the_limit_is_the_same(world: World, most: int | None, second: Answer) -> None:
    permit(world)
    times = RushTimes(OPENED, OPENED + timedelta(minutes=30), CLOSES)
    here: dict[str, Any] = {"place": world.place, "term_id": world.term.id, "max_paid": most}
    opened = perform(open_in_order, actor=world[Role.SCHOOL_TEACHING], now=OPENED, times=times, **here)
    child = world.children[0]
    with world.inside():
        window = windows().get(pk=opened.id)
    Bought(world, window).sign(child)
    arrival: dict[str, Any] = {"pupil_id": child.pupil_id, "otherwise": Otherwise.ROOM}
    perform(arrive, actor=child.guardian, now=OPENED, window=window, **arrival)
    now = times.opens_at + timedelta(minutes=5)
    with world.inside():
        draw_turns(window=window, now=now)
        ticket = ticket_for(child.guardian, window)
        assert ticket is not None
        (holder,) = ticket.holders
        asked = [Asked(holder.asks(key, now), ticket.guardian) for key in ("dance-0", "dance-1")]
        answered = claim_places(rush=offer_of(window), asked=asked, now=now)
    assert [each.answer for each in answered] == [Answer.PLACED, second]
    set_business_now(now)
    page = family_client(child).get(f"/family/{child.pupil_id}/places/").content.decode()
    assert ("每名学生最多1门" in page) is (most is not None)
