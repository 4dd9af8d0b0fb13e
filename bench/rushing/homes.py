"""The pages that families open most, at a school of 3,000 pupils and 60 courses: today, and the course list.

A core's rate is how many pages a second are answered on one core, which the sender of the requests, the
server and the database share; it is asked one page after the other, for a core does one thing at a time.
Half load is half of that rate on the same core, whether it has answered or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any

from rushing.cores import on_one_core
from rushing.ground import get
from rushing.load import closed, paced, share_ms, whole_s
from rushing.peers import session
from rushing.serving import SITE, serving

CLASSES, PUPILS = 8, 42  # in nine grades: 3,024 pupils
FAMILIES, ROUNDS = 300, 5
HALF_LOAD_SECONDS = 6
BROWSER = "Accept-Encoding: gzip"


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one page is answered."""

    a_core: float
    half_load_ms: float


def paces(*, small: bool) -> dict[str, Pace]:
    """The course list while families choose, then their page of today in the term."""
    from settled import analyze

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
    analyze()
    found = {"list": _pace([_ask(f"/family/{pupil}/courses/", cookies) for pupil, cookies in some])}
    draw_a_large_choice(world, window, per_class=per_class)
    plan_sessions(world)
    set_business_now(call_the_rolls(world).starts_at + timedelta(minutes=20))
    settle()
    analyze()
    return found | {"today": _pace([_ask("/family/today/", cookies) for _, cookies in some])}


def _cookies(world: Any, child: Any) -> str:
    return session((world.place.code, str(child.guardian.person)))


def _ask(path: str, cookies: str) -> bytes:
    return get(path, cookies, BROWSER)


def _pace(asks: Sequence[bytes]) -> Pace:
    """Every family once to warm up, then some rounds, then half the pace."""
    with on_one_core(), serving(SITE, probe="/sign-in/") as port:
        _answered(closed(port, asks, connections=1))
        rates = [len(asks) / whole_s(_answered(closed(port, asks, connections=1))) for _ in range(ROUNDS)]
        pace = median(rates) / 2
        some = [asks[number % len(asks)] for number in range(int(HALF_LOAD_SECONDS * pace))]
        (sent,) = paced(port, [(some, pace)])
        return Pace(median(rates), share_ms(_answered(sent), 95))


def _answered(sent: list[Any]) -> list[Any]:
    if any(each.status != 200 for each in sent):
        raise RuntimeError("a page was not shown")
    return sent
