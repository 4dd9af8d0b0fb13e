"""Speaking to the door as a server would: forms with tickets in, answers out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from factories.choosing import sign_for
from factories.links import tie
from factories.rushing import ARRIVE
from factories.world import Child, World
from kehou.enrolment.facts import Otherwise
from kehou.enrolment.first_come.asking import ticket_key
from kehou.enrolment.first_come.door import Door
from kehou.enrolment.first_come.tickets import cookie_name, form_code, sealed_ticket
from kehou.enrolment.first_come.turns import ticket_for
from kehou.enrolment.models import ChoiceWindow
from kehou.enrolment.services.arriving import arrive
from kehou.kernel.actor import Actor, Ward
from kehou.platform.access.performing import perform

Called = tuple[World, ChoiceWindow, list[Child]]
Told = tuple[int, dict[str, str], bytes]
Ask = Callable[..., Awaitable[Told]]


def sent_by(world: World, window: ChoiceWindow, child: Child, option: str) -> dict[str, Any]:
    """A form with its ticket, as the choosing page hands both out."""
    with world.inside():
        ticket = ticket_for(child.guardian, window)
    assert ticket is not None
    cookie = sealed_ticket(ticket, ticket_key())
    form = {"pupil": str(child.pupil_id), "option": option, "code": form_code(cookie, ticket_key())}
    return {"form": form, "cookie": f"{cookie_name(window.code)}={cookie}"}


def at_the_door(talk: Callable[[Ask], Awaitable[Any]]) -> Any:
    """Open the door, talk, and close it again."""

    async def whole() -> Any:
        door, told = Door(read_s=10.0), asyncio.Queue[Any]()
        alive = asyncio.create_task(door({"type": "lifespan"}, told.get, told_nothing))
        await told.put({"type": "lifespan.startup"})
        await asyncio.sleep(0)
        try:
            return await talk(lambda *given, **more: asked_of(door, *given, **more))
        finally:
            await told.put({"type": "lifespan.shutdown"})
            await alive

    async def told_nothing(_: Any) -> None:
        """Nobody listens to the server's side of its life."""

    return asyncio.run(whole())


async def asked_of(
    door: Door,
    path: str,
    *,
    form: dict[str, str] | None = None,
    cookie: str = "",
    json_wanted: bool = True,
    body_after: asyncio.Event | None = None,
) -> Told:
    """Send one request; its body follows the head at once, or after something happened."""
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
        if body_after is not None:
            await body_after.wait()
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        parts.append(message)

    await door(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in parts[0]["headers"]}
    return parts[0]["status"], headers, parts[1]["body"]


def a_family(world: World, window: ChoiceWindow, children: Sequence[Child]) -> list[Child]:
    """Children with one parent, who signed for each and came to the waiting room with all of them."""
    parent = children[0].guardian.wards[0].guardian_id
    wards = tuple(Ward(child.pupil_id, parent, world.place) for child in children)
    family = [replace(child, guardian=Actor(parent, (), wards)) for child in children]
    with world.inside():
        for child in children[1:]:
            tie(world.place, child.pupil_id, parent)
    for signed, child in zip(children, family, strict=True):
        sign_for(world, signed, window)
        arrival = {"window": window, "pupil_id": child.pupil_id, "otherwise": Otherwise.ROOM}
        perform(arrive, actor=child.guardian, now=ARRIVE, **arrival)
    return family
