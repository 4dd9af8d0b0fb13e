"""The door ahead of Django: the same answers without a session, in order of arrival, many at once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from factories.rushing import LATER, OPENS, Rushing, a_rushing_world, come
from factories.world import Child, World
from kehou.enrolment.first_come.asking import ticket_key
from kehou.enrolment.first_come.door import Door
from kehou.enrolment.first_come.tickets import cookie_name, form_code, sealed_ticket
from kehou.enrolment.first_come.turns import ticket_for
from kehou.enrolment.models import ChoiceWindow, Claim, CourseCount
from kehou.enrolment.services.arriving import draw_turns
from kehou.platform.audit.models import AuditEvent
from kehou.platform.clock.business import set_business_now

pytestmark = pytest.mark.usefixtures("committing")
Told = tuple[int, dict[str, str], bytes]
Ask = Callable[..., Awaitable[Told]]


@pytest.fixture
def rush(committing: None) -> tuple[World, ChoiceWindow, list[Child]]:
    world = a_rushing_world()
    window = Rushing.opened(world).window
    children = world.children[:8]
    for child in children:
        come(world, window, child)
    with world.inside():
        draw_turns(window=window, now=OPENS)
    set_business_now(LATER)
    return world, window, children


def _sent(world: World, window: ChoiceWindow, child: Child, option: str) -> dict[str, Any]:
    """A form with its ticket, as the choosing page hands both out."""
    with world.inside():
        ticket = ticket_for(child.guardian, window)
    assert ticket is not None
    cookie = sealed_ticket(ticket, ticket_key())
    form = {"pupil": str(child.pupil_id), "option": option, "code": form_code(cookie, ticket_key())}
    return {"form": form, "cookie": f"{cookie_name(window.code)}={cookie}"}


def _at_the_door(talk: Callable[[Ask], Awaitable[Any]]) -> Any:
    """Open the door, talk, and close it again."""

    async def whole() -> Any:
        door, told = Door(), asyncio.Queue[Any]()
        alive = asyncio.create_task(door({"type": "lifespan"}, told.get, told_nothing))
        await told.put({"type": "lifespan.startup"})
        await asyncio.sleep(0)
        try:
            return await talk(lambda *given, **more: _ask(door, *given, **more))
        finally:
            await told.put({"type": "lifespan.shutdown"})
            await alive

    async def told_nothing(_: Any) -> None:
        """Nobody listens to the server's side of its life."""

    return asyncio.run(whole())


async def _ask(
    door: Door, path: str, *, form: dict[str, str] | None = None, cookie: str = "", json_wanted: bool = True
) -> Told:
    body = urlencode(form).encode() if form is not None else b""
    accept = b"application/json" if json_wanted else b"text/html"
    scope = {
        "type": "http",
        "path": path,
        "method": "GET" if form is None else "POST",
        "headers": [(b"cookie", cookie.encode()), (b"accept", accept)],
    }
    parts: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        parts.append(message)

    await door(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in parts[0]["headers"]}
    return parts[0]["status"], headers, parts[1]["body"]


@pytest.mark.clause("A7.8", "A2.4")
def test_all_at_once_are_answered_in_order_of_arrival_and_a_retry_changes_nothing(
    rush: tuple[World, ChoiceWindow, list[Child]],
) -> None:
    world, window, children = rush
    at = reverse("rush-places", args=[window.code])
    sent = [_sent(world, window, child, "chess-0") for child in children]

    async def talk(ask: Ask) -> list[list[Told]]:
        await ask(f"/rush/{window.code}/seats/")
        return [list(await asyncio.gather(*(ask(at, **each) for each in sent))) for _ in range(2)]

    first, again = _at_the_door(talk)
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
    rush: tuple[World, ChoiceWindow, list[Child]],
) -> None:
    world, window, children = rush
    sent = _sent(world, window, children[0], "chess-0")

    async def talk(ask: Ask) -> Told:
        return await ask(f"/rush/{window.code}/places/", **sent, json_wanted=False)

    status, headers, _ = _at_the_door(talk)
    assert status == 303
    page = reverse("family-places", args=[children[0].pupil_id])
    assert headers["location"] == f"{page}?told=placed&place=0&option=chess-0"
    assert headers["x-frame-options"] == "DENY"


def test_counts_are_honest_and_the_page_is_as_djangos(rush: tuple[World, ChoiceWindow, list[Child]]) -> None:
    world, window, children = rush
    sent = _sent(world, window, children[0], "chess-0")

    async def talk(ask: Ask) -> list[Told]:
        before = await ask(f"/rush/{window.code}/seats/")
        await ask(f"/rush/{window.code}/places/", **sent)
        await asyncio.sleep(0.6)
        return [before, await ask(f"/rush/{window.code}/seats/"), await ask(f"/rush/{window.code}/courses/")]

    before, after, page = _at_the_door(talk)

    def free(told: Told) -> int:
        return next(each["free"] for each in json.loads(told[2]) if each["key"] == "chess-0")

    assert (free(before), free(after)) == (4, 3)
    assert "选课名额" in page[2].decode()


@pytest.mark.clause("A7.8")
def test_who_has_no_ticket_is_too_early_or_asks_for_what_is_not_offered_learns_nothing_more(
    rush: tuple[World, ChoiceWindow, list[Child]],
) -> None:
    world, window, children = rush
    at, good = f"/rush/{window.code}/places/", _sent(world, window, children[0], "chess-0")
    others = {"pupil": str(children[1].pupil_id)}
    asked: list[tuple[str, dict[str, Any]]] = [
        (at, good | {"cookie": ""}),
        (at, good | {"form": good["form"] | others}),
        (at, good | {"form": good["form"] | {"code": "0" * 64}}),
        (at, good | {"cookie": good["cookie"][:-1] + "x"}),
        (at, {"form": {"option": "x" * 9_000}, "cookie": ""}),
        ("/rush/ABCDEFG/places/", good),
        ("/rush/ABCDEFG/seats/", {}),
        ("/family/", {}),
        (at, {}),
    ]

    async def talk(ask: Ask) -> list[int]:
        return [(await ask(path, **given))[0] for path, given in asked]

    assert _at_the_door(talk) == [404] * len(asked)
    set_business_now(OPENS.replace(hour=OPENS.hour - 1))

    async def early(ask: Ask) -> Any:
        return json.loads((await ask(at, **good))[2])["answer"]

    assert _at_the_door(early) == "not_open"
    with world.inside():
        assert Claim.objects.count() == 0


def test_one_request_that_the_database_refuses_spoils_no_other(
    rush: tuple[World, ChoiceWindow, list[Child]],
) -> None:
    world, window, children = rush
    sent = [_sent(world, window, child, "chess-0") for child in children[:3]]
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

    assert _at_the_door(talk) == [200, 503, 200, 200]
    with world.inside():
        assert Claim.objects.count() == 3
