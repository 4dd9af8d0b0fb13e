"""A body that comes drop by drop, or never ends, holds no door: over a real socket, beside a quick family."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import connections
from django.urls import reverse

from factories.doors import Called, sent_by
from factories.world import Child, World
from kehou.enrolment.first_come.bodies import BODY_BYTES
from kehou.enrolment.models import ChoiceWindow, Claim
from kehou.web.running import free_port

pytestmark = pytest.mark.usefixtures("committing")
READ_S, PATIENCE_S, START_S = 1.0, 20.0, 30
_SERVE = (
    "import sys; from kehou.web import running;"
    "running.run_door('127.0.0.1', int(sys.argv[1]), read_seconds=float(sys.argv[2]))"
)


@contextmanager
def _door(window: ChoiceWindow, *, read_s: float) -> Iterator[Callable[[], socket.socket]]:
    """The door as the command line starts it, on the test's database; what gives a connection to it."""
    given = connections["default"].settings_dict
    address = f"postgresql://postgres@/{given['NAME']}?host={quote(str(given['HOST']), safe='')}"
    port = free_port("127.0.0.1", 8_600)
    serving = subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(port), str(read_s)], env=os.environ | {"DATABASE_URL": address}
    )

    def reach() -> socket.socket:
        return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)

    try:
        _wait(reach, f"/rush/{window.code}/seats/")
        yield reach
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.wait(20)


def _wait(reach: Callable[[], socket.socket], path: str) -> None:
    for _ in range(START_S * 10):
        try:
            with reach() as line:
                line.sendall(f"GET {path} HTTP/1.1\r\nhost: x\r\n\r\n".encode())
                if b" 200 " in line.recv(64):
                    return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("the door does not open")


def _head(window: ChoiceWindow, more: str, *, accept: str = "application/json") -> bytes:
    path = reverse("rush-places", args=[window.code])
    kind = "content-type: application/x-www-form-urlencoded"
    return f"POST {path} HTTP/1.1\r\nhost: x\r\naccept: {accept}\r\n{kind}\r\n{more}\r\n\r\n".encode()


def _read(line: socket.socket) -> tuple[int, str, bool]:
    """Status, body, and whether the connection was closed behind it."""
    came = b""
    while chunk := line.recv(65_536):
        came += chunk
        head, _, body = came.partition(b"\r\n\r\n")
        length = next(
            (int(row[15:]) for row in head.lower().split(b"\r\n") if row.startswith(b"content-length:")), 0
        )
        if body and len(body) >= length and b"connection: close" not in head.lower():
            return int(came[9:12]), body.decode(), False
    return int(came[9:12] or b"0"), came.partition(b"\r\n\r\n")[2].decode(), True


def _drop_by_drop(line: socket.socket, content: bytes, *, seconds: float) -> None:
    """A few letters, one after the other; whoever is no longer heard stops."""
    for place in range(int(seconds / 0.2)):
        try:
            line.sendall(content[place : place + 1])
        except OSError:
            return
        time.sleep(0.2)


def _asked(world: World, window: ChoiceWindow, child: Child) -> tuple[bytes, str]:
    sent: dict[str, Any] = sent_by(world, window, child, "chess-0")
    body = urlencode(sent["form"]).encode()
    return body, f"cookie: {sent['cookie']}\r\ncontent-length: {len(body)}"


@pytest.mark.clause("A7.8")
def test_a_slow_body_is_no_longer_waited_for_and_the_next_family_is_served(
    rush: Called,
) -> None:
    world, window, (child, *_) = rush
    body, more = _asked(world, window, child)
    with _door(window, read_s=READ_S) as reach:
        with reach() as slow, reach() as browser, reach() as quick:
            began = time.monotonic()
            slow.sendall(_head(window, more))
            browser.sendall(_head(window, more, accept="text/html"))
            quick.sendall(_head(window, more) + body)
            status, told, _ = _read(quick)
            assert (status, json.loads(told)["answer"]) == (200, "placed")
            _drop_by_drop(slow, body, seconds=2 * READ_S)
            status, told, closed = _read(slow)
            assert (status, json.loads(told)["answer"], closed) == (408, "too_slow", True)
            assert "没有生效" in json.loads(told)["said"]
            status, page, closed = _read(browser)
            assert (status, closed) == (408, True)
            assert "网络太慢，没有收到" in page
            assert time.monotonic() - began < PATIENCE_S
        _too_long(window, reach)
    with world.inside():
        assert Claim.objects.count() == 1


def _too_long(window: ChoiceWindow, reach: Callable[[], socket.socket]) -> None:
    """Nothing is read of a body that says it is too long, nor the rest of one that does not say so."""
    with reach() as line:
        line.sendall(_head(window, f"content-length: {BODY_BYTES + 1}"))
        status, told, closed = _read(line)
        assert (status, json.loads(told)["answer"], closed) == (413, "too_long", True)
    with reach() as line:
        chunk = b"%x\r\n" % BODY_BYTES + b"a" * BODY_BYTES + b"\r\n"
        line.sendall(_head(window, "transfer-encoding: chunked", accept="text/html") + chunk + chunk)
        status, page, closed = _read(line)
        assert (status, closed) == (413, True)
        assert "内容太多，没有收下" in page


def test_with_more_patience_the_same_slow_body_holds_its_line_and_is_answered(
    rush: Called,
) -> None:
    """Positive control: it is the limit that answered above, and nothing else hangs up on a slow body."""
    world, window, (child, *_) = rush
    body, more = _asked(world, window, child)
    with _door(window, read_s=60.0) as reach, reach() as slow:
        slow.sendall(_head(window, more))
        sent = int(2 * READ_S / 0.2)
        _drop_by_drop(slow, body, seconds=2 * READ_S)
        slow.settimeout(0.5)
        with pytest.raises(TimeoutError):
            slow.recv(64)
        slow.settimeout(PATIENCE_S)
        slow.sendall(body[sent:])
        status, told, _ = _read(slow)
        assert (status, json.loads(told)["answer"]) == (200, "placed")
