"""The door ahead of Django: the same answers without a session, in order of arrival, many at once."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest
from django.db import OperationalError
from django.urls import reverse

from factories.doors import Ask, Called, Told, at_the_door, sent_by
from factories.rushing import OPENS
from kehou.enrolment.first_come import door
from kehou.enrolment.first_come.asking import ticket_key
from kehou.enrolment.first_come.hall import Hall
from kehou.enrolment.first_come.tickets import cookie_name, form_code, sealed_ticket
from kehou.enrolment.first_come.turns import ticket_for
from kehou.enrolment.models import Claim, CourseCount
from kehou.platform.audit.models import AuditEvent
from kehou.platform.clock.business import set_business_now
from kehou.platform.database.rows import new_id

pytestmark = pytest.mark.usefixtures("committing")


@pytest.mark.clause("A7.8", "A2.4")
def test_all_at_once_are_answered_in_order_of_arrival_and_a_retry_changes_nothing(
    rush: Called,
) -> None:
    world, window, children = rush
    at = reverse("rush-places", args=[window.code])
    sent = [sent_by(world, window, child, "chess-0") for child in children]

    async def talk(ask: Ask) -> list[list[Told]]:
        await ask(f"/rush/{window.code}/seats/")
        return [list(await asyncio.gather(*(ask(at, **each) for each in sent))) for _ in range(2)]

    first, again = at_the_door(talk)
    told = [json.loads(body) for _, _, body in first]
    assert [each["answer"] for each in told] == ["placed"] * 4 + ["full"] * 4
    assert [each["place"] for each in told[4:]] == [1, 2, 3, 4]
    assert [json.loads(body)["answer"] for _, _, body in again] == ["yours"] * 4 + ["full"] * 4
    with world.inside():
        assert Claim.objects.count() == CourseCount.objects.get(option_key="chess-0").taken == 4
        batches = AuditEvent.objects.filter(action="places.answered")
        assert sum(event.detail.get("placed", 0) for event in batches) == 4
        assert batches.count() < len(children), "requests that wait are answered together"


def test_a_browser_without_a_script_is_led_back_to_its_page(
    rush: Called,
) -> None:
    world, window, children = rush
    sent = sent_by(world, window, children[0], "chess-0")

    async def talk(ask: Ask) -> Told:
        return await ask(f"/rush/{window.code}/places/", **sent, json_wanted=False)

    status, headers, _ = at_the_door(talk)
    assert status == 303
    page = reverse("family-places", args=[children[0].pupil_id])
    assert headers["location"] == f"{page}?told=placed&place=0&option=chess-0"
    assert headers["x-frame-options"] == "DENY"


def test_counts_are_honest_and_the_page_is_as_djangos(rush: Called) -> None:
    world, window, children = rush
    sent = sent_by(world, window, children[0], "chess-0")

    async def talk(ask: Ask) -> list[Told]:
        before = await ask(f"/rush/{window.code}/seats/")
        await ask(f"/rush/{window.code}/places/", **sent)
        await asyncio.sleep(0.6)
        return [before, await ask(f"/rush/{window.code}/seats/"), await ask(f"/rush/{window.code}/courses/")]

    before, after, page = at_the_door(talk)

    def free(told: Told) -> int:
        return next(each["free"] for each in json.loads(told[2]) if each["key"] == "chess-0")

    assert (free(before), free(after)) == (4, 3)
    assert "选课名额" in page[2].decode()


def test_a_reading_that_failed_once_does_not_shut_the_door(
    rush: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, window, _ = rush

    def broken(*_: object) -> Hall:
        raise OperationalError("the server went away")

    async def talk(ask: Ask) -> Told:
        with monkeypatch.context() as patch:
            patch.setattr(door, "open_hall", broken)
            with pytest.raises(OperationalError):
                await ask(f"/rush/{window.code}/seats/")
        return await ask(f"/rush/{window.code}/seats/")

    assert at_the_door(talk)[0] == 200


@pytest.mark.clause("A7.8")
def test_who_has_no_ticket_is_too_early_or_asks_for_what_is_not_offered_learns_nothing_more(
    rush: Called,
) -> None:
    world, window, children = rush
    at, good = f"/rush/{window.code}/places/", sent_by(world, window, children[0], "chess-0")
    others = {"pupil": str(children[1].pupil_id)}
    asked: list[tuple[str, dict[str, Any]]] = [
        (at, good | {"cookie": ""}),
        (at, good | {"form": good["form"] | others}),
        (at, good | {"form": good["form"] | {"code": "0" * 64}}),
        (at, good | {"cookie": good["cookie"][:-1] + "x"}),
        ("/rush/ABCDEFG/places/", good),
        ("/rush/ABCDEFG/seats/", {}),
        ("/family/", {}),
        (at, {}),
    ]

    async def talk(ask: Ask) -> list[int]:
        return [(await ask(path, **given))[0] for path, given in asked]

    assert at_the_door(talk) == [404] * len(asked)
    assert at_the_door(lambda ask: ask(at, form={"option": "x" * 9_000}))[0] == 413
    set_business_now(OPENS.replace(hour=OPENS.hour - 1))

    async def early(ask: Ask) -> Any:
        return json.loads((await ask(at, **good))[2])["answer"]

    assert at_the_door(early) == "not_open"
    with world.inside():
        assert Claim.objects.count() == 0


def test_one_request_that_the_database_refuses_spoils_no_other(
    rush: Called,
) -> None:
    world, window, children = rush
    sent = [sent_by(world, window, child, "chess-0") for child in children[:3]]
    with world.inside():
        ticket = ticket_for(children[3].guardian, window)
    assert ticket is not None
    gone = sealed_ticket(type(ticket)(ticket.rush, "not-a-person", ticket.holders), ticket_key())
    form = {"pupil": str(children[3].pupil_id), "option": "chess-0", "code": form_code(gone, ticket_key())}
    sent.insert(1, {"form": form, "cookie": f"{cookie_name(window.code)}={gone}"})

    async def talk(ask: Ask) -> list[int]:
        await ask(f"/rush/{window.code}/seats/")
        told = await asyncio.gather(*(ask(f"/rush/{window.code}/places/", **each) for each in sent))
        return [status for status, _, _ in told]

    assert at_the_door(talk) == [200, 503, 200, 200]
    with world.inside():
        assert Claim.objects.count() == 3


@pytest.mark.clause("A7.11")
def test_of_two_parents_who_ask_together_the_record_names_the_one_who_got_the_place(
    rush: Called,
) -> None:
    world, window, children = rush
    with world.inside():
        ticket = ticket_for(children[0].guardian, window)
    assert ticket is not None
    father = str(new_id())
    asked = []
    for guardian, option in ((ticket.guardian, "chess-0"), (father, "ball-0")):
        cookie = sealed_ticket(replace(ticket, guardian=guardian), ticket_key())
        form = {"pupil": str(children[0].pupil_id), "option": option, "code": form_code(cookie, ticket_key())}
        asked.append({"form": form, "cookie": f"{cookie_name(window.code)}={cookie}"})

    async def talk(ask: Ask) -> list[str]:
        await ask(f"/rush/{window.code}/seats/")
        told = await asyncio.gather(*(ask(f"/rush/{window.code}/places/", **each) for each in asked))
        return [json.loads(body)["answer"] for _, _, body in told]

    assert at_the_door(talk) == ["placed", "other"]
    with world.inside():
        assert str(Claim.objects.get().chosen_by) == ticket.guardian != father
        assert AuditEvent.objects.filter(action="places.answered").count() == 1, "one batch"
