"""Business time: what deadlines and records go by. The demo moves it to the next day."""

from __future__ import annotations

from datetime import datetime, timedelta

from kehou.kernel.moments import SHANGHAI
from kehou.platform.clock.models import ClockSetting
from kehou.platform.clock.wall import wall_now


def business_now() -> datetime:
    """The business moment, in Asia/Shanghai. Handed in to every service from the edge."""
    offset = ClockSetting.objects.filter(pk=1).values_list("offset_seconds", flat=True).first() or 0
    return wall_now() + timedelta(seconds=offset)


def set_business_now(moment: datetime) -> None:
    """Make it this moment now. For demos and tests."""
    offset = moment.astimezone(SHANGHAI) - wall_now()
    ClockSetting.objects.update_or_create(pk=1, defaults={"offset_seconds": int(offset.total_seconds())})
