"""A class that joins within minutes: the signal asks, and a meeting on record answers (A2.2)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from factories.approved import PUBLICISED, publicise_a_plan
from factories.choosing import PHONE
from factories.law import lay_down_the_law
from factories.world import COUNTY, World, a_world
from kehou.agreements.services.meetings import UnableToRecordMeeting, record_meeting
from kehou.agreements.services.signing import PURPOSE, ChildSigning, prove_phone, sign_for_children
from kehou.authority.services.parameters import set_parameter
from kehou.kernel.actor import Role
from kehou.platform.access.codes import issue_code
from kehou.platform.access.models import SignInCode
from kehou.platform.access.performing import perform
from kehou.platform.duties.models import Duty
from kehou.platform.outbox.announcing import drain
from kehou.platform.outbox.models import OutboxEvent
from kehou.registry.public import phone_token

pytestmark = pytest.mark.django_db
NOW = PUBLICISED
CLASS_SIZE = 3
MINUTE = timedelta(minutes=1)


@pytest.fixture
def world() -> World:
    lay_down_the_law()
    world = a_world(urban_rural_code="111", per_class=CLASS_SIZE)
    perform(
        set_parameter,
        actor=world[Role.COUNTY_APPROVER],
        now=NOW,
        place=COUNTY,
        name="coercion_min_class",
        value=CLASS_SIZE,
        source="县细则",
        from_date=NOW.date() - timedelta(days=30),
    )
    return world


def _sign_class(world: World, *, apart: timedelta) -> None:
    """The families of the first class sign one after the other."""
    version = publicise_a_plan(world)
    for number, child in enumerate(world.children[:CLASS_SIZE]):
        SignInCode.objects.all().delete()
        signing = ChildSigning(world.place, child.pupil_id, world.term.id, version.id, (0,))
        proven = prove_phone(PHONE, issue_code(phone_token(PHONE), purpose=PURPOSE))
        now = NOW + apart * number
        perform(sign_for_children, actor=child.guardian, now=now, children=(signing,), proven=proven)
    drain(COUNTY)


def _signals(world: World) -> list[Duty]:
    with world.inside():
        return list(Duty.objects.filter(kind="class_signed_at_once"))


def _meet(world: World, **changes: object) -> None:
    meeting = {
        "place": world.place,
        "term_id": world.term.id,
        "class_id": world.class_ids[1],
        "starts_at": NOW - 5 * MINUTE,
        "ends_at": NOW + 55 * MINUTE,
        "note": "一年级1班家长会",
    }
    perform(record_meeting, actor=world[Role.SCHOOL_PLAN], now=NOW + 60 * MINUTE, **(meeting | changes))


@pytest.mark.clause("A2.2")
def test_a_whole_class_within_minutes_is_accepted_and_asked_about_once(world: World) -> None:
    _sign_class(world, apart=10 * MINUTE)
    (signal,) = _signals(world)
    assert (signal.owner_role, signal.clause, signal.done_at) == (Role.COUNTY_OFFICER, "A2.2", None)
    with world.inside():
        told = OutboxEvent.objects.get(topic="agreement.class_at_once")
    assert told.payload["joined"] == CLASS_SIZE


@pytest.mark.clause("A2.2")
def test_a_class_that_takes_longer_is_not_asked_about(world: World) -> None:
    _sign_class(world, apart=16 * MINUTE)
    assert _signals(world) == []


@pytest.mark.clause("A2.2")
def test_a_meeting_on_record_answers_the_question(world: World) -> None:
    _sign_class(world, apart=10 * MINUTE)
    _meet(world, class_id=world.class_ids[2])
    assert _signals(world)[0].done_at is None
    _meet(world)
    assert _signals(world)[0].done_at is not None


@pytest.mark.clause("A2.2")
def test_a_meeting_of_the_whole_school_before_they_sign_leaves_no_question(world: World) -> None:
    publicise = {"starts_at": NOW - 10 * MINUTE, "ends_at": NOW + 60 * MINUTE}
    _meet(world, class_id=None, **publicise)
    _sign_class(world, apart=10 * MINUTE)
    assert _signals(world) == []


@pytest.mark.parametrize(
    "times",
    [
        {"ends_at": NOW + 61 * MINUTE},
        {"ends_at": NOW - 6 * MINUTE},
        {"starts_at": NOW - timedelta(hours=12)},
    ],
)
def test_a_meeting_is_recorded_once_it_was_held(world: World, times: dict[str, object]) -> None:
    with pytest.raises(UnableToRecordMeeting):
        _meet(world, **times)
