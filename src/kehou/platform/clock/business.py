"""Business time: what deadlines and records go by. The demo moves it to the next day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from kehou.kernel.moments import SHANGHAI
from kehou.platform.clock.models import ClockSetting
from kehou.platform.clock.wall import wall_now

# What the clock is off by, once it was read within ``one_reading``; outside of it None.
_reading: ContextVar[list[int] | None] = ContextVar("reading", default=None)


def business_now() -> datetime:
    """The business moment, in Asia/Shanghai. Handed in to every service from the edge."""
    kept = _reading.get()
    if kept:
        return wall_now() + timedelta(seconds=kept[0])
    offset = ClockSetting.objects.filter(pk=1).values_list("offset_seconds", flat=True).first() or 0
    if kept is not None:
        kept.append(offset)
    return wall_now() + timedelta(seconds=offset)


@contextmanager
def one_reading() -> Iterator[None]:
    """Read how far the clock is off only once: the frame and the view of a page both ask for it."""
    token = _reading.set([])
    try:
        yield
    finally:
        _reading.reset(token)


def set_business_now(moment: datetime) -> None:
    """Make it this moment now. For demos and tests."""
    offset = int((moment.astimezone(SHANGHAI) - wall_now()).total_seconds())
    ClockSetting.objects.update_or_create(pk=1, defaults={"offset_seconds": offset})
    kept = _reading.get()
    if kept is not None:
        kept[:] = [offset]
