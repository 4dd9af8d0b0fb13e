"""Just enough of HTTP for the door: a path, a cookie, a small form, and an answer in one piece."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus

MAX_FIELDS = 20
JSON, PAGE = b"application/json; charset=utf-8", b"text/html; charset=utf-8"
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


class TooManyFields(Exception):
    """More was sent than a form of the door has."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in one piece."""

    status: int
    body: bytes = b""
    kind: bytes = JSON
    more: tuple[tuple[bytes, bytes], ...] = field(default=())


def cookie_of(cookies: str, name: str) -> str:
    """One cookie's value of those that a browser sent, or an empty text."""
    for part in cookies.split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return value
    return ""


def fields_of(body: bytes) -> dict[str, str]:
    """The fields of a form; of a name that comes twice the last. Raises TooManyFields."""
    text = body.decode("utf-8", "replace")
    if text.count("&") >= MAX_FIELDS:
        raise TooManyFields
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
