"""Security time: the machine's own clock, which nobody moves."""

from __future__ import annotations

from datetime import datetime

from kehou.kernel.moments import SHANGHAI


def wall_now() -> datetime:
    """The machine's moment, in Asia/Shanghai."""
    return datetime.now(SHANGHAI)
