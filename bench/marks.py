"""How many roll-call marks a minute the site takes in over HTTP, beside what the database alone would take.

Run from the repository: ``PYTHONPATH=src:tests python bench/marks.py``. Two devices send whole rolls at once
to the site's own server on this machine, which has the same processors as they; each mark is judged, stored
once and folded. The limit is the same rows written in batches of the same size without any of that. Exits
with 1 below TARGET marks a minute.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from http import HTTPStatus
from http.client import HTTPConnection
from time import perf_counter, sleep
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import django
from django.test.utils import setup_test_environment

TARGET = 20_000
DEVICES = 2
WARM_UP = 8
FIRST_PORT, MOST_TRIES = 8700, 100
PUPILS_A_CLASS = 45
TOKEN = "k" * 32
Roll = tuple[str, bytes, int]


def _rolls(world: Any) -> list[Roll]:
    """A whole roll for every session of the term, as a device would send it."""
    from factories.afternoon_acts import start
    from kehou.delivery.models import Session
    from kehou.delivery.rolls import Roster

    with world.inside():
        sessions = list(Session.objects.filter(slot_key="chess-0").order_by("starts_at"))
        roster = Roster.of_term(world.school.id, world.term.id)
    rolls = []
    for row in sessions:
        start(world, row, now=row.starts_at)
        seen = (row.starts_at + timedelta(minutes=2)).isoformat()
        marks = [
            {"client_id": str(uuid4()), "pupil": str(pupil), "kind": "present", "at": seen}
            for pupil in roster.of(row.group_id, row.session_date)
        ]
        body = json.dumps({"marks": marks, "whole": True, "reason": "measured"}).encode()
        rolls.append((f"/afternoon/sessions/{row.id}/marks/", body, len(marks)))
    return rolls


def _send(address: str, cookie: str, rolls: Sequence[Roll]) -> None:
    """One device: a connection that stays open."""
    connection = HTTPConnection(address.removeprefix("http://"))
    headers = {
        "Cookie": f"sessionid={cookie}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": "application/json",
    }
    for path, body, count in rolls:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        told = json.loads(answer.read())
        if told != {"new": count, "seen": count}:
            raise RuntimeError(f"{path} answered {answer.status} {told}")


@contextmanager
def served() -> Iterator[str]:
    """The site as ``kehou serve`` runs it, on the database at hand; its address."""
    from django.db import connection

    from kehou.web.running import free_port

    database, port = connection.settings_dict, free_port("127.0.0.1", FIRST_PORT)
    where = urlencode({"host": database["HOST"], "port": database["PORT"]})
    environment = os.environ | {"DATABASE_URL": f"postgresql:///{database['NAME']}?{where}"}
    command = f"from kehou.web.running import run_server; run_server('127.0.0.1', {port})"
    with subprocess.Popen([sys.executable, "-c", command], env=environment) as server:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(MOST_TRIES):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/sign-in/")
            if connection.getresponse().status == HTTPStatus.OK:
                return
        except OSError:
            sleep(0.2)
    raise RuntimeError("the site did not come up")


def over_http(world: Any, rolls: Sequence[Roll]) -> float:
    """Marks a minute over HTTP."""
    from factories.browsing import staff_client
    from kehou.kernel.actor import Role

    cookie = staff_client(world, Role.TEACHER).cookies["sessionid"].value
    with served() as address:
        _send_at_once(address, cookie, rolls[:WARM_UP])
        begun = perf_counter()
        _send_at_once(address, cookie, rolls[WARM_UP:])
        took = perf_counter() - begun
    return sum(count for _, _, count in rolls[WARM_UP:]) * 60 / took


def _send_at_once(address: str, cookie: str, rolls: Sequence[Roll]) -> None:
    with ThreadPoolExecutor(DEVICES) as devices:
        sent = [devices.submit(_send, address, cookie, rolls[device::DEVICES]) for device in range(DEVICES)]
    for each in sent:
        each.result()


def by_database(world: Any, rolls: Sequence[Roll]) -> float:
    """Marks a minute that the database alone takes: the same rows under other ids, a transaction a roll."""
    from kehou.delivery.models import StoredMark
    from kehou.platform.database.rows import new_id

    with world.inside():
        rows = list(StoredMark.objects.all())
    for row in rows:
        row.id, row.client_id = new_id(), uuid4()
    size = max(count for _, _, count in rolls)
    begun = perf_counter()
    for place in range(0, len(rows), size):
        with world.inside():
            StoredMark.objects.bulk_create(rows[place : place + size])
    return len(rows) * 60 / (perf_counter() - begun)


def measure() -> tuple[float, float]:
    """Marks a minute over HTTP, and by the database alone."""
    from database import own_database
    from factories.afternoon import at, drawn_school, plan_sessions
    from factories.law import lay_down_the_law
    from factories.world import a_world
    from kehou.platform.clock.business import set_business_now

    with own_database("bench"):
        lay_down_the_law()
        world = a_world(per_class=PUPILS_A_CLASS)
        drawn_school(world)
        plan_sessions(world)
        rolls = _rolls(world)
        set_business_now(at(20, 0, on=world.term.last_date))
        return over_http(world, rolls), by_database(world, rolls)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehou.web.settings")
    django.setup()
    setup_test_environment(debug=False)
    http, limit = measure()
    print(f"{http:10,.0f} marks a minute over HTTP from {DEVICES} devices (target {TARGET:,})")
    print(f"{limit:10,.0f} marks a minute by the database alone; the site reaches {http / limit:.0%} of it")
    return int(http < TARGET)


if __name__ == "__main__":
    sys.exit(main())
