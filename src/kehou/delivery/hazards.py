"""Rooms with an open serious hazard (A10.12)."""

from __future__ import annotations

from uuid import UUID

from kehou.delivery.models import Hazard


def open_hazards(school_id: UUID, room: str) -> frozenset[str]:
    """The areas of the serious hazards that are open in a room; none where no room is named."""
    if not room:
        return frozenset()
    rows = Hazard.objects.filter(school_id=school_id, room=room, is_serious=True, clearing=None)
    return frozenset(rows.values_list("area", flat=True))


def closed_rooms(school_id: UUID) -> frozenset[str]:
    """The rooms that a serious hazard keeps closed."""
    rows = Hazard.objects.filter(school_id=school_id, is_serious=True, clearing=None)
    return frozenset(rows.values_list("room", flat=True))
