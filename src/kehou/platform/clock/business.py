"""Business time: what deadlines and records go by. The demo moves it to the next day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from kehou.kernel.moments import SHANGHAI
from kehou.platform.clock.models import ClockSetting
from kehou.platform.clock.wall import wall_now
from kehou.platform.database.questions import Asked, question

# What the clock is off by, once it was read within ``one_reading``; outside of it None.
_reading: ContextVar[list[int] | None] = ContextVar("reading", default=None)


def business_now() -> datetime:
    """The business moment, in Asia/Shanghai. Handed in to every service from the edge."""
    kept = _reading.get()
    if kept:
        return wall_now() + timedelta(seconds=kept[0])
    return business_moment(asked_offset().answer)


def asked_offset() -> Asked[int]:
    """By how many seconds the clock is off, to be asked together with other things."""
    return _offset().then(lambda rows: rows[0][0] if rows else 0)


def business_moment(offset: int) -> datetime:
    """The business moment by an offset that was asked for; ``one_reading`` then goes by it."""
    kept = _reading.get()
    if kept is not None:
        kept[:] = [offset]
    return wall_now() + timedelta(seconds=offset)


@question
def _offset() -> QuerySet[ClockSetting, Any]:
    return ClockSetting.objects.all().values_list("offset_seconds")


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
