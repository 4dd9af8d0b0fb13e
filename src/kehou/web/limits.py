"""How much is read of a request, and for how long, before an ASGI application hears of it whole.

Nobody may hold a process by sending a body drop by drop, or fill its memory. Who is refused is told so
kindly, in JSON or as a page, and the connection is closed.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.template.loader import render_to_string

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY_BYTES = 8_192  # a choice is a form of three short fields
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


class Limited:
    """An ASGI application whose requests keep limits. It must read a body before it begins to answer."""

    def __init__(self, application: Application, limits: Limits) -> None:
        self._application, self._limits = application, limits
        self._pages = {status: render_to_string(f"web/door/{status.value}.html").encode() for status in _TOLD}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in WITHOUT_BODY:
            await self._application(scope, receive, send)
            return
        headers = dict(scope["headers"])
        try:
            if _announced(headers) > self._limits.body_bytes:
                raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            await self._application(scope, self._within(receive), send)
        except _Refused as refused:
            await self._tell(refused.status, headers, send)

    def _within(self, receive: Receive) -> Receive:
        """What the application reads with: it counts, and looks at the clock."""
        ends, size = asyncio.get_running_loop().time() + self._limits.read_s, 0

        async def read() -> Message:
            nonlocal size
            try:
                async with asyncio.timeout_at(ends):
                    message = await receive()
            except TimeoutError:
                raise _Refused(HTTPStatus.REQUEST_TIMEOUT) from None
            size += len(message.get("body", b""))
            if size > self._limits.body_bytes:
                raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        return read

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


def _announced(headers: Mapping[bytes, bytes]) -> int:
    """How long a body says it is; nothing where it says nothing that can be read."""
    said = headers.get(b"content-length", b"")
    return int(said) if said.isdigit() else 0
