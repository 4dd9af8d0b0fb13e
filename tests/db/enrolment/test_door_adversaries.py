"""Whoever tries to get more out of the door than a turn gives: scripts, copies, loans, clocks, late bodies.

Where a guard holds somebody off, the same attempt without the guard succeeds, so that the test can fail.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from factories.choosing import CLOSES
from factories.doors import Ask, Called, a_family, at_the_door, sent_by
from factories.rushing import LATER, OPENS, a_permitted_rush, conclude
from kehou.allocation.arrivals import called_at
from kehou.enrolment.first_come import admission, hall, statements, tickets
from kehou.enrolment.first_come.admission import MAX_OF_FAMILY
from kehou.enrolment.models import Claim, InLine, Party
from kehou.platform.clock.business import set_business_now

pytestmark = [pytest.mark.usefixtures("committing"), pytest.mark.clause("A7.8", "A2.4")]
THOUSAND = 1_000


def _answer(body: bytes) -> str:
    return str(json.loads(body)["answer"])


@pytest.mark.parametrize(("of_a_family", "others"), [(MAX_OF_FAMILY, 200), (THOUSAND + 1, 503)])
def test_a_script_with_a_thousand_connections_gets_one_place_and_keeps_nobody_out(
    rush: Called, monkeypatch: pytest.MonkeyPatch, of_a_family: int, others: int
) -> None:
    world, window, children = rush
    monkeypatch.setattr(admission, "MAX_WAITING", THOUSAND // 2)
    monkeypatch.setattr(admission, "MAX_OF_FAMILY", of_a_family)
    script, people = [sent_by(world, window, each, "chess-0") for each in (children[0], children[1])]
    at = f"/rush/{window.code}/places/"

    async def talk(ask: Ask) -> list[Any]:
        await ask(f"/rush/{window.code}/seats/")
        return await asyncio.gather(*(ask(at, **script) for _ in range(THOUSAND)), ask(at, **people))

    *mine, theirs = at_the_door(talk)
    told = Counter(_answer(body) for status, _, body in mine if status == 200)
    assert told["placed"] == 1
    assert told.keys() <= {"placed", "yours"}
    assert sum(told.values()) == min(of_a_family, THOUSAND // 2)
    assert theirs[0] == others
    with world.inside():
        assert Claim.objects.filter(pupil_id=children[0].pupil_id).count() == 1


def test_a_turn_that_is_used_on_many_devices_gives_one_place_a_time(rush: Called) -> None:
    world, window, children = rush
    wanted = [sent_by(world, window, children[0], key) for key in ("chess-0", "ball-0")]
    at = f"/rush/{window.code}/places/"

    async def talk(ask: Ask) -> list[str]:
        return [_answer((await ask(at, **each))[2]) for each in wanted * 3]

    told = at_the_door(talk)
    assert told == ["placed", "other", "yours", "other", "yours", "other"]
    with world.inside():
        assert Claim.objects.count() == 1


@pytest.mark.parametrize("is_guarded", [True, False])
def test_a_turn_that_is_lent_serves_only_the_child_that_it_is_for(
    rush: Called, monkeypatch: pytest.MonkeyPatch, is_guarded: bool
) -> None:
    world, window, children = rush
    if not is_guarded:  # a ticket and a form are taken for what they say of themselves
        monkeypatch.setattr(tickets, "_is_same", lambda *_: True)
    own, theirs = [sent_by(world, window, each, "chess-0") for each in children[:2]]
    name, told = own["cookie"].split("=", 1)
    other = theirs["cookie"].split("=", 1)[1]
    body, code = told.rsplit(".", 1)
    child_of_theirs = other.rsplit(".", 1)[0].split(":")[2]
    spliced = f"{body}:{child_of_theirs}.{code}"
    swapped = f"{other.rsplit('.', 1)[0]}.{code}"
    lent: list[dict[str, Any]] = [
        {"cookie": own["cookie"], "form": own["form"] | {"pupil": theirs["form"]["pupil"]}},
        {"cookie": own["cookie"], "form": own["form"] | {"code": theirs["form"]["code"]}},
        {"cookie": theirs["cookie"], "form": own["form"]},
        {"cookie": f"{name}={spliced}", "form": theirs["form"]},
        {"cookie": f"{name}={swapped}", "form": theirs["form"]},
        {"cookie": own["cookie"], "form": own["form"] | {"pupil": ""}},
    ]

    async def talk(ask: Ask) -> list[int]:
        return [(await ask(f"/rush/{window.code}/places/", **each))[0] for each in [*lent, own]]

    told = at_the_door(talk)
    with world.inside():
        served = set(Claim.objects.values_list("pupil_id", flat=True))
    if is_guarded:
        assert told == [404] * len(lent) + [200]
        assert served == {children[0].pupil_id}
    else:
        assert told[3] == 200, "spliced by hand"
        assert children[1].pupil_id in served


def test_no_clock_but_the_doors_counts_and_a_turn_begins_when_it_is_called(rush: Called) -> None:
    world, window, children = rush
    with world.inside():
        party = Party.objects.get(pk__in=Party.objects.filter(entrants__pupil_id=children[0].pupil_id))
        turns = window.rush.turns_a_minute
        Party.objects.filter(pk=party.pk).update(number=turns * 3)
    called = called_at(turns * 3, opens_at=OPENS, per_minute=turns)
    sent = sent_by(world, window, children[0], "chess-0")
    early = sent["form"] | {"at": LATER.isoformat(), "called_at": OPENS.isoformat(), "now": LATER.isoformat()}
    set_business_now(called - timedelta(seconds=60))

    async def talk(ask: Ask) -> str:
        return _answer((await ask(f"/rush/{window.code}/places/", **sent | {"form": early}))[2])

    assert at_the_door(talk) == "not_called"
    set_business_now(called)
    assert at_the_door(talk) == "placed"


def test_a_clock_that_is_set_back_moves_nobody_ahead(rush: Called, monkeypatch: pytest.MonkeyPatch) -> None:
    world, window, children = rush
    sent = [sent_by(world, window, each, "chess-0") for each in children[:6]]
    clock = hall.wall_now

    async def talk(ask: Ask) -> list[str]:
        await ask(f"/rush/{window.code}/seats/")
        told = []
        for place, each in enumerate(sent):
            monkeypatch.setattr(hall, "wall_now", lambda back=place: clock() - timedelta(seconds=20 * back))
            told.append(_answer((await ask(f"/rush/{window.code}/places/", **each))[2]))
        return told

    assert at_the_door(talk) == ["placed"] * 4 + ["full"] * 2
    with world.inside():
        places = Claim.objects.order_by("number").values_list("pupil_id", flat=True)
        assert list(places) == [each.pupil_id for each in children[:4]]
        lines = InLine.objects.order_by("line_place").values_list("pupil_id", flat=True)
        assert list(lines) == [each.pupil_id for each in children[4:6]]
        moments = list(Claim.objects.order_by("number").values_list("chosen_at", flat=True))
    assert moments == sorted(moments, reverse=True), "the clock did go back"


@pytest.mark.parametrize(("whole_in_time", "told"), [(True, "placed"), (False, "over")])
def test_a_request_that_is_begun_before_the_end_and_finished_after_it_comes_too_late(
    rush: Called, whole_in_time: bool, told: str
) -> None:
    world, window, children = rush
    sent = sent_by(world, window, children[0], "chess-0")
    set_business_now(CLOSES - timedelta(seconds=30))
    end = hall.wall_now() + timedelta(seconds=40)

    async def talk(ask: Ask) -> str:
        await ask(f"/rush/{window.code}/seats/")
        body = asyncio.Event()
        late = asyncio.create_task(ask(f"/rush/{window.code}/places/", **sent, body_after=body))
        await asyncio.sleep(0.01)
        if not whole_in_time:
            patch.setattr(hall, "wall_now", lambda: end)
        body.set()
        return _answer((await late)[2])

    with pytest.MonkeyPatch.context() as patch:
        assert at_the_door(talk) == told
    with world.inside():
        assert Claim.objects.count() == int(whole_in_time)


@pytest.mark.parametrize("is_guarded", [True, False])
def test_after_the_list_is_closed_no_place_is_given_that_it_does_not_know(
    rush: Called, monkeypatch: pytest.MonkeyPatch, is_guarded: bool
) -> None:
    world, window, children = rush
    conclude(world, window)
    if not is_guarded:
        monkeypatch.setattr(statements, "CLOSED", "SELECT 0 WHERE %s::uuid IS NOT NULL")
    sent = sent_by(world, window, children[0], "chess-0")

    async def talk(ask: Ask) -> str:
        return _answer((await ask(f"/rush/{window.code}/places/", **sent))[2])

    assert at_the_door(talk) == ("over" if is_guarded else "placed"), "the door's clock is behind"
    with world.inside():
        assert Claim.objects.count() == int(not is_guarded)


@pytest.mark.parametrize(("allowed", "third"), [(2, "family_limit"), (3, "placed")])
def test_a_family_with_three_children_has_one_turn_and_takes_two_places_where_two_are_allowed(
    committing: None, allowed: int, third: str
) -> None:
    rushing = a_permitted_rush(first_come_family_places=allowed)
    world, window = rushing.world, rushing.window
    siblings = a_family(world, window, world.children[:3])
    stranger = world.children[3]
    rushing.come(stranger)
    rushing.draw_turns(now=OPENS)
    set_business_now(LATER)
    sent = [sent_by(world, window, child, "chess-0") for child in [*siblings, stranger]]

    async def talk(ask: Ask) -> list[str]:
        await ask(f"/rush/{window.code}/seats/")
        told = await asyncio.gather(*(ask(f"/rush/{window.code}/places/", **each) for each in sent))
        return [_answer(body) for _, _, body in told]

    assert at_the_door(talk) == ["placed", "placed", third, "placed"]
    with world.inside():
        assert Party.objects.count() == 2
