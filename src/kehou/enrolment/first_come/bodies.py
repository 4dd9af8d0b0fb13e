"""How much of a body is read at the door, and for how long it is waited for.

Nobody may hold the door by sending a body drop by drop, or fill its memory.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any

from kehou.enrolment.first_come.speaking import Receive

BODY_BYTES = 8_192  # a choice is a form of three short fields
LOOKS = 10  # how often within the time that a body may take somebody looks at who waits


class BodyRefused(Exception):
    """A body that is not waited for any longer, or not taken in."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class Bodies:
    """Reads bodies, each within ``read_s`` seconds.

    One clock looks after all who wait: a timer for each request would cost a tenth of the door's speed.
    """

    def __init__(self, read_s: float) -> None:
        self._read_s = read_s
        self._waiting: dict[asyncio.Task[Any], float] = {}  # until when
        self._late: set[asyncio.Task[Any]] = set()
        self._clock: asyncio.TimerHandle | None = None

    async def whole(self, receive: Receive, announced: bytes = b"") -> bytes:
        """A whole body, of the length that its head announced, if any. Raises BodyRefused."""
        if announced.isdigit() and int(announced) > BODY_BYTES:
            raise BodyRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        task, loop = asyncio.current_task(), asyncio.get_running_loop()
        assert task is not None  # a server runs each request as a task
        self._waiting[task] = loop.time() + self._read_s
        if self._clock is None:
            self._watch(loop)
        try:
            return await _read(receive)
        except asyncio.CancelledError:
            if task not in self._late:
                raise
            task.uncancel()
            raise BodyRefused(HTTPStatus.REQUEST_TIMEOUT) from None
        finally:
            del self._waiting[task]
            self._late.discard(task)

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        self._clock = loop.call_later(self._read_s / LOOKS, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let go whoever took too long; look again while anybody waits."""
        now = loop.time()
        for task in [task for task, ends in self._waiting.items() if ends <= now]:
            self._late.add(task)
            task.cancel()
        self._clock = None
        if self._waiting:
            self._watch(loop)


async def _read(receive: Receive) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body", False) and len(body) <= BODY_BYTES:
        message = await receive()
        body += message.get("body", b"")
    if len(body) > BODY_BYTES:
        raise BodyRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return body
