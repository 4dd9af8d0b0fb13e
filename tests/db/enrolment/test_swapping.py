"""Two families change places: both consent, both may, and nobody who waits is passed over (A2.4, A7.8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.http import Http404

from factories.browsing import family_client
from factories.choosing import (
    DRAWN,
    MONDAY_X,
    a_contested_plan,
    children_of,
    close,
    draw,
    open_a_choice,
    sign_for,
    wish,
)
from factories.law import lay_down_the_law
from factories.plan_facts import a_course, a_slot
from factories.refused import grounds_of
from factories.world import Child, World, a_world
from kehou.allocation.verify_draw import differences
from kehou.enrolment.desk import published
from kehou.enrolment.models import ChoiceWindow, CourseChange, Seat, SwapOffer
from kehou.enrolment.services.swapping import UnableToSwap, end_offer, offer_swap, take_offer
from kehou.enrolment.windows import window_by_code
from kehou.kernel.moments import SHANGHAI
from kehou.platform.access.performing import perform
from kehou.platform.clock.business import set_business_now
from kehou.platform.messages.models import Message
from kehou.registry.public import grades_of

pytestmark = pytest.mark.django_db
TOO_LATE = datetime(2026, 3, 16, 9, tzinfo=SHANGHAI)


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    return a_world(urban_rural_code="111", per_class=2)


def _drawn(world: World, *, capacity: int, drama_grades: frozenset[int] | None = None) -> ChoiceWindow:
    """Half of the children wish chess and nothing else, the others drama."""
    plan = a_contested_plan(capacity=capacity)
    drama = a_course("drama", title="戏剧", capacity=capacity)
    slot = a_slot("drama-0", "drama", 0, leader_key=None)
    if drama_grades:
        slot = replace(slot, grades=drama_grades)
    content = replace(plan, courses=(*plan.courses, drama), slots=(*plan.slots, slot))
    window = open_a_choice(world, content=content)
    grades = _grades(world)
    for place, child in enumerate(world.children):
        sign_for(world, child, window)
        may = drama_grades is None or grades[child.pupil_id] in drama_grades
        wish(world, child, "drama-0" if place % 2 and may else "chess-0")
    close(world, window)
    draw(world, window)
    return window


def _grades(world: World) -> dict[UUID, int]:
    with world.inside():
        return dict(grades_of(world.school.id))


def _in(world: World, option: str) -> list[Child]:
    with world.inside():
        rows = Seat.objects.filter(option_key=option, ended_at=None)
        return children_of(world, set(rows.values_list("pupil_id", flat=True)))


def _act(service: Any, world: World, child: Child, **changes: Any) -> Any:
    asked = {"actor": child.guardian, "now": DRAWN, "place": world.place, "pupil_id": child.pupil_id}
    return perform(service, **(asked | changes))


def _offer(world: World, child: Child, wants: str = "drama-0", **changes: Any) -> SwapOffer:
    return _act(offer_swap, world, child, term_id=world.term.id, band=MONDAY_X, wants=wants, **changes)


def _take(world: World, child: Child, offer: SwapOffer, **changes: Any) -> Any:
    return _act(take_offer, world, child, term_id=world.term.id, offer_id=offer.id, **changes)


def _refused(act: Any, *given: Any, **changes: Any) -> set[tuple[str, str]]:
    with pytest.raises(UnableToSwap) as refused:
        act(*given, **changes)
    return grounds_of(refused)


@pytest.mark.clause("A2.4", "A7.8")
def test_two_families_that_agree_change_places(world: World) -> None:
    window = _drawn(world, capacity=6)
    player, actor = _in(world, "chess-0")[0], _in(world, "drama-0")[0]
    offer = _offer(world, player)
    assert player in _in(world, "chess-0")  # nothing happens on one side's word
    _take(world, actor, offer)
    assert player in _in(world, "drama-0")
    assert actor in _in(world, "chess-0")
    assert len(_in(world, "chess-0")) == len(_in(world, "drama-0")) == 6
    with world.inside():
        assert set(CourseChange.objects.values_list("from_option", "to_option")) == {
            ("chess-0", "drama-0"),
            ("drama-0", "chess-0"),
        }
        row = SwapOffer.objects.get()
        assert (row.taken_by_pupil, row.ended_at) == (actor.pupil_id, DRAWN)
        assert Message.objects.filter(kind="swapped").count() == 1
        assert differences(published(window_by_code(window.code))) == []


@pytest.mark.clause("A7.8")
def test_a_place_for_which_somebody_waits_is_not_swapped(world: World) -> None:
    _drawn(world, capacity=4)
    offer = _offer(world, _in(world, "chess-0")[0])
    taker = _in(world, "drama-0")[0]
    assert _refused(_take, world, taker, offer) == {("A7.8", "swap_past_queue")}
    assert taker in _in(world, "drama-0")


@pytest.mark.clause("A7.8", "A2.4")
def test_what_a_child_may_not_have_is_not_swapped(world: World) -> None:
    _drawn(world, capacity=9, drama_grades=frozenset({4, 5, 6}))
    grades = _grades(world)
    young, *_, old = sorted(_in(world, "chess-0"), key=lambda child: grades[child.pupil_id])
    assert _refused(_offer, world, young) == {("A7.8", "wish_of_other_grade")}
    assert _refused(_offer, world, old, wants="ball-0") == {("A2.4", "swap_not_needed")}
    assert _refused(_offer, world, old, wants="chess-0") == {("A2.4", "swap_of_nothing")}
    assert {reason for _, reason in _refused(_offer, world, old, wants="garden-2")} >= {"swap_of_other_times"}
    assert _refused(_offer, world, old, now=TOO_LATE) == {("A2.4", "change_too_late")}


@pytest.mark.clause("A2.4")
def test_an_offer_that_was_ended_or_overtaken_is_gone(world: World) -> None:
    _drawn(world, capacity=6)
    (player, second), (actor, other) = _in(world, "chess-0")[:2], _in(world, "drama-0")[:2]
    ended, standing = _offer(world, player), _offer(world, second)
    _act(end_offer, world, player, offer_id=ended.id)
    assert _refused(_take, world, actor, ended) == {("A2.4", "swap_gone")}
    assert _refused(_take, world, player, standing) == {("A2.4", "swap_gone")}  # has no drama to give
    _take(world, actor, standing)
    assert _refused(_take, world, other, standing) == {("A2.4", "swap_gone")}
    with pytest.raises(Http404):
        _act(end_offer, world, other, offer_id=standing.id)
    with pytest.raises(Http404):
        _offer(world, player, actor=other.guardian)


def test_only_who_may_sign_swaps(world: World) -> None:
    _drawn(world, capacity=6)
    child = _in(world, "chess-0")[0]
    (ward,) = child.guardian.wards
    carer = replace(child.guardian, wards=(replace(ward, may_sign=False),))
    assert _refused(_offer, world, child, actor=carer) == {("A2.4", "wish_not_by_family")}


def test_the_pages_lead_through_offer_and_consent(world: World) -> None:
    _drawn(world, capacity=6)
    set_business_now(DRAWN)
    player, actor = _in(world, "chess-0")[0], _in(world, "drama-0")[0]
    at = f"/family/{player.pupil_id}/swaps/"
    client = family_client(player)
    page = client.get(at).content.decode()
    assert "用棋类换戏剧" in page
    assert "checked" not in page
    client.post(at, {"offer": f"{MONDAY_X}|drama-0"})
    assert "等另一个家庭同意" in client.get(at).content.decode()
    theirs = family_client(actor)
    seen = theirs.get(f"/family/{actor.pupil_id}/swaps/").content.decode()
    assert "用孩子的戏剧换对方的<b>棋类</b>" in seen
    with world.inside():
        offer = SwapOffer.objects.get()
    assert theirs.post(f"/family/{actor.pupil_id}/swaps/{offer.id}/taking/").status_code == 302
    assert "派位以后您改选了这门课程" in client.get(f"/family/{player.pupil_id}/result/").content.decode()
    assert theirs.get(at).status_code == 404
