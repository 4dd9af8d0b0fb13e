"""The pages that families open most, at a school of 3,000 pupils and 60 courses: today, and the course list.

A core's rate is how many pages a second of processor answers, of the server's and the database's processes
together, so that neither a busy machine nor the sender of the requests blurs it. Half load is half of what
the same server answered a second when it was always asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

import psutil

from rushing.ground import get
from rushing.load import closed, paced, share_ms, whole_s
from rushing.peers import session
from rushing.serving import SITE, serving

CLASSES, PUPILS = 8, 42  # in nine grades: 3,024 pupils
FAMILIES, ROUNDS, CONNECTIONS = 300, 3, 8
HALF_LOAD_SECONDS = 6
BROWSER = "Accept-Encoding: gzip"


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one page is answered."""

    a_core: float
    half_load_ms: float


def paces(*, small: bool) -> dict[str, Pace]:
    """The course list while families choose, then their page of today in the term."""
    from factories.afternoon import plan_sessions
    from factories.large_school import a_large_school, draw_a_large_choice, open_a_large_choice
    from factories.later_pages import call_the_rolls
    from kehou.platform.clock.business import set_business_now
    from kehou.web.settling import settle

    classes, per_class = (1, 9) if small else (CLASSES, PUPILS)
    world = a_large_school(classes=classes, per_class=per_class, short_code="fx")
    window = open_a_large_choice(world, per_class=per_class)
    set_business_now(window.opened_at + timedelta(hours=1))
    settle()
    step = max(1, len(world.children) // FAMILIES)
    some = [(child.pupil_id, _cookies(world, child)) for child in world.children[::step][:FAMILIES]]
    found = {"list": _pace([_ask(f"/family/{pupil}/courses/", cookies) for pupil, cookies in some])}
    draw_a_large_choice(world, window, per_class=per_class)
    plan_sessions(world)
    set_business_now(call_the_rolls(world).starts_at + timedelta(minutes=20))
    settle()
    return found | {"today": _pace([_ask("/family/today/", cookies) for _, cookies in some])}


def _cookies(world: Any, child: Any) -> str:
    return session((world.place.code, str(child.guardian.person)))


def _ask(path: str, cookies: str) -> bytes:
    return get(path, cookies, BROWSER)


def _pace(asks: Sequence[bytes]) -> Pace:
    """Every family once to warm up, then some rounds, then half the pace."""
    with serving(SITE, probe="/sign-in/") as port:
        _answered(closed(port, asks, connections=CONNECTIONS))
        rates, cores = [], []
        for _ in range(ROUNDS):
            before = _worked_s()
            sent = _answered(closed(port, asks, connections=CONNECTIONS))
            cores.append(len(asks) / (_worked_s() - before))
            rates.append(len(asks) / whole_s(sent))
        pace = median(rates) / 2
        some = [asks[number % len(asks)] for number in range(int(HALF_LOAD_SECONDS * pace))]
        (sent,) = paced(port, [(some, pace)])
        return Pace(median(cores), share_ms(_answered(sent), 95))


def _answered(sent: list[Any]) -> list[Any]:
    if any(each.status != 200 for each in sent):
        raise RuntimeError("a page was not shown")
    return sent


def _worked_s() -> float:
    """Seconds of processor that the server below this process and the database's processes have used."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        backends = {pid for (pid,) in cursor.fetchall()}
    servers = {process.pid for process in psutil.Process().children(recursive=True)}
    return sum(_times(pid) for pid in servers | backends)


def _times(pid: int) -> float:
    try:
        used = psutil.Process(pid).cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(used.user + used.system)
