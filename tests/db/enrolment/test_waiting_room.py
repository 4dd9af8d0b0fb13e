"""The waiting room: a family comes once, turns are drawn at the opening, later families follow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404

from factories.links import tie
from factories.rushing import ARRIVE, LATER, OPENS, Rushing, a_rushing_world, come
from factories.world import World
from kehou.allocation import commit
from kehou.enrolment.facts import Otherwise
from kehou.enrolment.first_come.turns import turn_of
from kehou.enrolment.models import (
    ChoiceWindow,
    Entrant,
    Party,
    Rush,
)
from kehou.enrolment.services.arriving import UnableToArrive, arrive, draw_turns
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent
from kehou.registry.models import Pupil

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_rushing_world()


@pytest.fixture
def window(world: World) -> ChoiceWindow:
    return Rushing.opened(world).window


@pytest.mark.clause("A7.8", "A2.4")
def test_the_waiting_room_takes_a_child_once_and_siblings_share_a_turn(
    world: World, window: ChoiceWindow
) -> None:
    first, second, *_ = world.children
    with pytest.raises(UnableToArrive):
        come(world, window, first, now=ARRIVE - timedelta(seconds=1))
    one = come(world, window, first)
    again = perform(
        arrive,
        actor=first.guardian,
        now=ARRIVE + timedelta(minutes=9),
        window=window,
        pupil_id=first.pupil_id,
        otherwise=Otherwise.HOME,
    )
    with world.inside():
        tie(world.place, second.pupil_id, first.guardian.wards[0].guardian_id)
    joined = come(world, window, second)
    assert one.id == again.id == joined.id
    with world.inside():
        assert Party.objects.count() == 1
        assert Entrant.objects.get(pupil_id=first.pupil_id).otherwise == "home"
    with pytest.raises(Http404):
        perform(
            arrive,
            actor=first.guardian,
            now=ARRIVE,
            window=window,
            pupil_id=world.children[5].pupil_id,
            otherwise=Otherwise.ROOM,
        )


@pytest.mark.clause("A7.8")
@pytest.mark.parametrize(("is_tied", "turns"), [(True, 1), (False, 2)])
def test_two_parents_with_a_phone_and_a_child_each_have_one_turn_where_the_roll_ties_them(
    world: World, window: ChoiceWindow, *, is_tied: bool, turns: int
) -> None:
    mothers, middle, fathers = world.children[:3]
    with world.inside():
        tie(world.place, middle.pupil_id, mothers.guardian.wards[0].guardian_id)
        if is_tied:
            tie(world.place, middle.pupil_id, fathers.guardian.wards[0].guardian_id)
    parties = {come(world, window, child).id for child in (mothers, fathers)}
    assert len(parties) == turns
    assert middle.pupil_id not in {ward.pupil_id for ward in fathers.guardian.wards}, (
        "their wards do not meet"
    )


@pytest.mark.clause("A7.8")
def test_without_an_agreement_nobody_waits(world: World, window: ChoiceWindow) -> None:
    child = world.children[0]
    with pytest.raises(UnableToArrive) as refused:
        perform(
            arrive,
            actor=child.guardian,
            now=ARRIVE,
            window=window,
            pupil_id=child.pupil_id,
            otherwise=Otherwise.ROOM,
        )
    assert {"A7.6", "A9.15"} & set(refused.value.clauses)


@pytest.mark.clause("A3.4", "A7.11")
def test_turns_are_drawn_once_those_who_come_first_ahead_and_later_families_follow(
    world: World, window: ChoiceWindow
) -> None:
    early, late = world.children[:8], world.children[8]
    with world.inside():
        Pupil.objects.filter(pk__in=[child.pupil_id for child in early[5:7]]).update(has_priority=True)
    for place, child in enumerate(early):
        come(world, window, child, now=ARRIVE + timedelta(minutes=place))
    with world.inside():
        assert draw_turns(window=window, now=OPENS - timedelta(seconds=1)) is None
        drawn = draw_turns(window=window, now=OPENS)
        assert draw_turns(window=window, now=LATER) == drawn
    come(world, window, late, now=LATER)
    with world.inside():
        rows = Entrant.objects.values_list("pupil_id", "party__number")
        numbers, turn = dict(rows), turn_of(window.rush, late.pupil_id)
        event = AuditEvent.objects.get(action="turns.drawn")
        assert commit(event.detail["nonce"]) == Rush.objects.get().commitment
    assert sorted(numbers.values()) == list(range(1, 10))
    assert {numbers[child.pupil_id] for child in early[5:7]} == {1, 2}
    assert numbers[late.pupil_id] == 9
    assert turn is not None
    assert turn.called_at == OPENS + timedelta(milliseconds=800)
    assert turn.told_at == OPENS + timedelta(minutes=5)
