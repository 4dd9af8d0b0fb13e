"""How much is read of a request, and for how long, before an ASGI application hears of it whole.

Nobody may hold a process by sending a body drop by drop, or fill its memory. Who is refused is told so
kindly, in JSON or as a page, and the connection is closed.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from django.template.loader import render_to_string

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_BYTES = 8_192  # a choice is a form of three short fields
LOOKS = 10  # how often within the time that a body may take somebody looks at who waits
WITHOUT_BODY = frozenset({"GET", "HEAD"})
_TOLD = {
    HTTPStatus.REQUEST_TIMEOUT: ("too_slow", "网络太慢，没有收到完整的请求，没有生效。请换个网络再试一次。"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        "too_long",
        "发来的内容太多，没有收下，没有生效。请回到页面重选。",
    ),
}


class _Refused(Exception):
    """A body that is not waited for any longer, or not taken in."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Limits:
    """``body_bytes`` is the longest body that is taken in, ``read_s`` how long it may take to come."""

    body_bytes: int
    read_s: float


@dataclass(slots=True)
class _Sent:
    """How much of a body has come, and when the time for it ends."""

    ends: float
    size: int = 0


class Limited:
    """An ASGI application whose requests keep limits. It must read a body before it begins to answer.

    One clock looks after all who wait: a timer for each request would cost a tenth of the door's speed.
    """

    def __init__(self, application: Application, limits: Limits) -> None:
        self._application, self._limits = application, limits
        self._pages = {status: render_to_string(f"web/door/{status.value}.html").encode() for status in _TOLD}
        self._waiting: dict[asyncio.Task[Any], float] = {}
        self._late: set[asyncio.Task[Any]] = set()
        self._clock: asyncio.TimerHandle | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in WITHOUT_BODY:
            await self._application(scope, receive, send)
            return
        try:
            if _announced(scope) > self._limits.body_bytes:
                raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            ends = asyncio.get_running_loop().time() + self._limits.read_s
            await self._application(scope, partial(self._read, receive, _Sent(ends)), send)
        except _Refused as refused:
            await self._tell(refused.status, dict(scope["headers"]), send)

    async def _read(self, receive: Receive, sent: _Sent) -> Message:
        """What the application reads with: it counts, and is watched by the clock."""
        task = asyncio.current_task()  # kept by nobody: what held its own task would only go by the collector
        assert task is not None  # a server runs each request as a task
        self._waiting[task] = sent.ends
        if self._clock is None:
            self._watch(asyncio.get_running_loop())
        try:
            message = await receive()
        except asyncio.CancelledError:
            if task not in self._late:
                raise
            task.uncancel()
            raise _Refused(HTTPStatus.REQUEST_TIMEOUT) from None
        finally:
            del self._waiting[task]
            self._late.discard(task)
        sent.size += len(message.get("body", b""))
        if sent.size > self._limits.body_bytes:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return message

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        self._clock = loop.call_later(self._limits.read_s / LOOKS, self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let go whoever took too long; look again while anybody waits."""
        now = loop.time()
        for task in [task for task, ends in self._waiting.items() if ends <= now]:
            self._late.add(task)
            task.cancel()
        self._clock = None
        if self._waiting:
            self._watch(loop)

    async def _tell(self, status: HTTPStatus, headers: Mapping[bytes, bytes], send: Send) -> None:
        answer, said = _TOLD[status]
        if b"application/json" in headers.get(b"accept", b""):
            kind = b"application/json; charset=utf-8"
            content = json.dumps({"answer": answer, "said": said}, ensure_ascii=False).encode()
        else:
            kind, content = b"text/html; charset=utf-8", self._pages[status]
        told = [
            (b"content-type", kind),
            (b"content-length", str(len(content)).encode()),
            (b"cache-control", b"no-store"),
            (b"x-content-type-options", b"nosniff"),
            (b"connection", b"close"),
        ]
        await send({"type": "http.response.start", "status": int(status), "headers": told})
        await send({"type": "http.response.body", "body": content})


def _announced(scope: Scope) -> int:
    """How long a body says it is; nothing where it says nothing that can be read."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0
