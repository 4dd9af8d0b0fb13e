"""Announcing an event, and handling what waits at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from kehou.kernel.places import Place
from kehou.platform.database.scope import at, scoped
from kehou.platform.outbox.handling import handle
from kehou.platform.outbox.models import OutboxEvent


def announce(
    topic: str, *, place: Place, subject: str, now: datetime, payload: Mapping[str, object] | None = None
) -> None:
    """Tell later steps that something happened. A rolled-back transaction tells nothing."""
    # The job is declared with an app of Django, which is not ready when handlers are.
    from kehou.platform.outbox.tasks import handle_event

    event = OutboxEvent.objects.create(
        county_code=place.code,
        school_id=place.school_id,
        topic=topic,
        subject=subject,
        payload=dict(payload or {}),
        announced_at=now,
    )
    handle_event.defer(event_id=str(event.id), county_code=place.code)


def drain(place: Place) -> int:
    """Handle all waiting events under a place now, until none is left; how many were handled."""
    handled = 0
    while True:
        with scoped(at(place)):
            waiting = list(OutboxEvent.objects.filter(handled_at=None).order_by("announced_at", "id")[:100])
        if not waiting:
            return handled
        handled += sum(handle(event.id, county_code=event.county_code) for event in waiting)
