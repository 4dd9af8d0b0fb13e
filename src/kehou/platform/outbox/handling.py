"""Who hears of an event, and handling it exactly as often as its handlers can bear: they are idempotent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kehou.kernel.places import Place
from kehou.platform.clock.wall import wall_now
from kehou.platform.database.scope import at, scoped
from kehou.platform.outbox.models import OutboxEvent


@dataclass(frozen=True, slots=True)
class Announcement:
    """An event as its handlers see it; ``occurred_at`` is business time."""

    id: UUID
    topic: str
    subject: str
    place: Place
    payload: Mapping[str, object]
    occurred_at: datetime


Handler = Callable[[Announcement], None]
_handlers: dict[str, list[Handler]] = defaultdict(list)


def handles(topic: str) -> Callable[[Handler], Handler]:
    """Register a handler of a topic. It runs in the scope of the event's place and must be idempotent."""

    def register(handler: Handler) -> Handler:
        _handlers[topic].append(handler)
        return handler

    return register


def handle(event_id: UUID, *, county_code: str) -> bool:
    """Run an event's handlers once, all or none; whether there was anything to do."""
    with scoped(at(Place(county_code))):
        event = OutboxEvent.objects.select_for_update().filter(pk=event_id, handled_at=None).first()
        if event is None:
            return False
        announcement = Announcement(
            event.id,
            event.topic,
            event.subject,
            Place(event.county_code, event.school_id),
            event.payload,
            event.announced_at,
        )
        for handler in _handlers[event.topic]:
            handler(announcement)
        event.handled_at = wall_now()
        event.save(update_fields=["handled_at"])
        return True
