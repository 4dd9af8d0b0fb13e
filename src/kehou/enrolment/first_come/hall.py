"""What the door knows by heart of one choice: its offer, its hours, and counts that are half a second old."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from kehou.enrolment.first_come.counts import counts_of, seats_json, seats_page
from kehou.enrolment.first_come.offers import RushOffer, offer_of
from kehou.enrolment.first_come.tickets import cookie_name
from kehou.enrolment.first_come.turns import calm_at
from kehou.enrolment.models import ChoiceWindow
from kehou.enrolment.windows import rush_of, scope_of_draw, window_by_code
from kehou.platform.clock.business import business_now
from kehou.platform.clock.wall import wall_now
from kehou.platform.database.scope import at, scoped

FRESH_S = 0.5


@dataclass(frozen=True, slots=True)
class Shown:
    """What everyone is shown of the seats, as bytes, how far the business clock is off, when places stand."""

    seats: bytes
    page: bytes
    clock: timedelta
    calm: datetime | None
    read_s: float


@dataclass(slots=True)
class Hall:
    """One choice at the door. Its counts are read by whoever asks first once they are old.

    ``choice`` and ``cookie`` are how its tickets name it, and the cookie that they lie in.
    """

    rush: RushOffer
    window: ChoiceWindow
    shown: Shown
    threads: ThreadPoolExecutor
    reading: asyncio.Future[Shown] | None = field(default=None)
    choice: str = field(init=False)
    cookie: str = field(init=False)

    def __post_init__(self) -> None:
        self.choice, self.cookie = str(self.rush.id), cookie_name(self.rush.code)

    def now(self) -> datetime:
        """The business moment."""
        return wall_now() + self.shown.clock

    async def fresh(self) -> Shown:
        """The counts, at most half a second old; one reading serves all who ask meanwhile."""
        if monotonic() - self.shown.read_s < FRESH_S:
            return self.shown
        if self.reading is None:
            loop = asyncio.get_running_loop()
            self.reading = loop.run_in_executor(self.threads, _read, self.rush, self.window)
            self.reading.add_done_callback(self._keep)
        return await asyncio.shield(self.reading)

    def _keep(self, read: asyncio.Future[Shown]) -> None:
        self.reading = None
        if not read.cancelled() and read.exception() is None:
            self.shown = read.result()


def open_hall(code: str, threads: ThreadPoolExecutor) -> Hall:
    """Read a choice by its public code, in a thread. Raises Http404 where it leads to none."""
    with scoped(scope_of_draw(code)):
        window = window_by_code(code)
        rush = offer_of(window)
    return Hall(rush, window, _read(rush, window), threads)


def _read(rush: RushOffer, window: ChoiceWindow) -> Shown:
    begun = monotonic()
    with scoped(at(rush.place)):
        counts = counts_of(rush)
        page = seats_page(window, counts)
        calm = calm_at(rush_of(window))
    return Shown(seats_json(counts), page, business_now() - wall_now(), calm, begun)
