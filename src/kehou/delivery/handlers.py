"""What delivery does when an earlier step tells of something. Handlers are idempotent."""

from __future__ import annotations

from kehou.delivery.services.generating import follow_plan
from kehou.platform.outbox.announcing import Announcement, handles


@handles("plan.arranged")
def follow(event: Announcement) -> None:
    """Bring the sessions that lie ahead in line with leaders, rooms and times as they now stand (A4.14)."""
    follow_plan(event.place, now=event.occurred_at)
