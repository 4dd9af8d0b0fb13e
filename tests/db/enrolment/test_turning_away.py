"""What is no ground to turn a child away, and that the attempt opens a case (A3.4, A9.15)."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import Http404

from factories.approved import PUBLICISED, publicise_a_plan
from factories.law import lay_down_the_law
from factories.world import World, a_world
from kehou.enrolment.models import TurnedAway
from kehou.enrolment.services.turning_away import UnableToTurnAway, turn_away
from kehou.kernel.actor import Role
from kehou.platform.access.performing import perform
from kehou.platform.audit.models import AuditEvent
from kehou.platform.duties.models import Duty
from kehou.platform.messages.models import Message
from kehou.platform.outbox.models import OutboxEvent
from kehou.rulebook.facts.enrolment import TurningAwayGround

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=1)
    publicise_a_plan(world)
    return world


def _turn_away(world: World, ground: TurningAwayGround, **changes: Any) -> TurnedAway:
    asked = {
        "actor": world[Role.SCHOOL_TEACHING],
        "now": PUBLICISED,
        "place": world.place,
        "pupil_id": world.children[0].pupil_id,
        "term_id": world.term.id,
        "ground": ground,
        "note": "",
    }
    return perform(turn_away, **(asked | changes))


@pytest.mark.parametrize(
    "ground",
    [
        pytest.param(TurningAwayGround.DISABILITY, id="disability", marks=pytest.mark.clause("A3.4")),
        pytest.param(TurningAwayGround.AID_STATUS, id="aid", marks=pytest.mark.clause("A3.4")),
        pytest.param(TurningAwayGround.ARREARS, id="arrears", marks=pytest.mark.clause("A9.15")),
    ],
)
def test_need_is_no_ground_and_the_attempt_opens_a_case(
    world: World, ground: TurningAwayGround, cited: frozenset[str]
) -> None:
    with pytest.raises(UnableToTurnAway) as refused:
        _turn_away(world, ground)
    assert set(refused.value.clauses) == cited
    with world.inside():
        assert not TurnedAway.objects.exists()
        assert not Message.objects.filter(kind="turned_away").exists()
        case = Duty.objects.get(kind="pupil_turned_away")
        told = OutboxEvent.objects.get(topic="pupil.turned_away")
        attempt = AuditEvent.objects.get(refused=True)
    assert (case.owner_role, {case.clause}) == (Role.COUNTY_OFFICER, cited)
    assert told.subject == case.subject
    assert str(world.children[0].pupil_id) not in str(told.payload)
    assert attempt.action == "turn_away"


def test_a_lawful_ground_is_kept_and_told_to_the_family(world: World) -> None:
    row = _turn_away(world, TurningAwayGround.GRADE)
    assert row.ground == "grade"
    with world.inside():
        assert Message.objects.filter(kind="turned_away").count() == 1
        assert not Duty.objects.filter(kind="pupil_turned_away").exists()


def test_only_those_who_lead_the_teaching_say_so(world: World) -> None:
    with pytest.raises(Http404):
        _turn_away(world, TurningAwayGround.GRADE, actor=world[Role.CLASS_TEACHER])
