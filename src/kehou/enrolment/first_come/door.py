"""The door: seats, list and choosing as one raw ASGI application, beside Django and without its weight.

One process, so that requests are answered in the order in which they arrive. A ticket is read without the
database; who has none, is too early or asks for what is not offered is answered at once. The same addresses
are answered by Django where no door stands in front of it.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from urllib.parse import urlencode

from django.db import connections
from django.http import Http404
from django.urls import reverse

from kehou.allocation.arrivals import Answered, refused_unseen
from kehou.enrolment.first_come.admission import Admission, DoorFull, NotAnswered
from kehou.enrolment.first_come.answers import spoken_answer, spoken_unread, stands_at
from kehou.enrolment.first_come.asking import asked_for, ticket_key
from kehou.enrolment.first_come.bodies import Bodies, BodyRefused
from kehou.enrolment.first_come.hall import Hall, open_hall
from kehou.enrolment.first_come.speaking import (
    PAGE,
    Receive,
    Reply,
    Scope,
    Send,
    Spoken,
    TooManyFields,
    cookie_of,
    fields_of,
    spoken,
)
from kehou.enrolment.first_come.tickets import NoTicket

PATH = re.compile(r"/rush/([0-9A-Z]{4,12})/(seats|courses|places)/")
_PARAMETERS = ("host", "port", "user", "password", "dbname")
_NOTHING = spoken(Reply(404, b'{"answer":"nothing_here"}'))
_AGAIN = spoken(Reply(503, b'{"answer":"again"}', more=((b"retry-after", b"2"),)))


class Door:
    """The ASGI application. It keeps a hall for each choice that is asked about.

    A body that takes longer than ``read_s`` seconds to come is waited for no longer.
    """

    def __init__(self, read_s: float) -> None:
        self._halls: dict[str, asyncio.Future[Hall]] = {}
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="hall")
        self._turns = count()
        self._key = ticket_key()
        self._bodies = Bodies(read_s)
        given = connections["default"].get_connection_params()
        self._admission = Admission({name: given[name] for name in _PARAMETERS if given.get(name)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            head, body = await self._reply(next(self._turns), scope, receive)
            await send(head)
            await send(body)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        running = asyncio.create_task(self._admission.run())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await self._admission.end()
        self._threads.shutdown()
        await send({"type": "lifespan.shutdown.complete"})

    async def _reply(self, turn: int, scope: Scope, receive: Receive) -> Spoken:
        found = PATH.fullmatch(scope["path"])
        wanted = "POST" if found and found[2] == "places" else "GET"
        if found is None or scope["method"] != wanted:
            return _NOTHING
        try:
            hall = await self._hall(found[1])
        except Http404:
            return _NOTHING
        if found[2] == "places":
            return await self._choose(turn, hall, scope, receive)
        shown = await hall.fresh()
        return spoken(Reply(200, shown.seats) if found[2] == "seats" else Reply(200, shown.page, PAGE))

    async def _hall(self, code: str) -> Hall:
        """The hall of a choice, read once; a reading that failed, or found none, is forgotten again."""
        known = self._halls.get(code)
        if known is None:
            loop = asyncio.get_running_loop()
            known = loop.run_in_executor(self._threads, open_hall, code, self._threads)
            self._halls[code] = known
        if known.done() and not known.cancelled() and known.exception() is None:
            return known.result()
        try:
            return await asyncio.shield(known)
        except Exception:
            self._halls.pop(code, None)
            raise

    async def _choose(self, turn: int, hall: Hall, scope: Scope, receive: Receive) -> Spoken:
        headers = dict(scope["headers"])
        as_json = b"application/json" in headers.get(b"accept", b"")
        try:
            body = await self._bodies.whole(receive, headers.get(b"content-length", b""))
            at = hall.now()  # a request has come once it is whole: nobody begins one before the end for later
            sent = fields_of(body)
            cookie = cookie_of(headers.get(b"cookie", b"").decode("latin-1"), hall.cookie)
            asked = asked_for(sent, cookie, rush=hall.choice, at=at, key=self._key)
            refused = refused_unseen(hall.rush.offer, asked.request)
            if refused is None:
                answered = await self._admission.ask(turn, hall, asked)
            else:
                answered = Answered(asked.request, refused)
        except BodyRefused as unread:
            return spoken_unread(unread.status, as_json=as_json)
        except (NoTicket, TooManyFields, ValueError):
            return _NOTHING
        except (DoorFull, NotAnswered):
            return _AGAIN
        shown = hall.shown if hall.shown.calm else await hall.fresh()  # read before turns were drawn
        section = hall.rush.offer.sections.get(answered.request.section)
        if as_json:
            return spoken_answer(answered.answer, answered.place, stands_at(section, at, shown.calm))
        return _back(answered, sent)


def _back(answered: Answered, sent: Mapping[str, str]) -> Spoken:
    """A browser is led back to the page, which says the answer."""
    said = {"told": answered.answer.value, "place": answered.place, "option": sent.get("option", "")}
    page = reverse("family-places", args=[answered.request.pupil.id])
    return spoken(Reply(303, more=((b"location", f"{page}?{urlencode(said)}".encode()),)))
