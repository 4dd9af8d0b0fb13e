"""Just enough of HTTP for the door: a path, a cookie, a small form, and an answer in one piece."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus

MAX_BODY_BYTES = 8_192
MAX_FIELDS = 20
Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Spoken = tuple[Message, Message]

_SAFE = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
    (
        b"content-security-policy",
        b"default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
        b" frame-ancestors 'none'; form-action 'self'",
    ),
)


class BodyTooLong(Exception):
    """More was sent than a form of the door has."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in one piece."""

    status: int
    body: bytes = b""
    kind: bytes = b"application/json; charset=utf-8"
    more: tuple[tuple[bytes, bytes], ...] = field(default=())


def header(scope: Scope, name: bytes) -> str:
    """One header's value, or an empty text."""
    for key, value in scope["headers"]:
        if key == name:
            found: str = value.decode("latin-1")
            return found
    return ""


def cookie_of(scope: Scope, name: str) -> str:
    """One cookie's value, or an empty text."""
    for part in header(scope, b"cookie").split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return value
    return ""


async def form_of(receive: Receive) -> Mapping[str, str]:
    """A small form as it was sent. Raises BodyTooLong."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MAX_BODY_BYTES:
            raise BodyTooLong
    return fields_of(body)


def fields_of(body: bytes) -> dict[str, str]:
    """The fields of a form; of a name that comes twice the last. Raises BodyTooLong for too many."""
    text = body.decode("utf-8", "replace")
    if text.count("&") >= MAX_FIELDS:
        raise BodyTooLong
    pairs = (part.partition("=") for part in text.split("&"))
    return {_plain(name): _plain(value) for name, _, value in pairs}


def _plain(text: str) -> str:
    return unquote_plus(text) if "%" in text or "+" in text else text


def spoken(reply: Reply) -> Spoken:
    """An answer as the server takes it. What is answered alike is put together once."""
    length = (b"content-length", str(len(reply.body)).encode())
    headers = [(b"content-type", reply.kind), length, *_SAFE, *reply.more]
    return (
        {"type": "http.response.start", "status": reply.status, "headers": headers},
        {"type": "http.response.body", "body": reply.body},
    )
