"""Children of a cancelled session join another group: its size and its grades keep their limits (A7.8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from factories.afternoon import MONDAY, a_staffed_plan, at, running_school, session_on
from factories.law import lay_down_the_law, the_city_sets
from factories.refused import grounds_of
from factories.world import World, a_world
from kehou.delivery.dropped import dropped_of
from kehou.delivery.facts import Instead
from kehou.delivery.models import Session
from kehou.delivery.services.arranging import UnableToArrange, arrange_instead
from kehou.delivery.services.cancelling import UnableToCancel, cancel_session
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.ui.books import say

pytestmark = pytest.mark.django_db
NOON = at(12, 0)
MOST = "group_max/pe"  # for the ball group


@pytest.fixture
def world() -> World:
    """Chess and ball on Mondays; the last two of six children, one in each grade, play ball."""
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    running_school(world, players=2)
    return world


def _cancel(world: World, **changes: Any) -> Session:
    session, office = session_on(world), world[Role.SCHOOL_TEACHING]
    perform(cancel_session, actor=office, now=NOON, session_id=session.id, cause="leader_away", **changes)
    with world.inside():
        session.refresh_from_db()
    return session


@pytest.mark.clause("A7.8")
@pytest.mark.parametrize(
    ("law", "refused"),
    [
        pytest.param({MOST: 5}, ["joined_group_too_large"], id="one too many"),
        pytest.param({MOST: 6}, [], id="as many as may be"),
        pytest.param({"grade_span_small_school": 6}, ["joined_group_span_too_wide"], id="too many grades"),
        pytest.param({"grade_span_small_school": 7}, [], id="a very small school"),
    ],
)
def test_a_group_that_takes_others_in_keeps_its_size_and_span(
    world: World, law: dict[str, Any], refused: list[str]
) -> None:
    for name, value in law.items():
        the_city_sets(name, value)
    ball = session_on(world, slot="ball-0")
    joining: dict[str, Any] = {"instead": "group", "joined_id": ball.id}
    if not refused:
        assert _cancel(world, **joining).joined_id == ball.id
        return
    with pytest.raises(UnableToCancel) as found:
        _cancel(world, **joining)
    assert grounds_of(found) == {("A7.8", reason) for reason in refused}
    said = say(found.value.verdicts[0])
    assert said.who.startswith("学校")
    assert "留在教室看护" in said.next_step
    chess = _cancel(world)  # kept in a room; and changing one's mind meets the same limit
    with pytest.raises(UnableToArrange) as again:
        perform(arrange_instead, actor=world[Role.SCHOOL_TEACHING], now=NOON, session_id=chess.id, **joining)
    assert grounds_of(again) == grounds_of(found)
    with world.inside():
        chess.refresh_from_db()
        assert (chess.instead, chess.joined_id) == (Instead.CARE, None)


@pytest.mark.clause("A7.8")
def test_more_than_was_planned_for_join_with_a_warning_and_count_once() -> None:
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    plan = a_staffed_plan(world)
    small = [replace(row, capacity=5) if row.key == "ball" else row for row in plan.courses]
    running_school(world, content=replace(plan, courses=tuple(small)), players=2)
    the_city_sets(MOST, 6)
    ball = session_on(world, slot="ball-0")
    joining: dict[str, Any] = {"instead": "group", "joined_id": ball.id}
    chess = _cancel(world, **joining)
    office = world[Role.SCHOOL_TEACHING]
    with world.inside():
        assert chess.arrangements.get().verdicts == [["A7.8", "joined_group_over_places"]]
        (warned,) = dropped_of(chess, office, today=MONDAY).warnings
        assert (warned.facts["found"], warned.facts["required"]) == (6, 5)
    perform(arrange_instead, actor=office, now=NOON, session_id=chess.id, **joining)  # said again: still six
